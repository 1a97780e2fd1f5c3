import type {
  ClusterSnapshot,
  EngineState,
  JournalEntry,
  NetworkState,
  NodeState,
  ServiceState,
  TaskState,
} from '../cluster/snapshot.ts';
import { fail } from './outcome.ts';

/** Seconds that a task must have lived before it counts as stable. */
export const STABLE_AFTER = 6;

/** A failed task that lived less than this, in seconds, makes its slot suspect of flapping. */
export const SHORT_LIFE = 30;

/** Seconds for which such a failure is held against the slot. */
const FAILURE_MEMORY = 120;

/** Seconds within which the manager has completed what it writes of a new service. */
const BEING_MADE = 3;

/** Which stack an object belongs to; `docker stack deploy` sets it. */
export const STACK_LABEL = 'com.docker.stack.namespace';

/** A snapshot as a lab author wants to ask it. */
export class Swarm {
  readonly snapshot: ClusterSnapshot;
  readonly #tasks = new Map<string, TaskState[]>();
  /** Each service is asked by several checks: what it has worked out is kept. */
  readonly #services = new Map<string, Service>();
  readonly #nodes: ReadonlyMap<string, NodeState>;
  /** Milliseconds since the epoch by the manager's clock. */
  readonly now: number;
  /** Seconds that the lab gives a change before it stops waiting. */
  readonly settle: number;

  constructor(snapshot: ClusterSnapshot, settle: number) {
    this.snapshot = snapshot;
    this.settle = settle;
    this.now = parseTime(snapshot.info.SystemTime);
    this.#nodes = new Map(snapshot.nodes.map((node) => [node.ID, node]));
    // Tasks of services that are gone linger in /tasks; nobody asks for their service.
    for (const task of snapshot.tasks) {
      const list = this.#tasks.get(task.ServiceID ?? '');
      if (list === undefined) this.#tasks.set(task.ServiceID ?? '', [task]);
      else list.push(task);
    }
  }

  /** The engine that was asked; for labs of the scope `engine`. */
  get engine(): EngineState {
    if (this.snapshot.engine === undefined) throw new Error('the lab lacks "scope: engine"');
    return this.snapshot.engine;
  }

  /** How many tasks of a slot the swarm remembers, the one that is wanted included. */
  get historyLimit(): number {
    return this.snapshot.swarm?.Spec.Orchestration?.TaskHistoryRetentionLimit ?? 5;
  }

  get nodes(): readonly NodeState[] {
    return this.snapshot.nodes;
  }

  get managers(): readonly NodeState[] {
    return this.nodes.filter((node) => node.Spec.Role === 'manager');
  }

  get journal(): readonly JournalEntry[] {
    return this.snapshot.journal;
  }

  /** The node's host name, or its ID where the node is gone. */
  nodeName(id: string): string {
    return this.#nodes.get(id)?.Description.Hostname ?? id;
  }

  node(id: string): NodeState | undefined {
    return this.#nodes.get(id);
  }

  /**
   * The service of that name, alone or as part of a stack (`NAME` or `STACK_NAME`).
   * Fails the check with `service-missing` where there is none.
   */
  service(name: string): Service {
    const found = this.findService(name);
    if (found !== undefined) return found;
    const similar = this.snapshot.services
      .map((service) => service.Spec.Name)
      .find((other) => other.includes(name) || name.includes(other));
    return fail('service-missing', { name, similar });
  }

  findService(name: string): Service | undefined {
    const services = this.snapshot.services;
    const found =
      services.find((service) => service.Spec.Name === name) ??
      services.find((service) => {
        const stack = service.Spec.Labels[STACK_LABEL];
        return stack !== undefined && service.Spec.Name === `${stack}_${name}`;
      });
    if (found === undefined) return undefined;
    const known = this.#services.get(found.ID);
    const service = known ?? new Service(this, found, this.#tasks.get(found.ID) ?? []);
    this.#services.set(found.ID, service);
    return service;
  }

  /** The network of that name, alone or as part of a stack. */
  findNetwork(name: string): NetworkState | undefined {
    const networks = this.snapshot.networks;
    return (
      // A node-local bridge may bear the same name; the swarm's own comes first.
      networks.find((network) => network.Name === name && network.Scope === 'swarm') ??
      networks.find((network) => network.Name === name) ??
      networks.find((network) => {
        const stack = network.Labels[STACK_LABEL];
        return stack !== undefined && network.Name === `${stack}_${name}`;
      })
    );
  }
}

/** All tasks that ever stood in one place of a service. */
export class Slot {
  readonly #service: Service;
  /** Oldest first. */
  readonly tasks: readonly TaskState[];

  constructor(service: Service, tasks: TaskState[]) {
    this.#service = service;
    // Most slots hold one task, and a swarm may have thousands of slots.
    if (tasks.length > 1) tasks.sort((a, b) => parseTime(a.CreatedAt) - parseTime(b.CreatedAt));
    this.tasks = tasks;
  }

  /** `web.3`, or `web@node2` for a global service. */
  get name(): string {
    const [first] = this.tasks;
    return first === undefined ? this.#service.name : this.#service.taskName(first);
  }
}

/** A service together with its tasks. */
export class Service {
  readonly swarm: Swarm;
  readonly state: ServiceState;
  readonly tasks: readonly TaskState[];
  #liveTasks: readonly TaskState[] | undefined;
  #slots: readonly Slot[] | undefined;

  constructor(swarm: Swarm, state: ServiceState, tasks: readonly TaskState[]) {
    this.swarm = swarm;
    this.state = state;
    this.tasks = tasks;
  }

  get id(): string {
    return this.state.ID;
  }

