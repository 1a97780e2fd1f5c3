import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROBE_LABEL } from '../cluster/allow-list.ts';
import { collect } from '../cluster/collect.ts';
import type { Engine } from '../cluster/engine.ts';
import { newRunId } from '../cluster/probe-run.ts';
import { PROBE_PREFIX } from '../cluster/probe-service.ts';
import type {
  ClusterSnapshot,
  FaultResult,
  NodeState,
  ServiceState,
  TaskState,
} from '../cluster/snapshot.ts';
import { RoyError } from '../errors.ts';
import type { Host } from '../host.ts';
import type { CutFault, Fault, ServiceFault } from '../lab/define.ts';
import { detectionTime, healthTimes } from '../lab/health.ts';
import { parseTime, SHORT_LIFE, STABLE_AFTER, Swarm, type Service } from '../lab/swarm.ts';
import { linkOf, setLink } from '../practice/link.ts';
import type { PracticeNode, PracticeSet } from '../practice/sets.ts';
import { connectForFaults, freeze, undo, unixEndpoint } from './harm.ts';
import { HarmRecords, type Harm } from './record.ts';

/** Milliseconds between two looks. */
const POLL = 300;
/** Seconds that a manager without its cable may seem to be there. */
const CUT_NOTICED = 30;
/** Seconds within which the others must write, perhaps after electing a leader. */
const WRITES_WITHIN = 30;
/** Seconds that a manager may take to come back. */
const BACK_WITHIN = 60;

/** Makes faults: does the harm, watches what the swarm makes of it, puts everything back. */
export class FaultMaker {
  readonly #engine: Engine;
  readonly #set: PracticeSet | undefined;
  readonly #host: Host;
  readonly #records: HarmRecords;

  /** @param engine Connected so that it may harm containers. */
  constructor(engine: Engine, set: PracticeSet | undefined, host: Host) {
    this.#engine = engine;
    this.#set = set;
    this.#host = host;
    this.#records = new HarmRecords(host, engine.endpoint, set);
  }

