import type { NodeState, TaskState } from '../cluster/snapshot.ts';
import { imageName } from './expect.ts';
import { fail, StillConverging } from './outcome.ts';
import { parseTime, type Service, type Swarm } from './swarm.ts';

/** Nodes that are taken out of work and come back. */

/**
 * A node was drained, and tasks of the service went from it to other nodes. Evidence: the
 * node as it is now, or the task history, five tasks a slot.
 *
 * Codes: `nothing-moved`, `node-paused`, `node-stopped`, `not-drained`.
 */
export function expectDrained(service: Service): void {
  const { name, swarm } = service;
  const drained = swarm.nodes.filter(({ Spec }) => Spec.Availability === 'drain');
  const gone = (node: NodeState) => moves(service, node);
  if (drained.some((node) => gone(node).length > 0)) return;
  if (swarm.nodes.some((node) => gone(node).some((move) => isDrain(service, node, move)))) return;
  for (const node of drained) {
    const left = service.tasks.filter(
      ({ NodeID, Status }) => NodeID === node.ID && Status.State === 'running',
    );
    if (left.length > 0 && node.Status.State === 'ready') {
      throw new StillConverging(`на узле ${hostname(node)} остановится задач: ${left.length}`);
    }
    fail('nothing-moved', { name, node: hostname(node) });
  }
  const paused = swarm.nodes.find(({ Spec }) => Spec.Availability === 'pause');
  if (paused !== undefined) {
    const stay = service.liveTasks.filter(({ NodeID }) => NodeID === paused.ID).length;
    fail('node-paused', { name: hostname(paused), service: name, stay });
  }
  const stopped = swarm.nodes.find(({ Status }) => Status.State !== 'ready');
  if (stopped !== undefined) {
    fail('node-stopped', { name: hostname(stopped), state: stopped.Status.State });
  }
  fail('not-drained', { name });
}

/** A task that stopped on the node on request, and the next in its slot, on another node. */
interface Move {
  readonly from: TaskState;
  readonly to: TaskState;
}

function moves({ slots }: Service, { ID }: NodeState): readonly Move[] {
  return slots.flatMap(({ tasks }) =>
    tasks.flatMap((from, index) => {
      const to = tasks[index + 1];
      return from.NodeID === ID &&
        isStoppedInOrder(from) &&
        to !== undefined &&
        to.NodeID !== ID &&
        isAlike(from, to)
        ? [{ from, to }]
        : [];
    }),
  );
}

/**
 * The node stopped the container and saw its end. A node that was switched off itself calls
 * such tasks `shutdown` as well when it is back, but what it last saw was a live process.
 */
function isStoppedInOrder({ Status }: TaskState): boolean {
  return Status.State === 'shutdown' && (Status.ContainerStatus?.PID ?? 0) === 0;
}

/**
 * Whether the move was a drain's doing and no update's: an update makes every task anew, a
 * drain leaves those of other nodes alone.
 */
function isDrain({ slots }: Service, { ID }: NodeState, { from, to }: Move): boolean {
  return slots.some(({ tasks }) => {
    const [task, ...others] = tasks.filter((other) => isAlike(other, from));
    return (
      task !== undefined &&
      others.length === 0 &&
      task.NodeID !== ID &&
      parseTime(task.CreatedAt) < parseTime(to.CreatedAt)
    );
  });
}

/** Made from the same description, as far as a snapshot shows it. */
function isAlike({ Spec: a }: TaskState, { Spec: b }: TaskState): boolean {
  const image = ({ ContainerSpec }: TaskState['Spec']) => imageName(ContainerSpec?.Image ?? '');
  return (a.ForceUpdate ?? 0) === (b.ForceUpdate ?? 0) && image(a) === image(b);
}

/** Every node answers and takes tasks. Codes: `node-down`, `node-not-active`. */
export function expectAllActive({ nodes }: Swarm): void {
  for (const node of nodes) {
    const { State } = node.Status;
    if (State !== 'ready') fail('node-down', { name: hostname(node), state: State });
  }
  for (const node of nodes) {
    const { Availability: actual } = node.Spec;
    if (actual !== 'active') {
      fail('node-not-active', { name: hostname(node), expected: 'active', actual });
    }
  }
}

/** All its tasks were made anew on demand, at least once. Code: `not-forced`. */
export function expectForced({ name, state }: Service): void {
  if ((state.Spec.TaskTemplate.ForceUpdate ?? 0) < 1) fail('not-forced', { name });
}

/**
 * Its tasks stand on every node, if not evenly: new tasks that start before the old ones
 * end are laid out beside them. Code: `nodes-empty`; pending while the service is being updated.
 */
export function expectOnEveryNode({ name, swarm, state, liveTasks }: Service): void {
  if (state.UpdateStatus?.State === 'updating') {
    throw new StillConverging(`сервис ${name} обновится`);
  }
  const counts = swarm.nodes
    .map((node) => ({
      node: hostname(node),
      tasks: liveTasks.filter(({ NodeID }) => NodeID === node.ID).length,
    }))
    .sort((a, b) => (a.node < b.node ? -1 : 1));
  const empty = counts.filter(({ tasks }) => tasks === 0).map(({ node }) => node);
  if (empty.length > 0) fail('nodes-empty', { name, empty, counts });
}

function hostname({ Description }: NodeState): string {
  return Description.Hostname;
}
