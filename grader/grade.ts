import { collectFor } from './cluster/collect.ts';
import type { Engine } from './cluster/engine.ts';
import { watchEvents, type EventStream } from './cluster/events.ts';
import type { Journal } from './cluster/journal.ts';
import { removeLeftovers, runProbes } from './cluster/probes.ts';
import { RequestStream } from './cluster/requests.ts';
import {
  deepFreeze,
  identityOf,
  type ClusterSnapshot,
  type FaultResult,
  type JournalEntry,
  type ProbeResult,
} from './cluster/snapshot.ts';
import { COURSE_LABEL, isCourseSwarm } from './course-label.ts';
import { EXIT, RoyError } from './errors.ts';
import type { Fault, OneShotProbe, RequestsProbe } from './lab/define.ts';
import type { LabReport } from './lab/report.ts';
import { gradeLab, neededFaults, neededProbes, type LoadedLab } from './lab/run.ts';

/** Milliseconds between two looks where no event comes: other nodes' events never do. */
const POLL = 500;
/** The same during an update: old and new tasks stand side by side for a moment only. */
const UPDATE_POLL = 150;
/**
 * Milliseconds after which behaviour that failed a check is looked at again, unchanged swarm or
 * not; and after which it is where the check waits for it.
 */
const PROBE_AGE = 15_000;
const AWAITED_PROBE_AGE = 1_000;

/**
 * Milliseconds for which what a node has seen may be unknown to the manager: a container that
 * was killed a moment ago runs in its eyes.
 */
const NEWS = 1_000;

/**
 * Milliseconds for which a swarm that has answered before may be silent: managers elect a new
 * leader, or an engine starts again.
 */
const SILENCE = 30_000;

export interface Graded {
  readonly snapshot: ClusterSnapshot;
  readonly reports: readonly LabReport[];
}

interface GradeOptions {
  /** Where what happened in a swarm is remembered, by the swarm's ID, or the engine's. */
  readonly openJournal: (swarmId: string) => Promise<Journal>;
  /** Make probes on a swarm without the course's label too. */
  readonly probe: boolean;
  /** Makes the labs' faults, each once, on a swarm of the course; without it none is made. */
  readonly faults?:
    { make(fault: Fault, snapshot: ClusterSnapshot): Promise<FaultResult> } | undefined;
  readonly signal: AbortSignal;
}

/** Grades labs again and again on one engine; remembers probes while nothing changes. */
export class Grader {
  readonly #engine: Engine;
  readonly #labs: readonly LoadedLab[];
  readonly #options: GradeOptions;
  #probes: MadeProbes | undefined;
  /** By `LAB/CHECK`. */
  #faults: Readonly<Record<string, FaultResult>> = {};
  /** By `LAB/CHECK`. */
  readonly #streams = new Map<string, RequestStream>();
  #watching = false;
  #leftoversRemoved = false;
  /** Services of the grader's own stand in the swarm, of this run or of one that was killed. */
  #hasOwnServices = false;
  #journal: { readonly swarmId: string; readonly journal: Journal } | undefined;
  #events: EventStream | undefined;

  constructor(engine: Engine, labs: readonly LoadedLab[], options: GradeOptions) {
    this.#engine = engine;
    this.#labs = labs;
    this.#options = options;
  }