  /**
   * Says beforehand what it does. What cannot be done is a result as well.
   *
   * @throws RoyError where something could not be put back; after Ctrl-C the signal's
   *   reason, when everything is.
   */
  async make(fault: Fault, snapshot: ClusterSnapshot): Promise<FaultResult> {
    try {
      return await (fault.kind === 'cut'
        ? this.#cut(fault, snapshot)
        : this.#harmTask(fault, snapshot));
    } catch (error) {
      if (this.#host.signal.aborted || error instanceof RoyError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      return { outcome: 'unavailable', object: '', seconds: 0, reason };
    }
  }

  async #harmTask(fault: ServiceFault, snapshot: ClusterSnapshot): Promise<FaultResult> {
    const service = serviceOf(snapshot, fault.service);
    if (service === undefined) throw new Error('сервиса уже нет');
    const { name } = service;
    const victim = await this.#findVictim(service);
    if (victim === undefined) {
      throw new Error(
        `ломать нечего: задач сервиса ${name} нет на узле ${this.#ownNode(snapshot)}, а до контейнеров других узлов «Рой» дотягивается только на учебных машинах`,
      );
    }
    if (service.state.Spec.TaskTemplate.RestartPolicy?.Condition === 'none') {
      throw new Error(`у сервиса ${name} перезапуск выключен: сломанное осталось бы сломанным`);
    }
    const { engine, task, container } = victim;
    const object = service.taskName(task);
    const patience = patienceFor(service.state, fault.kind);
    await this.#letLive(service, task);
    this.#announce(
      fault.kind,
      `${object} (узел ${service.swarm.nodeName(task.NodeID ?? '')})`,
      patience.recovered,
    );
    const watch = () => this.#watch({ service: fault.service, victim: task, object, patience });
    try {
      if (fault.kind === 'kill') {
        await engine.docker.getContainer(container).kill({ signal: 'SIGKILL' });
        return await watch();
      }
      const harm = {
        kind: 'freeze',
        engine: engine.endpoint.url,
        container,
        task: object,
      } as const;
      return await this.#whileHarmed(harm, async () => {
        await freeze(engine, container);
        return watch();
      });
    } finally {
      if (engine !== this.#engine) engine.close();
    }
  }

  /**
   * Of the tasks whose containers can be reached, the one that has lived longest, first where
   * none has failed lately.
   */
  async #findVictim(service: Service): Promise<Victim | undefined> {
    const tasks = service.liveTasks.toSorted(
      (a, b) =>
        failuresBefore(service, a) - failuresBefore(service, b) ||
        parseTime(a.CreatedAt) - parseTime(b.CreatedAt),
    );
    for (const task of tasks) {
      const container = task.Status.ContainerStatus?.ContainerID;
      const engine =
        container === undefined ? undefined : await this.#engineOn(service.swarm, task);
      if (container !== undefined && engine !== undefined) return { engine, task, container };
    }
    return undefined;
  }

  /** A second early death in one place would be held against the learner, as flapping. */
  async #letLive(service: Service, task: TaskState): Promise<void> {
    const seconds = Math.ceil(SHORT_LIFE - service.age(task));
    if (seconds <= 0 || failuresBefore(service, task) === 0) return;
    this.#host.err(
      `Задача ${service.taskName(task)} недавно уже падала. «Рой» ждёт ${seconds} с: сломай он её сразу, это было бы похоже на постоянные падения.`,
    );
    await sleep(seconds * 1000, undefined, { signal: this.#host.signal });
  }

  async #engineOn(swarm: Swarm, { NodeID = '' }: TaskState): Promise<Engine | undefined> {
    if (NodeID === swarm.snapshot.info.Swarm.NodeID) return this.#engine;
    const machine = await this.#machineOf(NodeID);
    return machine && connectForFaults(unixEndpoint(`unix://${machine.socket}`));
  }

  /** The practice machine that is this node of the swarm. */
  async #machineOf(node: string): Promise<PracticeNode | undefined> {
    for (const machine of this.#set?.nodes ?? []) {
      if ((await nodeIdOf(machine)) === node) return machine;
    }
    return undefined;
  }

  /** Looks until the place of the victim has a task that works, and has worked for a while. */
  async #watch({ service: id, victim, object, patience }: Watched): Promise<FaultResult> {
    const started = performance.now();
    const elapsed = () => (performance.now() - started) / 1000;
    let replaced: { readonly task: string; readonly seconds: number } | undefined;
    for (;;) {
      await this.#pause();
      const service = serviceOf(await collect(this.#engine), id);
      const place = service?.tasks.filter((task) => placeOf(task) === placeOf(victim)) ?? [];
      const old = place.find(({ ID }) => ID === victim.ID);
      const next = place.find(
        (task) =>
          parseTime(task.CreatedAt) > parseTime(victim.CreatedAt) && service?.isLive(task) === true,
      );
      if (next !== undefined && replaced?.task !== next.ID) {
        replaced = { task: next.ID, seconds: elapsed() };
      }
      if (
        next !== undefined &&
        replaced !== undefined &&
        (service?.age(next) ?? 0) >= STABLE_AFTER
      ) {
        const seconds = rounded(replaced.seconds);
        this.#host.err(`  Новая задача ${object} заработала через ${spoken(seconds)} с.`);
        return { outcome: 'recovered', object, seconds };
      }
      const seconds = rounded(elapsed());
      const unharmed = old !== undefined && service?.isLive(old) === true;
      if (unharmed && elapsed() > patience.noticed) {
        this.#host.err(`  За ${spoken(seconds)} с кластер этого не заметил.`);
        return { outcome: 'unnoticed', object, seconds };
      }
      if (elapsed() > patience.recovered) {
        this.#host.err(`  За ${spoken(seconds)} с новая задача не заработала.`);
        const reason = lastWords(place);
        return { outcome: 'lasting', object, seconds, ...(reason === undefined ? {} : { reason }) };
      }
    }
  }

  async #cut({ node: id }: CutFault, snapshot: ClusterSnapshot): Promise<FaultResult> {
    const node = snapshot.nodes.find(({ ID }) => ID === id);
    if (node === undefined) throw new Error('такого узла в кластере нет');
    expectQuorumWithout(node, snapshot);
    const object = node.Description.Hostname;
    const link = await this.#linkTo(node);
    this.#announce('cut', object, CUT_NOTICED + WRITES_WITHIN + BACK_WITHIN);
    const harm = { kind: 'cut', link, set: this.#set?.name ?? '', node: object } as const;
    const result = await this.#whileHarmed(harm, async () => {
      await setLink(link, 'down');
      return this.#watchCut(node);
    });
    await this.#until(BACK_WITHIN, (now) =>
      snapshot.nodes.every((before) => isAsWell(before, now)),
    );
    this.#host.err(`  Сеть узлу ${object} возвращена.`);
    return result;
  }

  async #watchCut(node: NodeState): Promise<FaultResult> {
    const started = performance.now();
    const seconds = () => rounded((performance.now() - started) / 1000);
    const object = node.Description.Hostname;
    const noticed = await this.#until(CUT_NOTICED, ({ nodes }) =>
      nodes.some(
        ({ ID, ManagerStatus }) => ID === node.ID && ManagerStatus?.Reachability !== 'reachable',
      ),
    );
    // Without a leader nobody says what was noticed: then only a write can tell.
    const deadline = Date.now() + (noticed ? WRITES_WITHIN * 1000 : 0);
    for (;;) {
      const refusal = await this.#tryToWrite();
      if (refusal === undefined && !noticed) {
        return { outcome: 'unnoticed', object, seconds: seconds() };
      }
      if (refusal === undefined) {
        this.#host.err(`  Узел ${object} недоступен, а кластер принимает изменения.`);
        return { outcome: 'recovered', object, seconds: seconds() };
      }
      if (Date.now() > deadline) {
        return { outcome: 'lasting', object, seconds: seconds(), reason: refusal };
      }
      await this.#pause();
    }
  }

  /** Creates a service without tasks and removes it. Returns what the engine had against it. */
  async #tryToWrite(): Promise<string | undefined> {
    const { docker } = this.#engine;
    try {
      const service = await docker.createService({
        Name: `${PROBE_PREFIX}${randomBytes(4).toString('hex')}`,
        Labels: { [PROBE_LABEL]: newRunId() },
        TaskTemplate: { ContainerSpec: { Image: 'busybox' } },
        Mode: { Replicated: { Replicas: 0 } },
      });
      await service.remove();
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async #linkTo(node: NodeState): Promise<string> {
    const machine = await this.#machineOf(node.ID);
    if (this.#set === undefined || machine === undefined) {
      throw new Error('отключать от сети «Рой» умеет только учебные машины (roy machine create)');
    }
    if (!this.#host.user.isRoot) {
      throw new Error(
        'чтобы отключить учебную машину от сети, нужны права root: повторите команду через sudo',
      );
    }
    return linkOf(this.#host, this.#set, machine);
  }

  async #whileHarmed<T>(harm: Harm, work: () => Promise<T>): Promise<T> {
    const record = await this.#records.keep(harm);
    try {
      return await work();
    } finally {
      await undo(harm, this.#engine.endpoint, this.#host);
      await record.forget();
    }
  }

  /** Whether it came to be in so many seconds; a swarm between two leaders does not answer. */
  async #until(seconds: number, done: (now: ClusterSnapshot) => boolean): Promise<boolean> {
    const deadline = Date.now() + seconds * 1000;
    while (Date.now() < deadline) {
      await this.#pause();
      const now = await collect(this.#engine).catch(() => undefined);
      if (now !== undefined && done(now)) return true;
    }
    return false;
  }

  async #pause(): Promise<void> {
    await sleep(POLL, undefined, { signal: this.#host.signal });
  }

  #ownNode({ info }: ClusterSnapshot): string {
    return info.Name ?? '';
  }

  #announce(kind: Fault['kind'], object: string, seconds: number): void {
    const { does, back } = WORDS[kind];
    this.#host.err(`«Рой» ломает нарочно: ${does} ${object}.`);
    this.#host.err(`  Ждёт, как справится кластер, не дольше ${spoken(seconds)} с. ${back}`);
  }
}

