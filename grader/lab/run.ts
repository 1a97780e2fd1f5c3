import { codes } from '../codes.ts';
import type { CodeEntry } from '../codes/entry.ts';
import {
  identityOf,
  type Baseline,
  type ClusterSnapshot,
  type FaultResult,
} from '../cluster/snapshot.ts';
import type { Fault, Lab, ParamValue, Probe, ProbeContext } from './define.ts';
import type { CheckMetadata, LabMetadata } from './metadata.ts';
import { labNumber } from './number.ts';
import { CannotTell, CheckFailed, fail, StillConverging } from './outcome.ts';
import { REPORT_VERSION, type CheckOutcome, type CheckResult, type LabReport } from './report.ts';
import { secretMarker } from './secret-marker.ts';
import { Swarm } from './swarm.ts';

/** A lab ready to be graded: what lab.yml says and what grader.ts checks. */
export interface LoadedLab {
  readonly metadata: LabMetadata;
  readonly lab: Lab;
  /** Whose variant it is; absent for the params that are the same for all. */
  readonly learner?: string;
}

/** Grades one lab. Pure: the same snapshot gives the same report, anywhere and at any time. */
export function gradeLab(
  { metadata, lab, learner }: LoadedLab,
  snapshot: ClusterSnapshot,
): LabReport {
  const swarm = new Swarm(snapshot, metadata.settle);
  const params = strictParams(metadata);
  const gap = snapshotGap(metadata, snapshot);
  const passed = new Set<string>();
  const checks = metadata.checks.map((check): CheckResult => {
    // A fault was made when all that it needs had passed, and may have undone just that.
    const harmed = snapshot.faults[`${metadata.name}/${check.id}`] !== undefined;
    const asked = harmed ? { ...check, needs: [] } : check;
    const grade = () => {
      const run = lab.checks[check.id];
      if (run === undefined) throw new Error(`grader.ts has no check ${check.id}`);
      let seen: string | undefined;
      run({
        swarm,
        params,
        probe: (name) => readProbe(snapshot, metadata.name, name),
        fault: (name) => readFault(snapshot, metadata.name, name),
        baseline: () => readBaseline(snapshot, metadata.name),
        note: (text) => (seen = text),
      });
      return seen;
    };
    const outcome: CheckOutcome =
      gap === undefined
        ? runCheck(asked, metadata, passed, grade)
        : { status: 'broken', message: gap };
    const result = recall(check, metadata.name, snapshot, outcome);
    if (result.status === 'passed') passed.add(check.id);
    const { id, title, points, kind, evidence } = check;
    return { id, title, points, kind, evidence, ...result };
  });
  return {
    version: REPORT_VERSION,
    lab: { name: metadata.name, title: metadata.title },
    ...(learner === undefined ? {} : { learner }),
    endpoint: snapshot.endpoint,
    swarm: identityOf(snapshot),
    time: snapshot.info.SystemTime,
    score: scoreOf(checks),
    complete: checks.every((check) => check.status === 'passed' || isUnanswerable(check)),
    checks,
  };
}

/** What the lab looks at and the snapshot does not show, in Russian. */
export function snapshotGap(
  { scope }: Pick<LabMetadata, 'scope'>,
  snapshot: ClusterSnapshot,
): string | undefined {
  if (snapshot[scope] !== undefined) return undefined;
  return scope === 'swarm'
    ? 'в этом снимке нет кластера, только один движок'
    : 'в этом снимке нет образов и контейнеров движка, только кластер';
}

/** The probes that a report still lacks: those whose check has all that it needs. */
export function neededProbes(
  lab: LoadedLab,
  snapshot: ClusterSnapshot,
): ReadonlyMap<string, Probe> {
  return whereNeedsPassed(lab, snapshot, lab.lab.probes);
}

/** The faults that can be made now, likewise. */
export function neededFaults(
  lab: LoadedLab,
  snapshot: ClusterSnapshot,
): ReadonlyMap<string, Fault> {
  return whereNeedsPassed(lab, snapshot, lab.lab.faults);
}

function whereNeedsPassed<T>(
  { metadata, lab }: LoadedLab,
  snapshot: ClusterSnapshot,
  declared: Readonly<Record<string, (context: ProbeContext<Record<string, ParamValue>>) => T>>,
): ReadonlyMap<string, T> {
  const needed = new Map<string, T>();
  const declarations = Object.entries(declared);
  if (declarations.length === 0) return needed;
  const report = gradeLab({ metadata, lab }, snapshot);
  const passed = new Set(
    report.checks.filter((check) => check.status === 'passed').map(({ id }) => id),
  );
  const swarm = new Swarm(snapshot, metadata.settle);
  const params = strictParams(metadata);
  for (const [id, declare] of declarations) {
    const check = metadata.checks.find((other) => other.id === id);
    if (check?.needs.every((need) => passed.has(need))) {
      needed.set(`${metadata.name}/${id}`, declare({ swarm, params }));
    }
  }
  return needed;
}

