import { createColors } from 'picocolors';
import { flagOption, type Invocation } from '../args.ts';
import { connectTo } from '../connect.ts';
import { examine } from '../doctor/examine.ts';
import type { Finding, Status } from '../doctor/finding.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import type { Host, Screen } from '../host.ts';

/** `roy doctor`: what is in order, what is not, what that means and what to do. */
export async function run(invocation: Invocation, host: Host): Promise<ExitCode> {
  const findings = await examine(host, () => connectTo(invocation, host));
  host.out(
    flagOption(invocation, 'json')
      ? JSON.stringify(findings, null, 2)
      : findingsText(findings, host.screen),
  );
  return findings.some(({ status }) => status === 'bad') ? EXIT.failed : EXIT.passed;
}

/** The findings as a person reads them: what is well in a line, the rest explained. */
export function findingsText(findings: readonly Finding[], { color }: Screen): string {
  const colors = createColors(color);
  const marks: Readonly<Record<Status, string>> = {
    ok: colors.green('✓'),
    warn: colors.yellow('!'),
    bad: colors.red('✗'),
    unknown: colors.dim('?'),
  };
  const lines = findings.flatMap(({ title, status, found, meaning, fix }) => [
    `${marks[status]} ${title}: ${found}`,
    ...(status === 'ok' ? [] : [colors.dim(`    ${meaning}`)]),
    ...fix.map((line) => `    ${line}`),
  ]);
  const count = (status: Status) => findings.filter((finding) => finding.status === status).length;
  const verdict =
    count('bad') > 0
      ? colors.red(`Нужно исправить: ${count('bad')}.`)
      : count('warn') > 0
        ? colors.yellow('Заниматься можно; на что обратить внимание, сказано выше.')
        : colors.green('Всё в порядке.');
  return [...lines, '', verdict].join('\n');
}
