import type { Code } from '../codes.ts';
import type { Feedback } from './feedback.ts';
import type { SkipReason } from './outcome.ts';
import type { CheckKind, Evidence } from './metadata.ts';

/** Version of the JSON report; it changes when a field changes its meaning or goes. */
export const REPORT_VERSION = 1;

/**
 * The result of grading one lab on one snapshot. Published as JSON Schema in
 * `schema/report.v1.json`. Texts are Russian; names of objects are the swarm's own.
 */
export interface LabReport {
  readonly version: typeof REPORT_VERSION;
  readonly lab: { readonly name: string; readonly title: string };
  /** Whose variant was graded; absent for the params that are the same for all. */
  readonly learner?: string;
  /** The endpoint that was graded, as a person would name it. */
  readonly endpoint: string;
  /** The swarm's ID. */
  readonly swarm: string;
  /** RFC 3339, the manager's clock when it was asked. */
  readonly time: string;
  readonly score: Score;
  /** Every check passed or cannot be answered by this cluster. */
  readonly complete: boolean;
  /** What is held back, if anything: see `limitFeedback`. */
  readonly feedback?: Exclude<Feedback, 'full'>;
  /** Empty where the feedback is `score`. */
  readonly checks: readonly CheckResult[];
}

/** Points; `possible` leaves out what this cluster cannot answer. */
export interface Score {
  readonly earned: number;
  readonly possible: number;
}

export type CheckResult = CheckIdentity & CheckOutcome;

interface CheckIdentity {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly kind: CheckKind;
  readonly evidence: Evidence;
}

export type CheckOutcome =
  | {
      readonly status: 'passed';
      /** True where a milestone was reached earlier and is remembered by the journal. */
      readonly remembered?: true;
      /** What was seen, where it is worth telling. */
      readonly message?: string;
    }
  | {
      readonly status: 'failed';
      readonly code: Code;
      readonly message: string;
      readonly expected?: unknown;
      readonly actual?: unknown;
      /** The object that is not as it should be. */
      readonly object?: string;
      /** This and what follows is there unless the feedback is limited. */
      readonly cause?: string;
      /** A docker command that shows the failure. */
      readonly see?: string;
      readonly cure?: string;
      /** From a nudge to nearly the answer. */
      readonly hints?: readonly string[];
      /** Where the lesson explains it: `LESSON#heading`. */
      readonly lesson?: string;
    }
  | {
      readonly status: 'pending';
      readonly waitingFor: string;
    }
  | {
      readonly status: 'skipped';
      readonly reason: 'needs';
      /** Ids of the checks that must pass first. */
      readonly needs: readonly string[];
      readonly message: string;
    }
  | {
      readonly status: 'skipped';
      readonly reason: SkipReason;
      readonly message: string;
    }
  | {
      readonly status: 'broken';
      /** What went wrong inside the grader and what to do. */
      readonly message: string;
    };
