import { fail } from './outcome.ts';
import type { Service, Swarm } from './swarm.ts';

/** Where the tasks of a service may stand, and where they do. */

/** So many nodes, and no more, carry the label. Code: `node-label-wrong`. */
export function expectLabelled(swarm: Swarm, label: string, value: string, expected: number): void {
  const actual = swarm.nodes
    .filter(({ Spec }) => Spec.Labels[label] === value)
    .map(({ Description }) => Description.Hostname)
    .sort();
  if (actual.length !== expected) {
    fail('node-label-wrong', { object: `${label}=${value}`, expected, actual });
  }
}

interface Constraint {
  readonly key: string;
  readonly operator: string;
  readonly value: string;
}

/**
 * Reads a constraint as the scheduler does: blanks do not count, nor does the case of the key
 * and of the value; that of a label's name does.
 */
export function readConstraint(text: string): Constraint {
  const [, whole = text, operator = '', value = ''] = /^(.*?)(==|!=)(.*)$/.exec(text) ?? [];
  const [, prefix = whole, label = ''] =
    /^((?:node|engine)\.labels\.)(.+)$/i.exec(whole.trim()) ?? [];
  return {
    key: `${prefix.trim().toLowerCase()}${label}`,
    operator,
    value: value.trim().toLowerCase(),
  };
}

/** The other role: there are two, so that to refuse one is to ask for the other. */
const OTHER_ROLE: Readonly<Record<string, string>> = { manager: 'worker', worker: 'manager' };

/**
 * The service asks for nodes of that kind, `node.labels.disk==ssd` or `node.role==worker`,
 * however it is written and whatever else it asks for.
 *
 * Codes: `constraint-by-node`, `constraint-engine-label`, `constraint-missing`.
 */
export function expectConstraint({ name, state }: Service, expected: string): void {
  const actual = state.Spec.TaskTemplate.Placement?.Constraints ?? [];
  const wanted = readConstraint(expected);
  const read = actual.map((text) => ({ text, ...readConstraint(text) }));
  const asks = read.some(
    ({ key, operator, value }) =>
      key === wanted.key &&
      (operator === '=='
        ? value === wanted.value
        : key === 'node.role' && OTHER_ROLE[value] === wanted.value),
  );
  if (asks) return;
  const byNode = read.find(({ key }) => /^node\.(hostname|id|ip)$/.test(key));
  if (byNode) fail('constraint-by-node', { name, expected, actual: byNode.text });
  const byEngine = read.find(({ key }) => key.startsWith('engine.labels.'));
  if (byEngine) fail('constraint-engine-label', { name, expected, actual: byEngine.text });
  fail('constraint-missing', { name, expected, actual });
}

/** No more than so many of its tasks on one node. Code: `max-replicas-wrong`. */
export function expectMaxPerNode({ name, state }: Service, expected: number): void {
  const actual = state.Spec.TaskTemplate.Placement?.MaxReplicas ?? 0;
  if (actual !== expected) fail('max-replicas-wrong', { name, expected, actual });
}

/** Tasks are to be spread evenly over the values of a node label. Code: `preference-missing`. */
export function expectPreference({ name, state }: Service, label: string): void {
  const expected = `node.labels.${label}`;
  const actual = (state.Spec.TaskTemplate.Placement?.Preferences ?? []).flatMap(
    ({ Spread }) => Spread?.SpreadDescriptor ?? [],
  );
  const keyOf = (descriptor: string) => readConstraint(descriptor).key;
  if (!actual.some((descriptor) => keyOf(descriptor) === expected)) {
    fail('preference-missing', { name, expected, actual });
  }
}

/**
 * The live tasks are shared evenly, to within one, among the values that the label has on
 * nodes that take tasks. Code: `tasks-unbalanced`.
 */
export function expectBalanced(service: Service, label: string): void {
  const { swarm, name, liveTasks } = service;
  const groups = new Map<string, number>();
  for (const { Spec, Status } of swarm.nodes) {
    if (Status.State !== 'ready' || Spec.Availability !== 'active') continue;
    groups.set(Spec.Labels[label] ?? '', 0);
  }
  for (const { NodeID = '' } of liveTasks) {
    const value = swarm.node(NodeID)?.Spec.Labels[label] ?? '';
    groups.set(value, (groups.get(value) ?? 0) + 1);
  }
  const counts = [...groups.values()];
  if (Math.max(...counts) - Math.min(...counts) <= 1) return;
  const described = [...groups]
    .map(([value, count]) => `${value === '' ? 'без метки' : value} — ${count}`)
    .sort();
  fail('tasks-unbalanced', { name, label, groups: described.join(', ') });
}
