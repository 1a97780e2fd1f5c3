import type { CheckResult, LabReport } from '../lab/report.ts';

/**
 * The report as JUnit XML, for CI systems: a test suite a lab, a test case a check.
 * `pending` is a failure (it has not passed), `broken` an error.
 */
export function junitReport(report: LabReport): string {
  const { checks, lab } = report;
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
        `${check.cause}\n${check.see}\n${check.cure}`,
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
