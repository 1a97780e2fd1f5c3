import { closest } from 'fastest-levenshtein';
import { flagOption, type Invocation } from '../args.ts';
import { EXIT, RoyError, type ExitCode } from '../errors.ts';
import { stateFolder } from '../cluster/journal.ts';
import { rememberHints, shownHints } from '../hints.ts';
import type { Host } from '../host.ts';
import { loadLab } from '../labs.ts';
import { readLearner } from '../variants.ts';
import type { CheckMetadata, LabMetadata } from '../lab/metadata.ts';
import { labNumber } from '../lab/number.ts';

/** `roy hint LAB CHECK`: each time one hint more, from a nudge to nearly the answer. */
export async function run(invocation: Invocation, host: Host): Promise<ExitCode> {
  const [wantedLab = '', wantedCheck = ''] = invocation.positionals;
  const { metadata } = await loadLab(host.root, wantedLab, await readLearner(invocation, host));
  const check = findCheck(metadata, wantedCheck);
  const seen = await shownHints(host, metadata.name, check.id);
  const shown = flagOption(invocation, 'all')
    ? check.hints.length
    : Math.min(seen + 1, check.hints.length);
  const first = flagOption(invocation, 'all') ? 0 : shown - 1;
  host.out(`«${check.title}»`);
  for (const [offset, hint] of check.hints.slice(first, shown).entries()) {
    host.out(`\nПодсказка ${first + offset + 1} из ${check.hints.length}`);
    host.out(indented(hint));
  }
  host.out(
    shown < check.hints.length
      ? `\nЕщё подсказка: roy hint ${labNumber(metadata.name)} ${check.id}`
      : `\nБольше подсказок нет. Решение целиком: roy lab solve ${labNumber(metadata.name)}`,
  );
  await remember(host, metadata.name, check.id, Math.max(seen, shown));
  return EXIT.passed;
}

/** What cannot be remembered has been shown all the same. */
async function remember(host: Host, lab: string, check: string, count: number): Promise<void> {
  try {
    await rememberHints(host, lab, check, count);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    host.err(`Не запомнить, что эта подсказка показана: ${reason}`);
    host.err(`  Следующую покажет ключ --all. Проверьте права: ls -ld ${stateFolder(host)}`);
  }
}

function findCheck({ name, checks }: LabMetadata, wanted: string): CheckMetadata {
  const found = checks.find(({ id }) => id === wanted);
  if (found) return found;
  const ids = checks.map(({ id }) => id);
  throw new RoyError(EXIT.usage, `Проверки «${wanted}» в лабораторной ${labNumber(name)} нет.`, [
    `Возможно, вы имели в виду: roy hint ${labNumber(name)} ${closest(wanted, ids)}`,
    `Все проверки этой лабораторной: ${ids.join(', ')}`,
  ]);
}

function indented(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
