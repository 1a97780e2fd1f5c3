import { imageName } from './expect.ts';
import { CannotTell, fail } from './outcome.ts';
import type { Service } from './swarm.ts';

/**
 * An earlier task of this very service ran from that image. Evidence: the task history,
 * five tasks a slot.
 *
 * Code: `image-not-updated`; skipped as `evidence-faded` where a slot's history is full.
 */
export function expectImageBefore(service: Service, image: string): void {
  const expected = imageName(image);
  const had = service.tasks.some(
    ({ Spec }) => imageName(Spec.ContainerSpec?.Image ?? '') === expected,
  );
  if (had) return;
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
  const limit = swarm.snapshot.swarm.Spec.Orchestration?.TaskHistoryRetentionLimit ?? 5;
  return slots.some(({ tasks }) => tasks.length >= limit);
}
