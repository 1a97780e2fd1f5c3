import type { NodeState } from '../cluster/snapshot.ts';
import { overlaps } from '../ipv4.ts';
import { fail } from './outcome.ts';
import { readConstraint } from './placement.ts';
import type { Service } from './swarm.ts';

/**
 * Its constraints leave the service one node: its tasks find their data again.
 * Code: `service-not-pinned`.
 */
export function expectPinned(service: Service): void {
  const { name, swarm, state } = service;
  const constraints = state.Spec.TaskTemplate.Placement?.Constraints ?? [];
  const open = swarm.nodes.filter((node) => constraints.every((one) => permits(one, node)));
  if (open.length <= 1) return;
  const nodes = open.map(({ Description }) => Description.Hostname).sort();
  fail('service-not-pinned', { name, nodes, constraints });
}

/** As the scheduler reads it: https://docs.docker.com/reference/cli/docker/service/create/#constraint */
export function permits(constraint: string, node: NodeState): boolean {
  const { key, operator, value } = readConstraint(constraint);
  const actual = valueOf(key, node);
  // What is not known here keeps no node out.
  if (actual === undefined) return true;
  const isSame = key === 'node.ip' ? overlaps(value, actual) : actual.toLowerCase() === value;
  return isSame === (operator === '==');
}

/** A label that is not there is like an empty one. */
function valueOf(key: string, { ID, Spec, Description, Status }: NodeState): string | undefined {
  const [, owner, label = ''] = /^(node|engine)\.labels\.(.+)$/.exec(key) ?? [];
  if (owner === 'node') return Spec.Labels[label] ?? '';
  if (owner === 'engine') return Description.Engine?.Labels[label] ?? '';
  const known: Readonly<Record<string, string | undefined>> = {
    'node.id': ID,
    'node.hostname': Description.Hostname,
    'node.role': Spec.Role,
    'node.ip': Status.Addr,
    'node.platform.os': Description.Platform?.OS,
    'node.platform.arch': Description.Platform?.Architecture,
  };
  return known[key];
}
