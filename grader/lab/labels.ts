import { fail } from './outcome.ts';
import type { Service } from './swarm.ts';

/** The service itself, and not its containers, is so labelled. Code: `service-label-wrong`. */
export function expectLabel({ name, state }: Service, label: string, value: string): void {
  const labels = Object.entries(state.Spec.Labels).map(([key, set]) => `${key}=${set}`);
  const expected = `${label}=${value}`;
  if (!labels.includes(expected)) {
    fail('service-label-wrong', { name, expected, actual: labels.join(', ') });
  }
}

/** Whatever its value was. Code: `service-label-left`. */
export function expectNoLabel({ name, state }: Service, label: string): void {
  const value = state.Spec.Labels[label];
  if (value !== undefined) fail('service-label-left', { name, label, actual: `${label}=${value}` });
}