const WORDS: Readonly<Record<Fault['kind'], { does: string; back: string }>> = {
  kill: { does: 'убивает контейнер задачи', back: 'Новый запускает сам кластер.' },
  freeze: {
    does: 'останавливает все процессы задачи',
    back: 'Если прервать (Ctrl-C), они пойдут дальше.',
  },
  cut: {
    does: 'отключает от сети управляющий узел',
    back: 'Сеть потом вернёт, и если прервать (Ctrl-C) — тоже.',
  },
};

interface Victim {
  readonly engine: Engine;
  readonly task: TaskState;
  readonly container: string;
}

interface Watched {
  /** Service ID. */
  readonly service: string;
  readonly victim: TaskState;
  readonly object: string;
  readonly patience: Patience;
}

/** Seconds. */
interface Patience {
  readonly noticed: number;
  readonly recovered: number;
}

interface EngineInfo {
  readonly Swarm: { readonly NodeID?: string };
}

function serviceOf(snapshot: ClusterSnapshot, id: string): Service | undefined {
  const state = snapshot.services.find(({ ID }) => ID === id);
  return state && new Swarm(snapshot, 0).findService(state.Spec.Name);
}

/** How many tasks have failed lately where this one stands. */
function failuresBefore(service: Service, task: TaskState): number {
  const slot = service.slots.find(({ tasks }) => tasks.includes(task));
  return slot === undefined ? 0 : service.recentFailures(slot).length;
}

