import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import type { ClusterSnapshot } from '../cluster/snapshot.ts';
import { expectApart, expectOffManagers, expectTogether } from './mending.ts';
import { CheckFailed } from './outcome.ts';
import { Swarm } from './swarm.ts';

const read = (lab: string) =>
  readSnapshot(fileURLToPath(new URL(`../../labs/${lab}/fixtures/solution.json`, import.meta.url)));

const printer = await read('17-01-impossible-constraint');
const waiter = await read('17-10-two-networks');

/** The code that it failed with. */
function codeOf(run: () => void): string {
  try {
    run();
    return 'passed';
  } catch (error) {
    if (error instanceof CheckFailed) return error.code;
    throw error;
  }
}

function withConstraints(...Constraints: string[]): ClusterSnapshot {
  return {
    ...printer,
    services: printer.services.map((service) => ({
      ...service,
      Spec: {
        ...service.Spec,
        TaskTemplate: {
          ...service.Spec.TaskTemplate,
          Placement: { Constraints, Preferences: [], MaxReplicas: undefined },
        },
      },
    })),
  };
}

describe('expectOffManagers', () => {
  test.each([
    ['passed', ['node.role==worker']],
    ['passed', ['node.role != manager']],
    ['passed', [' node.role == WORKER ']],
    ['passed', ['node.hostname!=node1']],
    ['passed', ['node.labels.zone==b']],
    ['passed', ['node.platform.os==linux', 'node.role==worker']],
    ['manager-allowed', []],
    ['manager-allowed', ['node.platform.os==linux']],
    ['manager-allowed', ['node.role==manager']],
    ['manager-allowed', ['node.role!=worker']],
    ['manager-allowed', ['node.labels.zone!=b']],
    ['manager-allowed', ['node.hostname!=node2']],
  ])('%s where the constraints are %j', (expected, constraints) => {
    const service = new Swarm(withConstraints(...constraints), 60).service('printer');
    const code = codeOf(() => {
      expectOffManagers(service);
    });
    expect(code).toBe(expected);
  });
});

describe('expectTogether and expectApart', () => {
  test('one of them fails', () => {
    const swarm = new Swarm(waiter, 60);
    const [one, other] = [swarm.service('waiter'), swarm.service('kitchen')];
    const together = codeOf(() => {
      expectTogether(one, other);
    });
    const apart = codeOf(() => {
      expectApart(one, other);
    });
    expect([together, apart]).toEqual(['passed', 'networks-shared']);
  });
});