  /** One look, and one more where faults could be made after the first. */
  async once(): Promise<Graded> {
    const graded = await this.#look();
    return (await this.#makeFaults(graded.snapshot)) ? this.#look() : graded;
  }

  /** Collect, probe what can be probed, check. */
  async #look(): Promise<Graded> {
    const scopes = new Set(this.#labs.map(({ metadata }) => metadata.scope));
    const plain = await collectFor(this.#engine, scopes, (own) => {
      this.#hasOwnServices = own;
    });
    const journal = await this.#openJournal(identityOf(plain));
    await journal.append(this.#events?.take() ?? []);
    const snapshot = { ...plain, journal: journal.entries, faults: this.#faults };
    const probed = deepFreeze({ ...snapshot, probes: await this.#probe(snapshot) });
    const reports = this.#labs.map((lab) => gradeLab(lab, probed));
    this.#probes = this.#probes && { ...this.#probes, age: longestAge(reports) };
    await journal.append(reports.flatMap((report) => reached(report, journal)));
    return { snapshot: probed, reports };
  }

  /**
   * Looks until nothing is converging any more or the time is up; then the last look
   * stands. What has not passed is looked at for a second at least. Calls `seen`
   * after each look. Once the signal is aborted, ends with its reason; so does `watch`.
   */
  async settle(seconds: number, seen: (graded: Graded) => void = () => undefined): Promise<Graded> {
    const begun = performance.now();
    return this.#follow(seen, (graded) => {
      const spent = performance.now() - begun;
      if (isComplete(graded) || spent >= seconds * 1000) return true;
      return !isConverging(graded) && spent >= NEWS;
    });
  }

  /** Looks at every change until all labs are complete. Requests are sent all the while. */
  async watch(seen: (graded: Graded) => void): Promise<Graded> {
    return this.#whileWatching(() => this.#follow(seen, isComplete));
  }

  /**
   * Watches a swarm that has settled while something is done to it, until it has settled
   * again; each may take so many seconds.
   */
  async attend(seconds: number, act: () => Promise<void>): Promise<Graded> {
    let deadline = Date.now() + seconds * 1000;
    let acting: Promise<void> | undefined;
    let acted = false;
    const graded = await this.#whileWatching(() =>
      this.#follow(
        () => undefined,
        (seen) => {
          if (isConverging(seen) && Date.now() < deadline) return false;
          acting ??= act().finally(() => {
            acted = true;
            deadline = Date.now() + seconds * 1000;
          });
          // Its failure is thrown below, when nothing is left running.
          acting.catch(() => undefined);
          return acted;
        },
      ),
    );
    await acting;
    return graded;
  }

  async #whileWatching<T>(work: () => Promise<T>): Promise<T> {
    this.#watching = true;
    try {
      return await work();
    } finally {
      this.#watching = false;
      await Promise.all([...this.#streams.values()].map((stream) => stream.close()));
    }
  }

  async #follow(
    seen: (graded: Graded) => void,
    done: (graded: Graded) => boolean,
  ): Promise<Graded> {
    const { signal } = this.#options;
    const events = await watchEvents(this.#engine, signal);
    this.#events = events;
    let answered: number | undefined;
    try {
      for (;;) {
        const graded = await this.once().catch((error: unknown) => {
          const silence = performance.now() - (answered ?? -Infinity);
          if (!isSilent(error) || silence >= SILENCE) throw error;
          return undefined;
        });
        if (graded !== undefined) {
          answered = performance.now();
          seen(graded);
          if (done(graded)) return graded;
        }
        await events.next(graded !== undefined && isUpdating(graded) ? UPDATE_POLL : POLL);
        signal.throwIfAborted();
      }
    } finally {
      this.#events = undefined;
      events.close();
    }
  }

  /** Makes those that can be made now; false where there are none. */
  async #makeFaults(snapshot: ClusterSnapshot): Promise<boolean> {
    const { faults } = this.#options;
    if (faults === undefined) return false;
    const due = this.#labs
      .flatMap((lab) => [...neededFaults(lab, snapshot)])
      .filter(([id]) => this.#faults[id] === undefined);
    for (const [id, fault] of due) {
      this.#faults = { ...this.#faults, [id]: await faults.make(fault, snapshot) };
    }
    return due.length > 0;
  }

  async #openJournal(swarmId: string): Promise<Journal> {
    if (this.#journal?.swarmId !== swarmId) {
      this.#journal = { swarmId, journal: await this.#options.openJournal(swarmId) };
    }
    return this.#journal.journal;
  }