/** What stays the same when a task is replaced. */
function placeOf({ Slot, NodeID }: TaskState): string | number | undefined {
  return Slot ?? NodeID;
}

function lastWords(place: readonly TaskState[]): string | undefined {
  const last = place.toSorted((a, b) => parseTime(a.CreatedAt) - parseTime(b.CreatedAt)).at(-1);
  return last?.Status.Err;
}

const NANO = 1e9;
/** Seconds: beyond this nobody wants to wait for a health check. */
const LONGEST = 120;

/** How long a swarm in order takes at most, by what the service's specification says. */
function patienceFor(service: ServiceState, kind: ServiceFault['kind']): Patience {
  const { ContainerSpec: spec, RestartPolicy } = service.Spec.TaskTemplate;
  const { interval, timeout } = healthTimes(service);
  const grace = (spec?.StopGracePeriod ?? 10 * NANO) / NANO;
  const delay = (RestartPolicy?.Delay ?? 5 * NANO) / NANO;
  const starting = spec?.Healthcheck === undefined ? 0 : interval + timeout;
  const noticed = 10 + (kind === 'freeze' ? detectionTime(service) + grace : 0);
  const replaced = 20 + Math.min(delay, 30) + starting;
  return {
    noticed: Math.min(noticed, LONGEST),
    recovered: Math.min(noticed, LONGEST) + Math.min(replaced, LONGEST),
  };
}

/** @throws Error, in Russian, where the others could not do without it. */
function expectQuorumWithout(node: NodeState, { nodes, info }: ClusterSnapshot): void {
  const managers = nodes.filter(({ Spec }) => Spec.Role === 'manager');
  const others = managers.filter(
    ({ ID, ManagerStatus }) => ID !== node.ID && ManagerStatus?.Reachability === 'reachable',
  );
  const name = node.Description.Hostname;
  if (node.ID === info.Swarm.NodeID || !managers.includes(node)) {
    throw new Error(`узел ${name} не отключить: нужен управляющий узел, но не этот самый`);
  }
  if (others.length <= managers.length / 2) {
    throw new Error(
      `без узла ${name} кластер останется без кворума: управляющих узлов ${managers.length}, других доступных ${others.length}`,
    );
  }
}

function isAsWell(before: NodeState, { nodes }: ClusterSnapshot): boolean {
  const now = nodes.find(({ ID }) => ID === before.ID);
  return (
    now?.Status.State === before.Status.State &&
    now.ManagerStatus?.Reachability === before.ManagerStatus?.Reachability
  );
}

const rounded = (seconds: number): number => Math.round(seconds * 10) / 10;
const spoken = (seconds: number): string => String(seconds).replace('.', ',');

/** A machine that is stopped is no node that could be harmed. */
async function nodeIdOf(machine: PracticeNode): Promise<string | undefined> {
  try {
    const engine = await connectForFaults(unixEndpoint(`unix://${machine.socket}`));
    try {
      const [info] = await engine.round((docker) => [docker.info() as Promise<EngineInfo>]);
      return info.Swarm.NodeID;
    } finally {
      engine.close();
    }
  } catch (error) {
    if (error instanceof RoyError) return undefined;
    throw error;
  }
}
