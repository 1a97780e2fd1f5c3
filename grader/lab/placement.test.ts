import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import type { NodeState, ServiceState } from '../cluster/snapshot.ts';
import { CheckFailed } from './outcome.ts';
import { expectBalanced, expectConstraint, expectLabelled, expectPreference } from './placement.ts';
import { Swarm } from './swarm.ts';

/** A real swarm: six tasks of `shop`, three in the zone `north` and three in `south`. */
const real = await readSnapshot(
  fileURLToPath(new URL('../../labs/07-placement/fixtures/solution.json', import.meta.url)),
);

type Placement = ServiceState['Spec']['TaskTemplate']['Placement'];

function shop(placement: Partial<NonNullable<Placement>>, nodes = real.nodes) {
  const services = real.services.map((service) => ({
    ...service,
    Spec: {
      ...service.Spec,
      TaskTemplate: {
        ...service.Spec.TaskTemplate,
        Placement: { Constraints: [], Preferences: [], MaxReplicas: undefined, ...placement },
      },
    },
  }));
  return new Swarm({ ...real, services, nodes }, 60).service('shop');
}

/** The code that a demand fails with; `undefined` where it is met. */
function codeOf(demand: () => void): string | undefined {
  try {
    demand();
    return undefined;
  } catch (error) {
    if (error instanceof CheckFailed) return error.code;
    throw error;
  }
}

describe('expectConstraint', () => {
  const code = (expected: string, ...Constraints: string[]) =>
    codeOf(() => {
      expectConstraint(shop({ Constraints }), expected);
    });

  test('takes every way to write it, beside others', () => {
    const disk = 'node.labels.disk==ssd';
    for (const text of [disk, ' Node.Labels.disk == SSD ', 'node.labels.disk ==ssd']) {
      expect(code(disk, text)).toBeUndefined();
      expect(code(disk, 'node.hostname!=node1', text)).toBeUndefined();
    }
    expect(code('node.role==worker', 'node.role != Manager')).toBeUndefined();
  });

  test('a label’s name is told apart by case, and nothing is taken for its opposite', () => {
    const disk = 'node.labels.disk==ssd';
    for (const text of [
      'node.labels.Disk==ssd',
      'node.labels.disk!=ssd',
      'node.labels.disk==hdd',
    ]) {
      expect(code(disk, text)).toBe('constraint-missing');
    }
    expect(code(disk, 'node.labels.disk!=hdd')).toBe('constraint-missing');
    expect(code('node.role==worker', 'node.role==manager')).toBe('constraint-missing');
    expect(code('node.role==worker', 'node.role!=worker')).toBe('constraint-missing');
    expect(code(disk)).toBe('constraint-missing');
  });

  test('says what was asked for instead', () => {
    const disk = 'node.labels.disk==ssd';
    expect(code(disk, 'node.role==worker', 'node.id == abc')).toBe('constraint-by-node');
    expect(code(disk, 'node.ip!=10.0.0.1')).toBe('constraint-by-node');
    expect(code(disk, 'engine.labels.disk==ssd')).toBe('constraint-engine-label');
  });
});

test('expectPreference looks for the label among all preferences', () => {
  const code = (...descriptors: string[]) =>
    codeOf(() => {
      const Preferences = descriptors.map((SpreadDescriptor) => ({ Spread: { SpreadDescriptor } }));
      expectPreference(shop({ Preferences }), 'zone');
    });
  expect(code('node.labels.zone')).toBeUndefined();
  expect(code('node.labels.rack', 'Node.Labels.zone')).toBeUndefined();
  for (const other of ['node.labels.Zone', 'node.labels.disk', 'engine.labels.zone', 'zone']) {
    expect(code(other)).toBe('preference-missing');
  }
  expect(code()).toBe('preference-missing');
});

test('expectLabelled counts nodes with that very value', () => {
  const swarm = new Swarm(real, 60);
  const code = (value: string, count: number) =>
    codeOf(() => {
      expectLabelled(swarm, 'disk', value, count);
    });
  expect(code('ssd', 2)).toBeUndefined();
  expect(code('ssd', 1)).toBe('node-label-wrong');
  expect(code('ssd', 3)).toBe('node-label-wrong');
  expect(code('SSD', 2)).toBe('node-label-wrong');
});

describe('expectBalanced', () => {
  const balance = (bend: (node: NodeState) => NodeState) =>
    codeOf(() => {
      expectBalanced(shop({}, real.nodes.map(bend)), 'zone');
    });
  const relabel = (node: NodeState, zone: string): NodeState => ({
    ...node,
    Spec: { ...node.Spec, Labels: { zone } },
  });
  const isNorth = ({ Spec }: NodeState) => Spec.Labels['zone'] === 'north';

  test('the zones have as many tasks each, to within one', () => {
    expect(balance((node) => node)).toBeUndefined();
    // Each node a zone of its own: 3, 2 and 1 or so are not even.
    expect(balance((node) => relabel(node, node.Description.Hostname))).toBe('tasks-unbalanced');
    // One zone only: there is nothing to share.
    expect(balance((node) => relabel(node, 'north'))).toBeUndefined();
  });

  test('a zone without a task counts, a node that takes none does not', () => {
    const drained = (node: NodeState): NodeState => ({
      ...node,
      Spec: { ...node.Spec, Availability: 'drain', Labels: { zone: 'west' } },
    });
    const [first] = real.nodes;
    if (first === undefined) throw new Error('the fixture has no nodes');
    const empty = { ...relabel(first, 'west'), ID: 'another' };
    const nodes = (extra: NodeState) => () => {
      expectBalanced(shop({}, [...real.nodes, extra]), 'zone');
    };
    expect(codeOf(nodes(empty))).toBe('tasks-unbalanced');
    expect(codeOf(nodes(drained(empty)))).toBeUndefined();
    expect(balance((node) => (isNorth(node) ? relabel(node, 'north') : relabel(node, '')))).toBe(
      undefined,
    );
  });
});
