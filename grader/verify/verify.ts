import { connect, type Engine } from '../cluster/engine.ts';
import { declaredSecrets, Redactor } from '../cluster/redactor.ts';
import type { Journal } from '../cluster/journal.ts';
import type { ClusterSnapshot, JournalEntry } from '../cluster/snapshot.ts';
import { EXIT, RoyError } from '../errors.ts';
import { Grader, type Graded } from '../grade.ts';
import type { Host } from '../host.ts';
import { FaultMaker } from '../faults/maker.ts';
import { missingImages } from '../images.ts';
import { impatient, mismatch, needsFault, type LabCase } from '../lab/case.ts';
import type { LabReport } from '../lab/report.ts';
import type { LoadedLab } from '../lab/run.ts';
import { baselineScript } from '../lab-baseline.ts';
import { findScript, runScript, scriptEnvironment } from '../lab-scripts.ts';
import { engineAnswers, restartSet, startSet } from '../practice/index.ts';
import { ensureImages, loadImages } from '../practice/images/store.ts';
import type { PracticeNode, PracticeSet } from '../practice/sets.ts';
import type { ScriptedCase } from './cases.ts';
import { answering } from './answering.ts';
import { emptySwarm, outsideSwarm } from './reset.ts';

/** Seconds that a case may take to settle; the slowest waits for a node to be found down. */
const SETTLE = 90;

/** What came of one case on a real swarm. */
export interface CaseResult {
  readonly lab: string;
  readonly case: string;
  /** `partly`: as expected, but the data plane of these nodes could not be asked. */
  readonly verdict: 'as-expected' | 'partly' | 'unexpected';
  /** For `unexpected`: what is wrong, for the lab's author. */
  readonly problem?: string;
  readonly seconds: number;
  /** Absent where the state has no manager to ask. */
  readonly snapshot?: ClusterSnapshot;
}

/** Makes the state of one case on a practice set and grades it, twice. */
export async function verifyCase(
  lab: LoadedLab,
  labCase: ScriptedCase,
  set: PracticeSet,
  host: Host,
): Promise<CaseResult> {
  const started = performance.now();
  const loaded = impatient(lab, labCase);
  const identity = { lab: lab.metadata.name, case: labCase.name };
  const seconds = () => (performance.now() - started) / 1000;
  try {
    await prepare(loaded, set, host);
    const { script } = labCase;
    const act = async () => {
      if (script !== undefined) await play(loaded, [script], set, host);
    };
    if (!labCase.watched) await act();
    const active = needsFault(labCase, loaded.metadata);
    const watched = labCase.watched ? act : undefined;
    const graded = await gradeTwice(loaded, set, host, active, labCase.info, watched);
    const report = onlyReport(graded);
    const problem = mismatch(labCase, report, loaded.metadata);
    if (problem !== undefined) {
      return { ...identity, verdict: 'unexpected', problem, seconds: seconds() };
    }
    // A wrong state has shown what it was made for, whatever else could not be asked.
    const silent =
      labCase.expects.verdict === 'complete' &&
      report.checks.some((check) => check.status === 'skipped' && check.reason === 'data-plane');
    return {
      ...identity,
      verdict: silent ? 'partly' : 'as-expected',
      seconds: seconds(),
      snapshot: graded.snapshot,
    };
  } catch (error) {
    if (host.signal.aborted) throw error;
    // Outside a swarm there is nothing to grade, and the learner is told so: as it should be.
    const outside = error instanceof RoyError && error.exitCode === EXIT.notManager;
    if (outside && labCase.expects.verdict === 'incomplete') {
      return { ...identity, verdict: 'as-expected', seconds: seconds() };
    }
    const problem = error instanceof Error ? error.message : String(error);
    return { ...identity, verdict: 'unexpected', problem, seconds: seconds() };
  }
}

/** A worker must get its own clear answer and no grade. */
export async function verifyWorker(
  loaded: LoadedLab,
  set: PracticeSet,
  host: Host,
): Promise<CaseResult> {
  const started = performance.now();
  const identity = { lab: loaded.metadata.name, case: 'worker' };
  await emptySwarm(set, () => restartSet(host, set.name));
  const worker = set.nodes[1];
  if (worker === undefined) throw new Error(`в наборе ${set.name} одна машина, а нужны три`);
  const noFaults = () => undefined;
  const problem = await withGrader(loaded, worker, host, noFaults, {}, async (grader) => {
    const report = onlyReport(await grader.once());
    // An engine may be graded wherever it is; one that is a worker must not pass for a manager.
    const isTold = loaded.metadata.scope === 'engine' && !report.complete;
    return isTold
      ? undefined
      : 'рабочий узел получил оценку, а должен был узнать, что спрашивать нужно управляющий';
  }).catch((error: unknown) =>
    error instanceof RoyError && error.exitCode === EXIT.notManager
      ? undefined
      : `рабочий узел ответил не так: ${String(error)}`,
  );
  return {
    ...identity,
    verdict: problem === undefined ? 'as-expected' : 'unexpected',
    ...(problem === undefined ? {} : { problem }),
    seconds: (performance.now() - started) / 1000,
  };
}

