import type { LabReport } from '../lab/report.ts';

/** The report as JSON; its shape is published in `schema/report.v1.json`. */
export function jsonReport(report: LabReport): string {
  return JSON.stringify(report, null, 2);
}
