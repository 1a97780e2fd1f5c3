import type { Baseline, TaskState } from '../cluster/snapshot.ts';
import { listed } from './expect.ts';
import { CannotTell, fail, StillConverging } from './outcome.ts';
import { STABLE_AFTER, type Service, type Swarm } from './swarm.ts';

/** Whether a swarm was restored from a copy of a manager's state and not made anew. */

/** Code: `swarm-replaced`. */
export function expectSameSwarm({ snapshot }: Swarm, { swarm: expected }: Baseline): void {
  const actual = snapshot.swarm?.ID ?? '';
  if (actual !== expected) fail('swarm-replaced', { expected, actual });
}

/** An ID is given once: it is back only where the journal is. Code: `service-recreated`. */
export function expectServiceRestored({ name, id: actual }: Service, { services }: Baseline): void {
  const expected = services[name] ?? '';
  if (actual !== expected) fail('service-recreated', { name, expected, actual });
}

/**
 * The service had been removed before the swarm was restored. With it went its containers;
 * the restored swarm still takes them for running, and the nodes that look for them say so.
 * On a manager that happens after every restart of its engine, so only a worker proves it.
 * Evidence: the task history, five tasks a slot.
 *
 * Code: `restore-unseen`; skipped as `evidence-faded` where all slots' histories are full or
 * there are no workers.
 */
export function expectRestored({ name, swarm, slots, tasks }: Service): void {
  const isTrace = ({ NodeID = '', Status: { State, Err = '' } }: TaskState) =>
    ['failed', 'rejected'].includes(State) &&
    MISSED.test(Err) &&
    swarm.node(NodeID)?.Spec.Role !== 'manager';
  if (tasks.some(isTrace)) return;
  if (swarm.managers.length === swarm.nodes.length) {
    throw new CannotTell(
      'evidence-faded',
      'рабочих узлов нет, а на управляющем следы те же, что и после простого перезапуска движка',
    );
  }
  const limit = swarm.historyLimit;
  if (slots.length > 0 && slots.every((slot) => slot.tasks.length >= limit)) {
    throw new CannotTell(
      'evidence-faded',
      `в истории сервиса ${name} больше нет задач того времени: движок хранит по ${limit} на реплику`,
    );
  }
  fail('restore-unseen', { name });
}

/** The engine's words for a container that ought to be there, and for what is left of one. */
const MISSED = /no such container|container name .* is already in use/i;

/**
 * So many tasks run, and for 6 seconds at least. How the tasks of the copy ended does not
 * matter: their containers are gone, or what is left of them stands in the way of others.
 * Pending while new ones may still come. Code: `tasks-missing`.
 */
export function expectRunning(service: Service, expected: number): void {
  const { name, liveTasks: live, slots, swarm } = service;
  if (live.length === expected && live.every((task) => service.age(task) >= STABLE_AFTER)) return;
  const isHopeless = slots.some((slot) => service.recentFailures(slot).length >= MANY_FAILURES);
  if (isHopeless || service.sinceChange >= swarm.settle) {
    const waiting = service.tasks.filter(
      (task) => task.DesiredState !== 'shutdown' && !service.isLive(task),
    );
    const states = waiting.map((task) => `${service.taskName(task)} — ${task.Status.State}`);
    fail('tasks-missing', {
      name,
      expected,
      actual: live.length,
      states: listed(states),
    });
  }
  throw new StillConverging(`у сервиса ${name} работает задач: ${live.length} из ${expected}`);
}

/** More than a restore explains: one for the old container and one for its successor. */
const MANY_FAILURES = 3;

/**
 * Of every machine that was a node there is one now, under its old ID or another, that
 * answers. Pending while a restored manager waits for one. Code: `nodes-lost`.
 */
export function expectNodesBack({ nodes }: Swarm, baseline: Baseline): void {
  const expected = Object.keys(baseline.nodes);
  const lost = expected.filter((name) => !statesOf(name).includes('ready'));
  const awaited = lost.find((name) => statesOf(name).includes('unknown'));
  if (awaited !== undefined) {
    throw new StillConverging(`узел ${awaited} найдёт управляющий узел`);
  }
  if (lost.length > 0) {
    const actual = expected.length - lost.length;
    fail('nodes-lost', { expected: expected.length, actual, names: lost });
  }

  function statesOf(name: string): readonly string[] {
    return nodes
      .filter(({ Description }) => Description.Hostname === name)
      .map(({ Status }) => Status.State);
  }
}
