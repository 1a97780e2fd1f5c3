import type { TaskState } from '../cluster/snapshot.ts';
import { imageName } from './expect.ts';
import { CannotTell, fail, StillConverging } from './outcome.ts';
import type { Service } from './swarm.ts';

/** Which of the two comes first in an update. Code: `update-order-wrong`. */
export function expectUpdateOrder({ name, state }: Service, expected: string): void {
  // What is not set has the engine's default: https://docs.docker.com/reference/cli/docker/service/create/
  const actual = state.Spec.UpdateConfig?.Order ?? 'stop-first';
  if (actual !== expected) fail('update-order-wrong', { name, expected, actual });
}

/**
 * The service was updated to that image, and the cluster itself took the update back.
 * Evidence: the update's state now, the journal, the task history.
 *
 * Codes: `bad-update-missing`, `update-paused`, `update-not-rolled-back`; skipped as
 * `evidence-faded` where a later change has wiped the proof out.
 */
export function expectRolledBack(service: Service, image: string): void {
  const { name } = service;
  const expected = imageName(image);
  const isBad = (task: TaskState) => imageOf(task) === expected;
  if (!service.tasks.some(isBad)) {
    if (isHistoryFull(service)) throw faded(service, expected);
    fail('bad-update-missing', { name, expected });
  }
  const past = mishaps(service);
  if (past.includes('rolled back')) return;
  const { State: state = '' } = service.state.UpdateStatus ?? {};
  if (state === 'updating' || state === 'rollback_started') {
    throw new StillConverging(`обновление сервиса ${name} закончится`);
  }
  if (past.at(-1) === 'paused') fail('update-paused', { name, expected });
  if (past.at(-1) === 'kept' || imageName(service.image) === expected) {
    fail('update-not-rolled-back', { name, expected });
  }
  // A task of the image that had been there before stands behind the bad one.
  const returned = service.slots.some(({ tasks }) => {
    const at = tasks.findIndex(isBad);
    const before = tasks.slice(0, Math.max(at, 0)).map(imageOf);
    return tasks.slice(at + 1).some((task) => before.includes(imageOf(task)));
  });
  if (!returned) throw faded(service, expected);
}

function imageOf({ Spec }: TaskState): string {
  return imageName(Spec.ContainerSpec?.Image ?? '');
}

function faded({ name }: Service, image: string): CannotTell {
  return new CannotTell(
    'evidence-faded',
    `следующее обновление сервиса ${name} стёрло след отката. Обновите его до ${image} ещё раз и проверьте, как только он откатится, или держите открытым roy check --watch`,
  );
}

/**
 * What became of the service's updates that did not simply succeed, as far as the journal
 * and the service itself tell. A rollback by hand comes after a pause or after an update
 * that had come to its end.
 */
function mishaps({ swarm, id, state }: Service): readonly ('rolled back' | 'paused' | 'kept')[] {
  const seen = swarm.journal.flatMap(({ type, id: of, updateState }) =>
    type === 'service' && of === id && updateState !== undefined ? [updateState] : [],
  );
  const last = state.UpdateStatus?.State;
  const states = last === undefined || last === seen.at(-1) ? seen : [...seen, last];
  const found: ('rolled back' | 'paused' | 'kept')[] = [];
  let before = 'updating';
  for (const now of states) {
    if (now === 'paused' || now === 'rollback_paused') found.push('paused');
    if (now === 'rollback_completed') {
      found.push(before === 'updating' ? 'rolled back' : before === 'paused' ? 'paused' : 'kept');
    }
    if (!now.startsWith('rollback_')) before = now;
  }
  return found;
}

/**
 * An earlier task of this very service ran from that image. Evidence: the task history,
 * five tasks a slot.
 *
 * Code: `image-not-updated`; skipped as `evidence-faded` where a slot's history is full.
 */
export function expectImageBefore(service: Service, image: string): void {
  const expected = imageName(image);
  if (service.tasks.some((task) => imageOf(task) === expected)) return;
  if (isHistoryFull(service)) {
    throw new CannotTell(
      'evidence-faded',
      `история задач сервиса ${service.name} заполнена обновлениями: след образа ${expected} мог пропасть. Верните этот образ и обновите сервис ещё раз`,
    );
  }
  fail('image-not-updated', { name: service.name, expected });
}

/** Whether some slot keeps as many tasks as it can: older ones may have been there. */
function isHistoryFull({ swarm, slots }: Service): boolean {
  const limit = swarm.historyLimit;
  return slots.some(({ tasks }) => tasks.length >= limit);
}
