import type { Endpoint } from '../cluster/docker-host.ts';
import type { Host } from '../host.ts';
import type { PracticeSet } from '../practice/sets.ts';
import { HarmRecords } from './record.ts';

/** Undoes what an earlier run did to this swarm on purpose and was killed before undoing. */
export async function finishFaults(
  host: Host,
  endpoint: Endpoint,
  set: PracticeSet | undefined,
): Promise<void> {
  const left = await new HarmRecords(host, endpoint, set).left();
  if (left.length === 0) return;
  const { undo } = await import('./harm.ts');
  for (const record of left) {
    const { harm } = record;
    await undo(harm, endpoint, host);
    await record.forget();
    host.err(
      harm.kind === 'cut'
        ? `Прошлая проверка оборвалась: возвращаю узлу ${harm.node} сеть.`
        : `Прошлая проверка оборвалась: процессы задачи ${harm.task} снова идут.`,
    );
  }
}
