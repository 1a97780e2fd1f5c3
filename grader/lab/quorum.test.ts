import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import type { Baseline, NodeState } from '../cluster/snapshot.ts';
import { CannotTell, CheckFailed, StillConverging } from './outcome.ts';
import {
  expectManagers,
  expectManagersReachable,
  expectOddManagers,
  expectWorkerTokenRotated,
  expectWritesWithout,
  managerToCut,
} from './quorum.ts';
import { Swarm } from './swarm.ts';

/** A real swarm of three managers, bent for each case. */
const real = await readSnapshot(
  fileURLToPath(new URL('../../labs/15-quorum/fixtures/solution.json', import.meta.url)),
);
const [first, second, third] = [...real.nodes].sort((a, b) =>
  a.Description.Hostname.localeCompare(b.Description.Hostname),
);
if (first === undefined || second === undefined || third === undefined) {
  throw new Error('the fixture has three nodes');
}

const swarm = (...nodes: readonly NodeState[]) => new Swarm({ ...real, nodes }, 60);
const { ManagerStatus, ...plain } = third;
if (ManagerStatus === undefined) throw new Error('the fixture has three managers');
/** A node of that kind has no such status at all. */
const worker = (node: NodeState): NodeState => ({
  ...plain,
  ID: node.ID,
  Description: node.Description,
  Spec: { ...node.Spec, Role: 'worker' },
});
const unreachable = (node: NodeState): NodeState => ({
  ...node,
  ManagerStatus: { ...node.ManagerStatus, Reachability: 'unreachable' },
});
/** Promoted so many seconds ago, and not among the managers yet. */
function promoted(ago: number): NodeState {
  const UpdatedAt = new Date(Date.parse(real.info.SystemTime) - ago * 1000).toISOString();
  return { ...plain, UpdatedAt };
}

const codeOf = (run: () => void): string => {
  try {
    run();
    return 'passed';
  } catch (error) {
    return error instanceof CheckFailed ? error.code : (error as Error).constructor.name;
  }
};

describe('managers', () => {
  test('are counted by their role, and workers are not', () => {
    expectManagers(swarm(first, second, third), 3);
    expect(() => {
      expectManagers(swarm(first, second, worker(third)), 3);
    }).toThrow(
      expect.objectContaining({
        code: 'managers-few',
        facts: { expected: 3, actual: 2, names: ['node1', 'node2'] },
      }),
    );
    // One that does not answer counts: it is in the quorum.
    expectManagers(swarm(first, second, unreachable(third)), 3);
  });

  test.each([1, 2, 3, 4, 5])('%d: odd or not', (count) => {
    const nodes = Array.from({ length: count }, () => first);
    const code = codeOf(() => {
      expectOddManagers(swarm(...nodes, worker(third)));
    });
    expect(code).toBe(count % 2 === 1 ? 'passed' : 'managers-even');
  });

  test('must answer, and a promoted one is given its time', () => {
    expectManagersReachable(swarm(first, second, worker(third)));
    const look = (node: NodeState) =>
      codeOf(() => {
        expectManagersReachable(swarm(first, second, node));
      });
    expect(look(unreachable(third))).toBe('manager-unreachable');
    expect(look(promoted(5))).toBe(StillConverging.name);
    expect(look(promoted(61))).toBe('manager-unreachable');
  });
});

test('the manager to cut is the leader, where that is not the endpoint', () => {
  const at = (NodeID: string, ...nodes: readonly NodeState[]) =>
    managerToCut(
      new Swarm(
        { ...real, nodes, info: { ...real.info, Swarm: { ...real.info.Swarm, NodeID } } },
        60,
      ),
    );
  const isLeader = (node: NodeState, Leader: boolean): NodeState => ({
    ...node,
    ManagerStatus: { ...node.ManagerStatus, Leader },
  });
  const nodes = [isLeader(first, false), isLeader(second, false), isLeader(third, true)];
  expect(at(first.ID, ...nodes)?.ID).toBe(third.ID);
  expect(at(third.ID, ...nodes)?.ID).toBe(first.ID);
  expect(at(first.ID, first, worker(second), worker(third))).toBeUndefined();
});

describe('the worker token', () => {
  const tokens = (worker: 'same' | 'changed', manager: 'same' | 'changed') =>
    codeOf(() => {
      expectWorkerTokenRotated({ joinTokens: { worker, manager } } as Baseline);
    });

  test('must be new; the other one may be', () => {
    expect(tokens('changed', 'same')).toBe('passed');
    expect(tokens('changed', 'changed')).toBe('passed');
    expect(tokens('same', 'same')).toBe('token-unchanged');
    expect(tokens('same', 'changed')).toBe('token-other-rotated');
  });
});

test('only what the others refused to write fails; what nobody noticed tells nothing', () => {
  const result = (outcome: 'recovered' | 'unnoticed' | 'lasting') =>
    codeOf(() => {
      expectWritesWithout({ outcome, object: 'node2', seconds: 3 });
    });
  expect(result('recovered')).toBe('passed');
  expect(result('lasting')).toBe('writes-refused');
  expect(result('unnoticed')).toBe(CannotTell.name);
});