  get name(): string {
    return this.state.Spec.Name;
  }

  /** Whether an object bears that name, alone or as part of the service's own stack. */
  isOwn(actual: string, name: string): boolean {
    const stack = this.state.Spec.Labels[STACK_LABEL];
    return actual === name || (stack !== undefined && actual === `${stack}_${name}`);
  }

  get image(): string {
    return this.state.Spec.TaskTemplate.ContainerSpec?.Image ?? '';
  }

  get mode(): 'replicated' | 'global' | 'replicated-job' | 'global-job' {
    const { Replicated, Global, ReplicatedJob } = this.state.Spec.Mode;
    if (Replicated) return 'replicated';
    if (Global) return 'global';
    return ReplicatedJob ? 'replicated-job' : 'global-job';
  }

  /** Replicas that the specification asks for; 0 for other modes. */
  get replicas(): number {
    return this.state.Spec.Mode.Replicated?.Replicas ?? 0;
  }

  /** IDs of the networks that the specification attaches it to. */
  get networkIds(): readonly string[] {
    const spec = this.state.Spec;
    return [...spec.TaskTemplate.Networks, ...spec.Networks].map(({ Target }) => Target);
  }

  /** Tasks that run now on a node that answers. */
  get liveTasks(): readonly TaskState[] {
    this.#liveTasks ??= this.tasks.filter((task) => this.isLive(task));
    return this.#liveTasks;
  }

  isLive(task: TaskState): boolean {
    return (
      task.DesiredState === 'running' &&
      task.Status.State === 'running' &&
      this.swarm.node(task.NodeID ?? '')?.Status.State === 'ready'
    );
  }

  /** Seconds since the task was created, by the manager's clock. */
  age(task: TaskState): number {
    return (this.swarm.now - parseTime(task.CreatedAt)) / 1000;
  }

  /**
   * Made since the service was last changed. What failed before that was perhaps what the
   * change mended, and is not held against it.
   */
  isCurrent(task: TaskState): boolean {
    return parseTime(task.CreatedAt) >= this.#changed;
  }

  /**
   * When the service was last changed by intent, in milliseconds since the epoch. The end of an
   * update moves `UpdatedAt` too, so that what failed during it would be forgotten; its beginning
   * does not move. Nor is it a change that the manager gives a new service its addresses.
   */
  get #changed(): number {
    const { UpdateStatus, UpdatedAt, CreatedAt } = this.state;
    if (UpdateStatus?.StartedAt) return parseTime(UpdateStatus.StartedAt);
    const created = parseTime(CreatedAt);
    const updated = parseTime(UpdatedAt ?? CreatedAt);
    const age = (updated - created) / 1000;
    return age > 0 && age < BEING_MADE ? created : updated;
  }

  /** Seconds since the service or any of its tasks was last changed by intent. */
  get sinceChange(): number {
    // The manager writes UTC: a later text is a later time, to the second. To read each of
    // thousands of times as a number would take as long as all the other checks.
    let newest = '';
    for (const { CreatedAt } of this.tasks) if (CreatedAt > newest) newest = CreatedAt;
    const task = newest === '' ? -Infinity : parseTime(newest);
    return (this.swarm.now - Math.max(this.#changed, task)) / 1000;
  }

  taskName(task: TaskState): string {
    const slot = this.#slotOf(task);
    return slot === undefined
      ? `${this.name}@${this.swarm.nodeName(task.NodeID ?? '')}`
      : `${this.name}.${slot}`;
  }

  /** A task of a service that has one on each node has none. A job counts from 0, left out. */
  #slotOf(task: TaskState): number | undefined {
    return task.Slot ?? (this.mode === 'replicated-job' ? 0 : undefined);
  }

  get slots(): readonly Slot[] {
    this.#slots ??= this.#groupSlots();
    return this.#slots;
  }

  /** Tasks of the slot that started, soon died of themselves, and did so lately. */
  recentFailures(slot: Slot): readonly TaskState[] {
    return slot.tasks.filter((task, index) => {
      if (!isSelfEnded(task) || !this.isCurrent(task)) return false;
      const next = slot.tasks[index + 1];
      const ended = next === undefined ? this.swarm.now : parseTime(next.CreatedAt);
      const lived = (ended - parseTime(task.CreatedAt)) / 1000;
      const since = (this.swarm.now - ended) / 1000;
      return lived < SHORT_LIFE && since < FAILURE_MEMORY;
    });
  }

  #groupSlots(): readonly Slot[] {
    const slots = new Map<number | string, TaskState[]>();
    for (const task of this.tasks) {
      const key = this.#slotOf(task) ?? task.NodeID ?? '';
      const list = slots.get(key);
      if (list === undefined) slots.set(key, [task]);
      else list.push(task);
    }
    return [...slots.values()].map((tasks) => new Slot(this, tasks));
  }
}

/** The container ran and ended by itself or was killed: not stopped by an update or a scale. */
export function isSelfEnded(task: TaskState): boolean {
  const { State, ContainerStatus } = task.Status;
  return (State === 'failed' || State === 'complete') && Boolean(ContainerStatus?.ContainerID);
}

/**
 * Its node could not prepare the container. A running task that the manager takes off a node
 * which no longer meets the constraints is `rejected` too, but had a container.
 */
export function isRefused({ Status }: TaskState): boolean {
  return Status.State === 'rejected' && !Status.ContainerStatus?.ContainerID;
}

/** RFC 3339 to milliseconds since the epoch; the engine's nanoseconds are cut. */
export function parseTime(time: string): number {
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds)) throw new Error(`not a time: ${time}`);
  return milliseconds;
}
