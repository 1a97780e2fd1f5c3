import type { Baseline, TaskState } from '../cluster/snapshot.ts';
import { listed } from './expect.ts';
import { fail, StillConverging } from './outcome.ts';
import { isRefused, STABLE_AFTER, type Service, type Slot } from './swarm.ts';

/** What is asked of a service that was broken and is to be mended where it stands. */

/** It is the very service that was there when the lab began. Code: `service-not-kept`. */
export function expectSameService(service: Service, { services }: Baseline): void {
  if (!Object.values(services).includes(service.id)) {
    fail('service-not-kept', { name: service.name });
  }
}

/** States of an update that say: it goes on, or has come to a stop. */
const UNFINISHED: Readonly<Record<string, string>> = {
  updating: 'обновление не закончено',
  paused: 'обновление на паузе',
  rollback_started: 'откат не закончен',
  rollback_paused: 'откат на паузе',
};

/**
 * Exactly so many tasks run and stay up, nothing waits for its turn, and no update is open.
 * What is wrong is told as it shows, and not why: that is for the learner to find.
 *
 * Code: `service-not-working`, at once where waiting does not help, else when the last change
 * is older than the lab's `settle`.
 */
export function expectWorks(service: Service, expected: number): void {
  const live = service.liveTasks;
  const waiting = service.tasks.filter((task) => isWanted(task) && !service.isLive(task));
  const signs = signsOf(service, waiting, expected);
  const steady = live.every((task) => service.age(task) >= STABLE_AFTER);
  if (live.length === expected && signs.length === 0 && steady) return;
  if (isStuck(service, waiting, expected) || service.sinceChange >= service.swarm.settle) {
    fail('service-not-working', { name: service.name, expected, actual: live.length, signs });
  }
  throw new StillConverging(
    `${STABLE_AFTER} секунд без перемен проработают все задачи сервиса ${service.name} (сейчас работает ${live.length} из ${expected})`,
  );
}

/** `ready` is how a task waits for its restart. */
function isWanted({ DesiredState }: TaskState): boolean {
  return DesiredState === 'running' || DesiredState === 'ready';
}

function signsOf(service: Service, waiting: readonly TaskState[], expected: number): string[] {
  const states = waiting.map((task) => `${service.taskName(task)} — ${task.Status.State}`);
  const falling = fallingSlots(service);
  const update = UNFINISHED[service.state.UpdateStatus?.State ?? ''];
  return [
    ...(isOrdered(service, expected) ? [] : [`заказано реплик: ${service.replicas}`]),
    ...(states.length === 0 ? [] : [`ещё не работают: ${listed(states.sort())}`]),
    ...(falling.length === 0 ? [] : [`недавно падали: ${listed(falling.sort())}`]),
    ...(update === undefined ? [] : [update]),
  ];
}

/** Time alone will not mend it. */
function isStuck(service: Service, waiting: readonly TaskState[], expected: number): boolean {
  return (
    !isOrdered(service, expected) ||
    fallingSlots(service).length > 0 ||
    service.state.UpdateStatus?.State?.endsWith('paused') === true ||
    service.slots.some((slot) => isRefusedAgain(service, slot)) ||
    // A node that has just let a task go may be free for the next one a moment later.
    waiting.some(
      (task) =>
        task.Status.State === 'pending' &&
        Boolean(task.Status.Err) &&
        service.age(task) >= STABLE_AFTER,
    )
  );
}

/** Once or twice may be the node's trouble with what was there before. */
function isRefusedAgain(service: Service, slot: Slot): boolean {
  const refused = slot.tasks.filter((task) => isRefused(task) && service.isCurrent(task));
  return refused.length > 2;
}

function isOrdered(service: Service, expected: number): boolean {
  return service.mode !== 'replicated' || service.replicas === expected;
}

function fallingSlots(service: Service): string[] {
  return service.slots
    .filter((slot) => service.recentFailures(slot).length > 1)
    .map(({ name }) => name);
}
