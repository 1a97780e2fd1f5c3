import type { CheckResult, LabReport } from '../lab/report.ts';

/**
 * The report as JUnit XML, for CI systems: a test suite a lab, a test case a check.
 * `pending` is a failure (it has not passed), `broken` an error.
 */
export function junitReport(report: LabReport): string {
  const { lab } = report;
  const checks = report.feedback === 'score' ? [scoreAsCheck(report)] : report.checks;
  const count = (...wanted: CheckResult['status'][]) =>
    checks.filter(({ status }) => wanted.includes(status)).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite${attributes({
      name: lab.name,
      tests: checks.length,
      failures: count('failed', 'pending'),
      errors: count('broken'),
      skipped: count('skipped'),
      timestamp: report.time,
    })}>`,
    ...checks.map((check) => testCase(lab.name, check)),
    '</testsuite>',
    '',
  ].join('\n');
}

/** Where nothing is said of the checks, the lab as a whole is the one test case. */
function scoreAsCheck({ lab, score, complete }: LabReport): CheckResult {
  const { earned, possible } = score;
  const identity = { id: 'score', title: lab.title, points: possible } as const;
  return {
    ...identity,
    kind: 'state',
    evidence: 'state',
    ...(complete
      ? { status: 'passed' }
      : { status: 'pending', waitingFor: `баллов: ${earned} из ${possible}` }),
  };
}

function testCase(lab: string, check: CheckResult): string {
  const open = `  <testcase${attributes({ classname: lab, name: `${check.id}: ${check.title}` })}`;
  const inner = outcome(check);
  return inner === '' ? `${open}/>` : `${open}>${inner}</testcase>`;
}

function outcome(check: CheckResult): string {
  switch (check.status) {
    case 'passed':
      return '';
    case 'failed':
      return `<failure${attributes({ type: check.code, message: check.message })}>${escape(
        [check.cause, check.see, check.cure].filter((text) => text !== undefined).join('\n'),
      )}</failure>`;
    case 'pending':
      return `<failure${attributes({ type: 'pending', message: check.waitingFor })}/>`;
    case 'skipped':
      return `<skipped${attributes({ message: check.message })}/>`;
    case 'broken':
      return `<error${attributes({ message: check.message })}/>`;
  }
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escape(String(value))}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

function escape(text: string): string {
  return (
    text
      // XML 1.0 has no way to write these at all.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"\n]/g, (character) => ENTITIES[character] ?? character)
  );
}