  async #probe(snapshot: ClusterSnapshot): Promise<Record<string, ProbeResult>> {
    const needed = new Map(this.#labs.flatMap((lab) => [...neededProbes(lab, snapshot)]));
    const isNeeded = needed.size > 0 || this.#streams.size > 0;
    if (!isNeeded && (!this.#hasOwnServices || this.#leftoversRemoved)) return {};
    if (!this.#options.probe && !isCourseSwarm(snapshot)) {
      const reason = `пробе нужен свой сервис, а у кластера нет метки ${COURSE_LABEL.name}. Пометьте его (лабораторная 02) или разрешите пробы ключом --probe`;
      return Object.fromEntries(
        [...needed.keys()].map((id) => [id, { status: 'unavailable', output: '', reason }]),
      );
    }
    if (!this.#leftoversRemoved) {
      await removeLeftovers(this.#engine, Date.parse(snapshot.info.SystemTime));
      this.#leftoversRemoved = true;
    }
    const oneShot = new Map<string, OneShotProbe>();
    const requests = new Map<string, RequestsProbe>();
    for (const [id, probe] of needed) {
      if (probe.kind === 'requests') requests.set(id, probe);
      else oneShot.set(id, probe);
    }
    return {
      ...(await this.#request(snapshot, requests)),
      ...(await this.#probeOnce(snapshot, oneShot)),
    };
  }

  async #probeOnce(
    snapshot: ClusterSnapshot,
    needed: ReadonlyMap<string, OneShotProbe>,
  ): Promise<Record<string, ProbeResult>> {
    if (needed.size === 0) return {};
    const state = fingerprint(snapshot, needed.keys());
    const made = this.#probes;
    if (made?.of === state && performance.now() - made.at < made.age) {
      return made.results;
    }
    const results = await runProbes(this.#engine, snapshot, needed, this.#options.signal);
    this.#probes = { of: state, results, at: performance.now(), age: Infinity };
    return results;
  }

  /** Once begun, requests go on whatever becomes of what their check needs. */
  async #request(
    snapshot: ClusterSnapshot,
    needed: ReadonlyMap<string, RequestsProbe>,
  ): Promise<Record<string, ProbeResult>> {
    const results: Record<string, ProbeResult> = {};
    for (const [id, probe] of needed) {
      results[id] = { status: 'unwatched', output: '' };
      const stream = this.#streams.get(id);
      if (!this.#watching || stream?.service === probe.service) continue;
      await stream?.close();
      const begun = new RequestStream(this.#engine, snapshot, probe);
      this.#streams.set(id, begun);
      await begun.ready(this.#options.signal);
    }
    for (const [id, stream] of this.#streams) results[id] = stream.look(snapshot);
    return results;
  }
}

interface MadeProbes {
  /** The fingerprint of the swarm that was probed. */
  readonly of: string;
  readonly results: Record<string, ProbeResult>;
  /** Milliseconds of the monotonic clock. */
  readonly at: number;
  /** Milliseconds for which they stand. */
  readonly age: number;
}

/** An application may begin to listen, or a port be opened, without any change in the swarm. */
function longestAge(reports: readonly LabReport[]): number {
  const found = new Set(
    reports
      .flatMap(({ checks }) => checks.filter(({ evidence }) => evidence === 'probe'))
      .map(({ status }) => status),
  );
  if (found.has('pending')) return AWAITED_PROBE_AGE;
  return found.has('failed') ? PROBE_AGE : Infinity;
}

/** What this report reached for the first time: milestones, and the lab as a whole. */
function reached(report: LabReport, journal: Journal): JournalEntry[] {
  const lab = report.lab.name;
  const milestones = report.checks
    .filter((check) => check.kind === 'milestone' && check.status === 'passed')
    .map((check) => ({ type: 'milestone', action: 'reached', id: `${lab}/${check.id}` }));
  const completed = report.complete ? [{ type: 'lab', action: 'completed', id: lab }] : [];
  return [...milestones, ...completed]
    .filter(({ type, id }) => !journal.entries.some((e) => e.type === type && e.id === id))
    .map((entry) => ({ ...entry, time: report.time }));
}

function isUpdating({ snapshot }: Graded): boolean {
  return snapshot.services.some(({ UpdateStatus }) => UpdateStatus?.State === 'updating');
}

/** The engine cannot be reached, or its swarm cannot answer, at this moment. */
function isSilent(error: unknown): boolean {
  return (
    error instanceof RoyError &&
    (error.exitCode === EXIT.unreachable || error.exitCode === EXIT.notManager)
  );
}

function isComplete({ reports }: Graded): boolean {
  return reports.every((report) => report.complete);
}

function isConverging({ reports }: Graded): boolean {
  return reports.some((report) => report.checks.some((check) => check.status === 'pending'));
}

/** Changes when anything changes that a probe could feel. */
function fingerprint(snapshot: ClusterSnapshot, probes: Iterable<string>): string {
  return JSON.stringify([
    [...probes],
    snapshot.nodes.map((node) => [node.ID, node.Status.State, node.Spec.Availability]),
    // The engine lists them in another order each time.
    snapshot.networks.map((network) => network.Id).sort(),
    snapshot.services.map((service) => [service.ID, service.Version.Index]),
    snapshot.tasks.map((task) => [task.ID, task.Status.State]),
  ]);
}
