import type { NetworkState } from '../cluster/snapshot.ts';
import { fail } from './outcome.ts';
import { STACK_LABEL, type Service, type Swarm } from './swarm.ts';

/** Some service belongs to the stack. Code: `stack-missing`. */
export function expectStack(swarm: Swarm, stack: string): void {
  const stacks = new Set(
    swarm.snapshot.services.flatMap(({ Spec }) => Spec.Labels[STACK_LABEL] ?? []),
  );
  if (!stacks.has(stack)) fail('stack-missing', { stack, others: [...stacks].sort() });
}

/**
 * The stack has a service that its file calls `name`, and no other stack has one.
 *
 * Codes: `stack-other`, `stack-label-missing`, `service-missing`.
 */
export function expectInStack(swarm: Swarm, stack: string, name: string): Service {
  const full = `${stack}_${name}`;
  const services = swarm.snapshot.services.map(({ Spec }) => ({
    name: Spec.Name,
    stack: Spec.Labels[STACK_LABEL],
  }));
  const elsewhere = services.find(
    (other) =>
      other.stack !== undefined && other.stack !== stack && other.name === `${other.stack}_${name}`,
  );
  if (elsewhere?.stack !== undefined) {
    fail('stack-other', { name: elsewhere.name, stack, actual: elsewhere.stack });
  }
  if (!services.some((other) => other.name === full && other.stack === stack)) {
    const byHand = services.find((other) => other.name === full || other.name === name);
    if (byHand) fail('stack-label-missing', { name: byHand.name, stack, kind: 'service' });
  }
  return swarm.service(full);
}

/** The stack made that network. Codes: `network-missing`, `stack-label-missing`. */
export function expectStackNetwork(swarm: Swarm, stack: string, name: string): NetworkState {
  const full = `${stack}_${name}`;
  const { networks } = swarm.snapshot;
  const own = networks.find(({ Name, Labels }) => Name === full && Labels[STACK_LABEL] === stack);
  if (own !== undefined) return own;
  const byHand = networks.find(({ Name }) => Name === full || Name === name);
  if (byHand) fail('stack-label-missing', { name: byHand.Name, stack, kind: 'network' });
  return fail('network-missing', { name: full });
}

/** What the file no longer names is gone from the stack. Code: `service-not-pruned`. */
export function expectPruned(swarm: Swarm, stack: string, name: string): void {
  const full = `${stack}_${name}`;
  if (swarm.snapshot.services.some(({ Spec }) => Spec.Name === full)) {
    fail('service-not-pruned', { name: full, stack });
  }
}
