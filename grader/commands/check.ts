import { resolve } from 'node:path';
import { flagOption, numberOption, textOption, type Invocation } from '../args.ts';
import { openJournal } from '../cluster/journal.ts';
import { connectForChecks } from '../connect-for-checks.ts';
import { EXIT, RoyError, type ExitCode } from '../errors.ts';
import { Grader, type Graded } from '../grade.ts';
import type { Host } from '../host.ts';
import { loadLab } from '../labs.ts';
import { FEEDBACK_LEVELS, limitFeedback, type Feedback } from '../lab/feedback.ts';
import { labNumber } from '../lab/number.ts';
import type { LabReport } from '../lab/report.ts';
import { gradeLab, snapshotGap } from '../lab/run.ts';
import { jsonReport } from '../reporters/json.ts';
import { junitReport } from '../reporters/junit.ts';
import { textReport } from '../reporters/text.ts';
import { requireWritable, writeResult } from '../result-file.ts';
import { checkFingerprint, readLearner, readSnapshotLearner } from '../variants.ts';

/** `roy check LAB`: grades one lab, live or from a snapshot file, and prints the report. */
export async function run(invocation: Invocation, host: Host): Promise<ExitCode> {
  refuseContradictions(invocation);
  const from = textOption(invocation, 'from');
  const feedback = readFeedback(invocation);
  const junit = textOption(invocation, 'junit');
  if (junit !== undefined) await requireWritable(junit, 'Отчёт');
  const graded = await (from === undefined
    ? gradeSwarm(invocation, feedback, host)
    : gradeFile(from, invocation, host));
  const report = limitFeedback(graded, feedback);
  if (flagOption(invocation, 'json')) host.out(jsonReport(report));
  // --watch has drawn the last report already.
  else if (!flagOption(invocation, 'watch')) host.out(textReport(report, host.screen));
  if (junit !== undefined) await writeResult(junit, junitReport(report), 'Отчёт');
  return exitCodeOf(graded);
}

function readFeedback(invocation: Invocation): Feedback {
  const wanted = textOption(invocation, 'feedback') ?? 'full';
  const level = FEEDBACK_LEVELS.find((known) => known === wanted);
  if (level !== undefined) return level;
  throw new RoyError(
    EXIT.usage,
    `У ключа --feedback нет значения «${wanted}».`,
    `Допустимо: ${FEEDBACK_LEVELS.join(', ')} — всё, только коды ошибок, только баллы.`,
  );
}

/** What would be silently passed over is said instead. */
function refuseContradictions(invocation: Invocation): void {
  const given = (name: string) => invocation.values[name] !== undefined;
  const { from, junit } = invocation.values;
  if (typeof from === 'string' && typeof junit === 'string' && resolve(from) === resolve(junit)) {
    throw new RoyError(
      EXIT.usage,
      `Ключи --from и --junit называют один файл, ${from}: отчёт стёр бы снимок.`,
      'Назовите для отчёта другой файл.',
    );
  }
  if (given('from')) {
    const live = ['host', 'context', 'wait', 'watch', 'probe', 'active'].filter(given);
    if (live.length === 0) return;
    throw new RoyError(
      EXIT.usage,
      `Ключ --from проверяет снимок, кластера при этом нет: ${live.map((name) => `--${name}`).join(', ')} здесь не к месту.`,
      'Уберите один из ключей.',
    );
  }
  if (given('active') && given('watch')) {
    throw new RoyError(
      EXIT.usage,
      'Ключ --active ломает один раз и ждёт восстановления, --watch проверяет без конца: вместе они не имеют смысла.',
      'Уберите один из ключей.',
    );
  }
  if (given('wait') && given('watch')) {
    throw new RoyError(
      EXIT.usage,
      'Ключ --watch ждёт без срока, --wait — до срока: вместе они не имеют смысла.',
      'Уберите один из ключей.',
    );
  }
}

/** A saved snapshot names its learner itself; the key is asked for again. */
async function gradeFile(file: string, invocation: Invocation, host: Host): Promise<LabReport> {
  const wanted = invocation.positionals[0] ?? '';
  // A misspelt lab is told before a damaged file.
  await loadLab(host.root, wanted);
  const { readSnapshot } = await import('../cluster/snapshot-file.ts');
  const snapshot = await readSnapshot(file);
  const learner = await readSnapshotLearner(invocation, host, snapshot.learner);
  const lab = await loadLab(host.root, wanted, learner);
  if (learner && snapshot.learner) checkFingerprint(learner, lab.metadata, snapshot.learner);
  const gap = snapshotGap(lab.metadata, snapshot);
  if (gap !== undefined) {
    throw new RoyError(EXIT.usage, `Снимок ${file} не для этой лабораторной: ${gap}.`, [
      'Снимите нужное:',
      `  roy snapshot save ${labNumber(lab.metadata.name)} ФАЙЛ`,
    ]);
  }
  return gradeLab(lab, snapshot);
}

async function gradeSwarm(
  invocation: Invocation,
  feedback: Feedback,
  host: Host,
): Promise<LabReport> {
  const wanted = invocation.positionals[0] ?? '';
  const lab = await loadLab(host.root, wanted, await readLearner(invocation, host));
  const wait = numberOption(invocation, 'wait');
  const { engine, faults } = await connectForChecks(invocation, host, [lab]);
  const grader = new Grader(engine, [lab], {
    probe: flagOption(invocation, 'probe'),
    openJournal: (swarmId) => openJournal(host, swarmId),
    faults,
    signal: host.signal,
  });
  if (flagOption(invocation, 'watch'))
    return only(await watch(grader, flagOption(invocation, 'json'), feedback, host));
  return only(wait === undefined ? await grader.once() : await grader.settle(wait));
}

/** Redraws in place on a terminal; elsewhere prints each report that differs from the last. */
async function watch(
  grader: Grader,
  json: boolean,
  feedback: Feedback,
  host: Host,
): Promise<Graded> {
  const area = json ? undefined : await host.liveArea();
  let last = '';
  try {
    return await grader.watch((seen) => {
      const text = textReport(limitFeedback(only(seen), feedback), host.screen);
      if (json || text === last) return;
      last = text;
      if (area) area.draw(text);
      else host.out(`${text}\n`);
    });
  } finally {
    area?.done();
  }
}

function only({ reports }: Graded): LabReport {
  const [report] = reports;
  if (report === undefined) throw new Error('one lab was graded and no report came');
  return report;
}

/** The exit code that a report stands for. */
export function exitCodeOf(report: LabReport): ExitCode {
  const has = (status: string) => report.checks.some((check) => check.status === status);
  if (has('broken')) return EXIT.broken;
  if (has('failed')) return EXIT.failed;
  return has('pending') ? EXIT.converging : EXIT.passed;
}
