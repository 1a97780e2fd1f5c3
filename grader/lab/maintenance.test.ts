import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import type { ClusterSnapshot, NodeState, TaskState } from '../cluster/snapshot.ts';
import { expectAllActive, expectDrained, expectOnEveryNode } from './maintenance.ts';
import { CheckFailed, StillConverging } from './outcome.ts';
import { Swarm } from './swarm.ts';

/** Real swarms: a node drained, back and full again; drained and empty; drained to this day. */
const [whole, empty, drained] = await Promise.all(
  ['solution', 'wrong-not-rebalanced', 'wrong-still-drained'].map((name) =>
    readSnapshot(
      fileURLToPath(new URL(`../../labs/14-maintenance/fixtures/${name}.json`, import.meta.url)),
    ),
  ),
);

type Bend = (real: ClusterSnapshot) => Partial<ClusterSnapshot>;

function swarmOf(real: ClusterSnapshot | undefined, bend: Bend = () => ({})): Swarm {
  if (real === undefined) throw new Error('a fixture is missing');
  return new Swarm({ ...real, ...bend(real) }, 60);
}

function outcomeOf(run: () => void): string {
  try {
    run();
    return 'passed';
  } catch (error) {
    if (error instanceof CheckFailed) return error.code;
    if (error instanceof StillConverging) return 'pending';
    throw error;
  }
}

const nodesBent =
  (name: string, spec: Partial<NodeState['Spec']>, state = 'ready'): Bend =>
  ({ nodes }) => ({
    nodes: nodes.map((node) =>
      node.Description.Hostname === name
        ? { ...node, Spec: { ...node.Spec, ...spec }, Status: { ...node.Status, State: state } }
        : node,
    ),
  });

const tasksBent =
  (change: (task: TaskState) => TaskState): Bend =>
  ({ tasks }) => ({ tasks: tasks.map(change) });

describe('expectDrained', () => {
  const judge = (real: ClusterSnapshot | undefined, bend?: Bend) =>
    outcomeOf(() => {
      expectDrained(swarmOf(real, bend).service('fleet'));
    });

  test('sees it while it is so, and in the history afterwards', () => {
    expect(judge(drained)).toBe('passed');
    expect(judge(empty)).toBe('passed');
    expect(judge(whole)).toBe('passed');
  });

  test('what moved with a change of the service was not drained', () => {
    const changed = ({ ID, Status, Spec, ...task }: TaskState) => ({
      ...task,
      ...{ ID, Status },
      Spec: { ...Spec, ForceUpdate: Status.State === 'shutdown' ? 0 : 1 },
    });
    expect(judge(empty, tasksBent(changed))).toBe('not-drained');
  });

  test('where every task was made anew, it was an update', () => {
    const anew: Bend = ({ tasks }) => ({
      tasks: tasks.flatMap((task, index) =>
        task.Status.State === 'running'
          ? [
              task,
              {
                ...task,
                ID: `old${index}`,
                CreatedAt: new Date(Date.parse(task.CreatedAt) - 3000).toISOString(),
                DesiredState: 'shutdown',
                Status: { ...task.Status, State: 'shutdown' },
              },
            ]
          : [task],
      ),
    });
    expect(judge(empty, anew)).toBe('not-drained');
  });

  test('what failed or was cut off was not drained', () => {
    for (const State of ['failed', 'running', 'orphaned']) {
      const ended = (task: TaskState) =>
        task.Status.State === 'shutdown' ? { ...task, Status: { ...task.Status, State } } : task;
      expect(judge(empty, tasksBent(ended))).toBe('not-drained');
    }
  });

  test('a node that was switched off and came back was not drained', () => {
    const cutOff = (task: TaskState) => {
      const { ContainerStatus } = task.Status;
      if (task.Status.State !== 'shutdown' || ContainerStatus === undefined) return task;
      return {
        ...task,
        Status: {
          ...task.Status,
          ContainerStatus: { ...ContainerStatus, PID: 14014, ExitCode: 0 },
        },
      };
    };
    expect(judge(empty, tasksBent(cutOff))).toBe('not-drained');
  });

  test('waits for tasks that are still to stop', () => {
    const stopping: Bend = ({ nodes, tasks }) => {
      const on = nodes.find(({ Spec }) => Spec.Availability === 'drain')?.ID;
      return {
        tasks: tasks
          .filter(({ NodeID }) => NodeID === on)
          .map((task) => ({ ...task, Status: { ...task.Status, State: 'running' } })),
      };
    };
    expect(judge(drained, stopping)).toBe('pending');
    expect(judge(drained, () => ({ tasks: [] }))).toBe('nothing-moved');
  });

  test('says what was done instead', () => {
    const untouched: Bend = ({ tasks }) => ({
      tasks: tasks.filter(({ Status }) => Status.State === 'running'),
    });
    const instead = (bend: Bend) => judge(whole, (real) => ({ ...untouched(real), ...bend(real) }));
    expect(instead(() => ({}))).toBe('not-drained');
    expect(instead(nodesBent('node2', { Availability: 'pause' }))).toBe('node-paused');
    expect(instead(nodesBent('node2', {}, 'down'))).toBe('node-stopped');
  });
});

test.each<[string, Bend, string]>([
  ['all well', () => ({}), 'passed'],
  ['drained', nodesBent('node3', { Availability: 'drain' }), 'node-not-active'],
  ['paused', nodesBent('node1', { Availability: 'pause' }), 'node-not-active'],
  ['down and drained', nodesBent('node2', { Availability: 'drain' }, 'down'), 'node-down'],
])('expectAllActive, %s', (_, bend, expected) => {
  expect(
    outcomeOf(() => {
      expectAllActive(swarmOf(whole, bend));
    }),
  ).toBe(expected);
});

describe('expectOnEveryNode', () => {
  const judge = (real: ClusterSnapshot | undefined, bend?: Bend) =>
    outcomeOf(() => {
      expectOnEveryNode(swarmOf(real, bend).service('fleet'));
    });

  test('evenly or not, no node may be empty', () => {
    expect(judge(whole)).toBe('passed');
    expect(judge(whole, ({ tasks }) => ({ tasks: withoutOne(tasks) }))).toBe('passed');
    expect(judge(empty)).toBe('nodes-empty');
  });

  test('counts what runs, and waits for an update', () => {
    const stopped = (task: TaskState) => ({ ...task, DesiredState: 'shutdown' });
    expect(judge(whole, tasksBent(stopped))).toBe('nodes-empty');
    const updating: Bend = ({ services }) => ({
      services: services.map((service) => ({
        ...service,
        UpdateStatus: {
          State: 'updating',
          StartedAt: undefined,
          CompletedAt: undefined,
          Message: undefined,
        },
      })),
    });
    expect(judge(empty, updating)).toBe('pending');
  });
});

function withoutOne(tasks: readonly TaskState[]): readonly TaskState[] {
  const first = tasks.find(({ Status }) => Status.State === 'running');
  return tasks.filter((task) => task !== first);
}
