import { flagOption, numberOption, type Invocation } from '../args.ts';
import { openJournal } from '../cluster/journal.ts';
import { writeSnapshot } from '../cluster/snapshot-file.ts';
import { connectForChecks } from '../connect-for-checks.ts';
import { EXIT, RoyError, type ExitCode } from '../errors.ts';
import { Grader } from '../grade.ts';
import type { Host } from '../host.ts';
import { loadLabs } from '../labs.ts';
import { requireWritable } from '../result-file.ts';
import { readLearner } from '../variants.ts';

/** `roy snapshot save LAB… FILE`: what a check would see, probes included, as a file. */
export async function run(invocation: Invocation, host: Host): Promise<ExitCode> {
  const file = invocation.positionals.at(-1) ?? '';
  if (/^\d\d(-\d\d)?$/.test(file)) {
    throw new RoyError(EXIT.usage, `«${file}» похоже на лабораторную, а файл не назван.`, [
      'Последним назовите файл:',
      `  roy snapshot save ${invocation.positionals.join(' ')} работа.json`,
    ]);
  }
  const wait = numberOption(invocation, 'wait');
  await requireWritable(file, 'Снимок');
  const learner = await readLearner(invocation, host);
  const labs = await loadLabs(host.root, invocation.positionals.slice(0, -1), learner);
  const { engine, faults } = await connectForChecks(invocation, host, labs);
  const grader = new Grader(engine, labs, {
    probe: flagOption(invocation, 'probe'),
    openJournal: (swarmId) => openJournal(host, swarmId),
    faults,
    signal: host.signal,
  });
  const { snapshot } = wait === undefined ? await grader.once() : await grader.settle(wait);
  const names = labs.map((lab) => lab.metadata.name);
  const signature = learner?.sign(labs.map(({ metadata }) => metadata));
  await writeSnapshot(file, { ...snapshot, ...(signature && { learner: signature }) });
  host.out(`Снимок записан в ${file} (${names.join(', ')}; кластер: ${snapshot.endpoint}).`);
  const quoted = /^[\p{L}\p{N}._/-]+$/u.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
  host.out(
    `Проверить его: ${names.map((name) => `roy check ${name} --from ${quoted}`).join('; ')}`,
  );
  return EXIT.passed;
}