async function prepare(loaded: LoadedLab, set: PracticeSet, host: Host): Promise<void> {
  // A case that stops machines and fails leaves them stopped.
  const answers = await Promise.all(set.nodes.map((node) => engineAnswers(node)));
  if (answers.includes(false)) await startSet(host, set.name);
  await restoreImages(set, host);
  const restart = () => restartSet(host, set.name);
  if (loaded.metadata.begins === 'outside-swarm') {
    await outsideSwarm(set, restart);
    return;
  }
  await emptySwarm(set, restart);
  const start = findScript(host.root, loaded.metadata.name, 'start');
  if (start !== undefined) await play(loaded, [start], set, host);
  const [manager] = set.nodes;
  if (manager === undefined) throw new Error(`в наборе ${set.name} нет машин`);
  const engine = await connectNode(loaded, manager, host);
  try {
    const baseline = await baselineScript(engine, loaded.metadata);
    if (baseline !== undefined) await play(loaded, ['-c', baseline], set, host);
  } finally {
    engine.close();
  }
}

/** An earlier case may have taken an image away. */
async function restoreImages(set: PracticeSet, host: Host): Promise<void> {
  const missing = await Promise.all(set.nodes.map((node) => missingImages(node)));
  if (missing.every((names) => names.length === 0)) return;
  await loadImages(await ensureImages(host), set.nodes);
}

async function play(
  loaded: LoadedLab,
  script: readonly string[],
  set: PracticeSet,
  host: Host,
): Promise<void> {
  const environment = {
    ...scriptEnvironment(host.root, loaded.metadata, set),
    DOCKER_HOST: `unix://${set.nodes[0]?.socket ?? ''}`,
  };
  const { exitCode, output } = await runScript(host, script, environment, {
    echo: false,
    redactor: redactorOf(loaded),
  });
  if (exitCode !== 0) throw new Error(`${script.join(' ')}: код ${exitCode}\n${output.trim()}`);
}

/**
 * The second look must say the same as the first: a verdict that changes is worth nothing.
 *
 * @param watched Makes the state, while the grader watches.
 */
async function gradeTwice(
  loaded: LoadedLab,
  set: PracticeSet,
  host: Host,
  active: boolean,
  info: LabCase['info'],
  watched?: () => Promise<void>,
): Promise<Graded> {
  const asked = await gradedNode(loaded, set, host);
  // What a fault does is told to a learner; an author sees what came of the case.
  const makeFaults = (engine: Engine) =>
    active ? new FaultMaker(engine, set, { ...host, err: () => undefined }) : undefined;
  return withGrader(loaded, asked, host, makeFaults, info, async (grader) => {
    const first = await (watched ? grader.attend(SETTLE, watched) : grader.settle(SETTLE));
    const second = await grader.once();
    const [before, after] = [verdicts(onlyReport(first)), verdicts(onlyReport(second))];
    if (before !== after) throw new Error(`два взгляда разошлись: ${before}, а потом ${after}`);
    return second;
  });
}

function verdicts(report: LabReport): string {
  return report.checks
    .map(
      (check) => `${check.id} ${check.status}${check.status === 'failed' ? ` ${check.code}` : ''}`,
    )
    .join(', ');
}

/** The node that a learner would be graded on: of those in a swarm the first that is a manager. */
async function gradedNode(loaded: LoadedLab, set: PracticeSet, host: Host): Promise<PracticeNode> {
  const errors: unknown[] = [];
  for (const node of set.nodes) {
    if (loaded.metadata.scope === 'engine') return node;
    let engine: Engine | undefined;
    try {
      engine = await connectNode(loaded, node, host);
      await engine.round((docker) => [docker.swarmInspect()]);
      return node;
    } catch (error) {
      errors.push(error);
    } finally {
      engine?.close();
    }
  }
  throw errors[0];
}

async function withGrader<T>(
  loaded: LoadedLab,
  node: PracticeNode,
  host: Host,
  makeFaults: (engine: Engine) => FaultMaker | undefined,
  info: LabCase['info'],
  use: (grader: Grader) => Promise<T>,
): Promise<T> {
  const engine = await connectNode(loaded, node, host);
  try {
    return await use(
      new Grader(answering(engine, info), [loaded], {
        probe: true,
        openJournal: () => Promise.resolve(memoryJournal()),
        faults: makeFaults(engine),
        signal: host.signal,
      }),
    );
  } finally {
    engine.close();
  }
}

function redactorOf({ metadata }: LoadedLab): Redactor {
  return new Redactor(declaredSecrets([metadata]));
}

function connectNode(loaded: LoadedLab, node: PracticeNode, host: Host): Promise<Engine> {
  const endpoint = {
    kind: 'unix',
    source: 'practice',
    socketPath: node.socket,
    url: `unix://${node.socket}`,
    // The same on every machine: it stands in saved snapshots.
    name: `учебная машина ${node.name}`,
    docker: `docker --host unix://${node.socket}`,
  } as const;
  return connect(endpoint, host.signal, redactorOf(loaded), true);
}

/** Each case is a run of its own: what an earlier one reached does not count. */
function memoryJournal(): Journal {
  let entries: readonly JournalEntry[] = [];
  return {
    get entries() {
      return entries;
    },
    append: (added) => {
      entries = [...entries, ...added];
      return Promise.resolve();
    },
    forget: () => Promise.resolve(),
  };
}

function onlyReport({ reports }: Graded): LabReport {
  const [report] = reports;
  if (report === undefined) throw new Error('проверка не дала отчёта');
  return report;
}
