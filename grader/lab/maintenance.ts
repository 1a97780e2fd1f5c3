import { fail } from './outcome.ts';
import type { Service } from './swarm.ts';

/** All its tasks were made anew on demand, at least once. Code: `not-forced`. */
export function expectForced({ name, state }: Service): void {
  if ((state.Spec.TaskTemplate.ForceUpdate ?? 0) < 1) fail('not-forced', { name });
}
