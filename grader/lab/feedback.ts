import { codes } from '../codes.ts';
import type { CheckResult, LabReport } from './report.ts';

/**
 * How much a report tells. What was expected and what is there give answers away, so an
 * assessment may hold them back.
 *
 * - `full`: everything.
 * - `codes`: of each check whether it passed, and of a failed one its code.
 * - `score`: the points, and nothing of the checks.
 */
export const FEEDBACK_LEVELS = ['full', 'codes', 'score'] as const;
export type Feedback = (typeof FEEDBACK_LEVELS)[number];

/** The report as it may be shown at that level. Score and completion are the same at each. */
export function limitFeedback(report: LabReport, feedback: Feedback): LabReport {
  switch (feedback) {
    case 'full':
      return report;
    case 'codes':
      return { ...report, feedback, checks: report.checks.map(withoutAnswers) };
    case 'score':
      return { ...report, feedback, checks: [] };
  }
}

function withoutAnswers(check: CheckResult): CheckResult {
  const { id, title, points, kind, evidence } = check;
  const identity = { id, title, points, kind, evidence };
  switch (check.status) {
    case 'failed':
      return { ...identity, status: 'failed', code: check.code, message: codes[check.code].title };
    case 'pending':
      return { ...identity, status: 'pending', waitingFor: 'кластер ещё меняется' };
    case 'passed':
    case 'skipped':
    case 'broken':
      return check;
  }
}