function runCheck(
  check: CheckMetadata,
  { checks }: LabMetadata,
  passed: ReadonlySet<string>,
  run: () => string | undefined,
): CheckOutcome {
  const needs = check.needs.filter((need) => !passed.has(need));
  if (needs.length > 0) {
    const titles = checks.filter(({ id }) => needs.includes(id)).map(({ title }) => `«${title}»`);
    return {
      status: 'skipped',
      reason: 'needs',
      needs,
      message: `сначала должно выполниться: ${titles.join(', ')}`,
    };
  }
  try {
    const message = run();
    return { status: 'passed', ...(message === undefined ? {} : { message }) };
  } catch (error) {
    return outcomeOf(check, error);
  }
}

function outcomeOf(check: CheckMetadata, error: unknown): CheckOutcome {
  if (error instanceof StillConverging) {
    return { status: 'pending', waitingFor: error.waitingFor };
  }
  if (error instanceof CannotTell) {
    return { status: 'skipped', reason: error.reason, message: error.message };
  }
  if (error instanceof CheckFailed) {
    const { code, facts } = error;
    const { message, cause, see, cure } = codes[code] as unknown as CodeEntry<object>;
    return {
      status: 'failed',
      code,
      message: message(facts),
      ...pickFacts(facts),
      cause,
      see: see(facts),
      cure,
      hints: check.hints,
      lesson: check.lesson,
    };
  }
  return {
    status: 'broken',
    message: `Ошибка в самой проверке: ${error instanceof Error ? error.message : String(error)}. Баллы не снимаются; сообщите авторам курса`,
  };
}

function pickFacts(facts: object): { expected?: unknown; actual?: unknown; object?: string } {
  const { expected, actual, object, name } = facts as Record<string, unknown>;
  return {
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
    ...(typeof (object ?? name) === 'string' ? { object: (object ?? name) as string } : {}),
  };
}

/** A milestone that was reached before stays reached; a state never does. */
function recall(
  check: CheckMetadata,
  lab: string,
  snapshot: ClusterSnapshot,
  outcome: CheckOutcome,
): CheckOutcome {
  if (check.kind !== 'milestone' || outcome.status === 'passed') return outcome;
  const id = `${lab}/${check.id}`;
  const remembered = snapshot.journal.some(
    (entry) => entry.type === 'milestone' && entry.id === id,
  );
  return remembered ? { status: 'passed', remembered: true } : outcome;
}

function readProbe(snapshot: ClusterSnapshot, lab: string, name: string): string {
  const result = snapshot.probes[`${lab}/${name}`];
  if (result === undefined) {
    throw new CannotTell('probe-unavailable', 'проба поведения не делалась');
  }
  if (result.status === 'unwatched') {
    throw new CannotTell(
      'watch-only',
      `это видно, только пока оно происходит: держите открытым roy check ${labNumber(lab)} --watch`,
    );
  }
  if (result.status === 'unavailable') {
    throw new CannotTell('probe-unavailable', result.reason ?? 'проба поведения не удалась');
  }
  if (result.status === 'silent' && result.controlWorked === false) {
    throw new CannotTell(
      'data-plane',
      result.reason ?? 'на этих узлах то же самое не работает и у проверочного сервиса',
    );
  }
  return result.output;
}

function readFault(snapshot: ClusterSnapshot, lab: string, name: string): FaultResult {
  const result = snapshot.faults[`${lab}/${name}`];
  if (result === undefined) {
    throw new CannotTell(
      'active-only',
      `для этого «Рой» сам ломает и смотрит, как кластер справится: roy check ${labNumber(lab)} --active`,
    );
  }
  if (result.outcome === 'unavailable') {
    throw new CannotTell('fault-unavailable', result.reason ?? 'поломку устроить не удалось');
  }
  return result;
}

function readBaseline(snapshot: ClusterSnapshot, lab: string): Baseline {
  return snapshot.baselines[lab] ?? fail('baseline-missing', { lab: labNumber(lab) });
}

/**
 * The params as checks get them. A secret is its marker, as in the snapshot: a check can
 * look for it and cannot give it away. A misspelt param is the author's mistake and must not
 * read as `undefined`.
 */
function strictParams(metadata: LabMetadata): Readonly<Record<string, ParamValue>> {
  return new Proxy(metadata.params, {
    get(params, name) {
      if (typeof name === 'string' && !(name in params)) {
        throw new Error(`lab.yml of ${metadata.name} has no param ${name}`);
      }
      if (metadata.secrets.includes(String(name))) return secretMarker(metadata.name, String(name));
      return Reflect.get(params, name) as ParamValue;
    },
  });
}

function isUnanswerable(check: CheckOutcome): boolean {
  return check.status === 'skipped' && check.reason !== 'needs';
}

function scoreOf(checks: readonly CheckResult[]): LabReport['score'] {
  let earned = 0;
  let possible = 0;
  for (const check of checks) {
    if (isUnanswerable(check) || check.status === 'broken') continue;
    possible += check.points;
    if (check.status === 'passed') earned += check.points;
  }
  return { earned, possible };
}
