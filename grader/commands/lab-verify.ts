import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { flagOption, textOption, type Invocation } from '../args.ts';
import { writeSnapshot } from '../cluster/snapshot-file.ts';
import { EXIT, RoyError, type ExitCode } from '../errors.ts';
import type { Host } from '../host.ts';
import { kernelFeatures } from '../kernel.ts';
import { contractGaps, type KernelFeature } from '../lab/case.ts';
import { loadLabs, readLabs } from '../labs.ts';
import type { LoadedLab } from '../lab/run.ts';
import { labFolder } from '../lab-scripts.ts';
import { readSet, type PracticeSet } from '../practice/sets.ts';
import { triedCases, writeAccuracy } from '../verify/accuracy.ts';
import { readCases, type ScriptedCase } from '../verify/cases.ts';
import { readLearner } from '../variants.ts';
import { verifyCase, verifyWorker, type CaseResult } from '../verify/verify.ts';

/** `roy lab verify`: are the graders right about swarms whose state is known? */
export async function run(invocation: Invocation, host: Host): Promise<ExitCode> {
  const labs = await chosenLabs(invocation, host);
  const set = practiceSet(invocation, host);
  const kernel = await kernelFeatures();
  const results: CaseResult[] = [];
  const gaps: string[] = [];
  for (const loaded of labs) {
    const cases = await readCases(host.root, loaded.metadata);
    gaps.push(
      ...contractGaps(loaded.metadata, cases).map((gap) => `${loaded.metadata.name}: ${gap}`),
    );
    const own: CaseResult[] = [];
    const took = (result: CaseResult) => {
      own.push(result);
      host.out(resultLine(result));
    };
    const tried = flagOption(invocation, 'untried')
      ? await triedCases(host.root, loaded.metadata.name)
      : new Set<string>();
    const left = cases.filter(({ name }) => !tried.has(name));
    for (const labCase of chosenCases(left, invocation, kernel)) {
      const result = await verifyCase(loaded, labCase, set, host);
      await keep(result, invocation, host);
      took(result);
    }
    if (!selects(invocation)) {
      took(await verifySolutionAgain(loaded, cases, set, host));
      took(await verifyWorker(loaded, set, host));
    }
    if (writesMatrix(invocation)) {
      await writeAccuracy(host.root, loaded.metadata, cases, own, kernel);
    }
    results.push(...own);
  }
  for (const gap of gaps) host.out(`✗ ${gap}`);
  const unexpected = results.filter(({ verdict }) => verdict === 'unexpected').length;
  const failed = unexpected + gaps.length;
  host.out(`${results.length - unexpected} passed, ${failed} failed`);
  if (results.length === 0) {
    throw new RoyError(
      EXIT.usage,
      'Ни один случай не подошёл под условия.',
      'Все случаи: roy lab verify ЛАБА',
    );
  }
  return failed === 0 ? EXIT.passed : EXIT.failed;
}

async function chosenLabs(invocation: Invocation, host: Host): Promise<readonly LoadedLab[]> {
  const wanted =
    invocation.positionals.length > 0
      ? invocation.positionals
      : (await readLabs(host.root)).map(({ name }) => name);
  const learner = await readLearner(invocation, host);
  if (
    learner !== undefined &&
    (flagOption(invocation, 'save') || flagOption(invocation, 'matrix'))
  ) {
    throw new RoyError(
      EXIT.usage,
      'Ключи --save и --matrix записывают то, что верно для всех, а --learner проверяет один вариант.',
      'Уберите один из ключей (и переменную ROY_LEARNER).',
    );
  }
  return loadLabs(host.root, wanted, learner);
}

/** A solution that works only the first time, or only now and then, is none. */
async function verifySolutionAgain(
  loaded: LoadedLab,
  cases: readonly ScriptedCase[],
  set: PracticeSet,
  host: Host,
): Promise<CaseResult> {
  const solution = cases.find(({ name }) => name === 'solution');
  if (solution === undefined) throw new Error(`${loaded.metadata.name} has no solution`);
  return { ...(await verifyCase(loaded, solution, set, host)), case: 'solution-again' };
}

/** A set made for it and never the learner's own: a case changes everything in its swarm. */
function practiceSet(invocation: Invocation, host: Host): PracticeSet {
  const name = textOption(invocation, 'name') ?? 'verify';
  const set = readSet(host, name);
  if (set === undefined || set.nodes.length < 3) {
    throw new RoyError(EXIT.usage, `Набора «${name}» из трёх учебных машин нет.`, [
      'Случаи меняют кластер целиком, поэтому им нужен отдельный набор:',
      `  roy machine create --name ${name} --swarm`,
    ]);
  }
  return set;
}

/** The matrix speaks of all cases of a lab, for the params that are the same for all. */
function writesMatrix(invocation: Invocation): boolean {
  return (
    (flagOption(invocation, 'save') || flagOption(invocation, 'matrix')) && !selects(invocation)
  );
}

function selects(invocation: Invocation): boolean {
  return (
    textOption(invocation, 'cases') !== undefined ||
    flagOption(invocation, 'select') ||
    flagOption(invocation, 'untried')
  );
}

function chosenCases(
  cases: readonly ScriptedCase[],
  invocation: Invocation,
  kernel: ReadonlySet<KernelFeature>,
): readonly ScriptedCase[] {
  const possible = cases.filter(({ needs }) => needs.every((need) => kernel.has(need)));
  const pattern = textOption(invocation, 'cases');
  if (pattern !== undefined) return possible.filter(({ name }) => name.includes(pattern));
  if (!flagOption(invocation, 'select')) return possible;
  const wrong = possible.find(({ name }) => name.startsWith('wrong-'));
  return possible.filter((labCase) => labCase.name === 'solution' || labCase === wrong);
}

function resultLine(result: CaseResult): string {
  const mark = { 'as-expected': '✓', partly: '~', unexpected: '✗' }[result.verdict];
  const line = `${mark} ${result.lab} ${result.case}  ${result.seconds.toFixed(1).replace('.', ',')} с`;
  return result.problem === undefined ? line : `${line}\n    ${result.problem}`;
}

/** The snapshot of a case becomes a fixture that the unit tests grade again. */
async function keep(result: CaseResult, invocation: Invocation, host: Host): Promise<void> {
  if (!flagOption(invocation, 'save') || result.snapshot === undefined) return;
  const folder = join(labFolder(host.root, result.lab), 'fixtures');
  await mkdir(folder, { recursive: true });
  // What an earlier look reached must be proved again by the snapshot alone.
  const journal = result.snapshot.journal.filter(({ type }) => type !== 'milestone');
  await writeSnapshot(join(folder, `${result.case}.json`), { ...result.snapshot, journal });
}
