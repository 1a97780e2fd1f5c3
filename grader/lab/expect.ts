import { CannotTell, fail, StillConverging } from './outcome.ts';
import { isRefused, isSelfEnded, STABLE_AFTER, type Service, type Slot } from './swarm.ts';
import type { TaskState } from '../cluster/snapshot.ts';

/**
 * `REPOSITORY:TAG` without the registry's default parts and without a digest: the same
 * image is pinned by a digest when a registry answered and bare when none did.
 */
export function imageName(image: string): string {
  const bare = image.replace(/@.*$/, '').replace(/^(docker\.io\/)?(library\/)?/, '');
  return /:[^/]+$/.test(bare) ? bare : `${bare}:latest`;
}

/** The service runs from that image, whatever its digest. Code: `image-wrong`. */
export function expectImage(service: Service, image: string): void {
  const expected = imageName(image);
  const actual = imageName(service.image);
  if (actual !== expected) fail('image-wrong', { name: service.name, expected, actual });
}

/** Code: `mode-wrong`. */
export function expectMode(service: Service, expected: Service['mode']): void {
  if (service.mode !== expected) {
    fail('mode-wrong', { name: service.name, expected, actual: service.mode });
  }
}

/** The specification asks for that many replicas. Code: `replicas-wrong`. */
export function expectReplicas(service: Service, expected: number): void {
  if (service.replicas !== expected) {
    fail('replicas-wrong', { name: service.name, expected, actual: service.replicas });
  }
}

/**
 * Exactly so many tasks run, each on a node that answers and for 6 seconds at least.
 *
 * Codes: `task-flapping`, `task-rejected`, `no-suitable-node`, `tasks-missing`; pending
 * while nothing of that shows and the last change is younger than the lab's `settle`.
 */
export function expectLive(service: Service, expected: number): void {
  for (const slot of service.slots) expectNotFlapping(service, slot);

  const live = service.liveTasks;
  if (live.length === expected && live.every((task) => service.age(task) >= STABLE_AFTER)) return;

  const waiting = service.slots.flatMap((slot) => {
    const task = slot.tasks.find((other) => isWanted(other) && !service.isLive(other));
    if (task !== undefined) expectNoError(service, slot, task);
    return task ?? [];
  });
  const states = listed(waiting.map((task) => `${service.taskName(task)} — ${task.Status.State}`));
  if (service.sinceChange >= service.swarm.settle) {
    fail('tasks-missing', {
      name: service.name,
      expected,
      actual: live.length,
      states,
    });
  }
  throw new StillConverging(
    live.length === expected
      ? `задачи сервиса ${service.name} проработают ${STABLE_AFTER} секунд`
      : `у сервиса ${service.name} работает задач: ${live.length} из ${expected}${
          states === '' ? '' : ` (${states})`
        }`,
  );
}

/** `ready` is how a task waits for its restart; without it a flapping slot looks empty. */
function isWanted(task: TaskState): boolean {
  return task.DesiredState === 'running' || task.DesiredState === 'ready';
}

function expectNotFlapping(service: Service, slot: Slot): void {
  // One task cannot have failed twice; most slots hold one, and there may be thousands.
  if (slot.tasks.length < 2) return;
  const failures = service.recentFailures(slot);
  const last = failures.at(-1);
  if (failures.length < 2 || last === undefined) return;
  fail('task-flapping', {
    name: service.name,
    task: slot.name,
    failures: failures.length,
    error: lastWords(last),
  });
}

export function expectNoError(service: Service, slot: Slot, waiting: TaskState): void {
  // What holds the place up now speaks first, whatever became of an earlier task.
  if (waiting.Status.State === 'pending' && waiting.Status.Err) {
    fail('no-suitable-node', { name: service.name, task: slot.name, error: waiting.Status.Err });
  }
  const refused = slot.tasks.findLast((task) => isRefused(task) && service.isCurrent(task));
  if (refused) {
    fail('task-rejected', { name: service.name, task: slot.name, error: lastWords(refused) });
  }
}

/** The first few of a list; a swarm may have thousands of tasks, a message may not. */
export function listed(items: readonly string[]): string {
  const shown = items.slice(0, 5).join(', ');
  return items.length > 5 ? `${shown} и ещё ${items.length - 5}` : shown;
}

/** What the engine said of the end of a task. */
export function lastWords(task: TaskState): string {
  const code = task.Status.ContainerStatus?.ExitCode;
  return task.Status.Err ?? `процесс завершился с кодом ${code ?? 0}`;
}

/** The live tasks stand on so many different nodes at least. Code: `not-spread`. */
export function expectSpread(service: Service, expected: number): void {
  const nodes = new Set(service.liveTasks.map((task) => task.NodeID ?? ''));
  if (nodes.size < expected) {
    fail('not-spread', {
      name: service.name,
      expected,
      actual: nodes.size,
      nodes: [...nodes].map((id) => service.swarm.nodeName(id)).join(', '),
    });
  }
}

/**
 * A container of the service ended by itself or was killed, and its slot has a live task
 * made later. Evidence: the task history, five tasks a slot.
 *
 * Code: `not-healed`; skipped as `evidence-faded` where a slot's history is full of
 * updates and the proof may have been pushed out.
 */
export function expectHealed(service: Service): void {
  const limit = service.swarm.historyLimit;
  let full = false;
  for (const slot of service.slots) {
    const last = slot.tasks.at(-1);
    const ended = slot.tasks.findIndex(isSelfEnded);
    const healed = ended !== -1 && last !== undefined && service.isLive(last);
    if (healed && ended < slot.tasks.length - 1) return;
    if (
      ended !== -1 &&
      last !== undefined &&
      isWanted(last) &&
      service.age(last) < service.swarm.settle
    ) {
      throw new StillConverging(`оркестратор заменит погибшую задачу ${slot.name}`);
    }
    full ||= slot.tasks.length >= limit;
  }
  if (full) {
    throw new CannotTell(
      'evidence-faded',
      `история задач сервиса ${service.name} заполнена обновлениями: след замены мог пропасть. Убейте один контейнер ещё раз`,
    );
  }
  fail('not-healed', { name: service.name });
}
