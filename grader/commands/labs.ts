import { createColors } from 'picocolors';
import stringWidth from 'string-width';
import { flagOption, type Invocation } from '../args.ts';
import { completedLabs } from '../cluster/journal.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import type { Host, Screen } from '../host.ts';
import { readLabs } from '../labs.ts';
import { fillMetadata } from '../lab/tokens.ts';
import { labNumber } from '../lab/number.ts';

/** One line of `roy labs`; with `--json` the list of these is printed. */
interface LabRow {
  /** `03`, or `17-04` for a part of a lab. */
  readonly number: string;
  readonly name: string;
  readonly title: string;
  readonly minutes: number;
  /** Passed on some swarm of this user. */
  readonly complete: boolean;
}

/** `roy labs`: the course's labs in order, with what is done. */
export async function run(invocation: Invocation, host: Host): Promise<ExitCode> {
  const [labs, completed] = await Promise.all([readLabs(host.root), completedLabs(host)]);
  const rows = labs.map(fillMetadata).map(({ name, title, minutes }) => ({
    number: labNumber(name),
    name,
    title,
    minutes,
    complete: completed.has(name),
  }));
  host.out(
    flagOption(invocation, 'json') ? JSON.stringify(rows, null, 2) : labTable(rows, host.screen),
  );
  return EXIT.passed;
}

/** The list as a person reads it, the next lab marked. */
export function labTable(rows: readonly LabRow[], { color }: Screen): string {
  const colors = createColors(color);
  const width = Math.max(...rows.map(({ title }) => stringWidth(title)));
  const digits = Math.max(...rows.map(({ number }) => number.length));
  const next = rows.find(({ complete }) => !complete);
  const lines = rows.map((row) => {
    const mark = row.complete ? colors.green('✓') : row === next ? colors.cyan('→') : ' ';
    const title = row.title + ' '.repeat(width - stringWidth(row.title));
    return `${mark} ${row.number.padEnd(digits)}  ${title}  ${colors.dim(`${row.minutes} мин`)}`;
  });
  const advice =
    next === undefined
      ? 'Все лабораторные пройдены.'
      : `Следующая: roy check ${next.number}. Подсказка к проверке: roy hint ${next.number} ПРОВЕРКА`;
  return [...lines, '', advice].join('\n');
}
