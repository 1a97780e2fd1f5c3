import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import type { Baseline, NodeState, TaskState } from '../cluster/snapshot.ts';
import {
  expectNodesBack,
  expectRestored,
  expectRunning,
  expectServiceRestored,
  expectSameSwarm,
} from './backup.ts';
import { CannotTell, CheckFailed, StillConverging } from './outcome.ts';
import { Swarm } from './swarm.ts';

/** A real swarm that was restored from a copy, bent for each case. */
const real = await readSnapshot(
  fileURLToPath(new URL('../../labs/16-backup/fixtures/solution.json', import.meta.url)),
);
const NAME = 'chronicle';
const found = real.baselines['16-backup'];
if (found === undefined) throw new Error('the fixture has no baseline');
const baseline: Baseline = found;

const codeOf = (run: () => void): string => {
  try {
    run();
    return 'passed';
  } catch (error) {
    return error instanceof CheckFailed ? error.code : (error as Error).constructor.name;
  }
};

test('a swarm and a service are the same by their IDs, and by nothing else', () => {
  const swarm = new Swarm(real, 60);
  expectSameSwarm(swarm, baseline);
  expectServiceRestored(swarm.service(NAME), baseline);
  const other = { ...baseline, swarm: 'another', services: { [NAME]: 'another' } };
  expect(() => {
    expectSameSwarm(swarm, other);
  }).toThrow(new CheckFailed('swarm-replaced', {}));
  expect(() => {
    expectServiceRestored(swarm.service(NAME), other);
  }).toThrow(new CheckFailed('service-recreated', {}));
});

describe('the trace of a restore', () => {
  const look = (bend: (tasks: readonly TaskState[]) => readonly TaskState[]) =>
    codeOf(() => {
      expectRestored(new Swarm({ ...real, tasks: bend(real.tasks) }, 60).service(NAME));
    });
  const said = (Err: string) => (tasks: readonly TaskState[]) =>
    tasks.map((task) =>
      task.Status.State === 'failed' ? { ...task, Status: { ...task.Status, Err } } : task,
    );

  test('is a task that missed its container', () => {
    expect(look((tasks) => tasks)).toBe('passed');
    expect(look(said('task: non-zero exit (137)'))).toBe('restore-unseen');
    expect(look((tasks) => tasks.filter(({ Status }) => Status.State === 'running'))).toBe(
      'restore-unseen',
    );
  });

  test('proves nothing on a manager, where every restart leaves it', () => {
    const on = (Role: string) => real.nodes.filter(({ Spec }) => Spec.Role === Role);
    const [manager] = on('manager');
    const moved = (tasks: readonly TaskState[]) =>
      tasks.map((task) => ({ ...task, NodeID: manager?.ID }));
    expect(look(moved)).toBe('restore-unseen');
    expect(
      codeOf(() => {
        const alone = { ...real, nodes: on('manager'), tasks: moved(real.tasks) };
        expectRestored(new Swarm(alone, 60).service(NAME));
      }),
    ).toBe(CannotTell.name);
  });

  test('may have faded where every slot’s history is full', () => {
    const older = (task: TaskState, index: number) => ({ ...task, ID: `${task.ID}${index}` });
    const full = (tasks: readonly TaskState[]) =>
      tasks
        .filter(({ Status }) => Status.State === 'running')
        .flatMap((task) => [0, 1, 2, 3, 4].map((index) => older(task, index)));
    expect(look(full)).toBe(CannotTell.name);
  });
});

describe('the running tasks', () => {
  const now = Date.parse(real.info.SystemTime);
  const born = (task: TaskState, ago: number): TaskState => ({
    ...task,
    CreatedAt: new Date(now - ago * 1000).toISOString(),
  });
  const look = (bend: (tasks: readonly TaskState[]) => readonly TaskState[], settle = 60) =>
    codeOf(() => {
      const bent = { ...real, tasks: bend(real.tasks) };
      expectRunning(new Swarm(bent, settle).service(NAME), 3);
    });
  const isLive = ({ Status }: TaskState) => Status.State === 'running';

  test('count, whatever became of the tasks of the copy', () => {
    const rejected = (tasks: readonly TaskState[]) =>
      tasks.map((task) =>
        isLive(task) ? task : { ...task, Status: { ...task.Status, State: 'rejected' } },
      );
    expect(look((tasks) => tasks.map((task) => born(task, 90)))).toBe('passed');
    expect(look((tasks) => rejected(tasks).map((task) => born(task, 90)))).toBe('passed');
  });

  test('are awaited, and missed when nothing comes or all that comes ends', () => {
    const fewer = (ago: number) => (tasks: readonly TaskState[]) =>
      tasks
        .filter(isLive)
        .slice(1)
        .map((task) => born(task, ago));
    expect(look((tasks) => tasks.map((task) => born(task, 2)))).toBe(StillConverging.name);
    // The service itself is as old as the copy.
    expect(look(fewer(10), 1e9)).toBe(StillConverging.name);
    expect(look(fewer(10), 5)).toBe('tasks-missing');
    const ending = (tasks: readonly TaskState[]) =>
      tasks
        .filter((task) => !isLive(task))
        .slice(0, 1)
        .flatMap((task) => [9, 6, 3].map((ago) => ({ ...born(task, ago), ID: `${ago}` })));
    expect(look(ending, 1e9)).toBe('tasks-missing');
  });
});

describe('the nodes', () => {
  const look = (bend: (nodes: readonly NodeState[]) => readonly NodeState[]) =>
    codeOf(() => {
      expectNodesBack(new Swarm({ ...real, nodes: bend(real.nodes) }, 60), baseline);
    });
  const inState = (State: string, name: string) => (nodes: readonly NodeState[]) =>
    nodes.map((node) =>
      node.Description.Hostname === name ? { ...node, Status: { ...node.Status, State } } : node,
    );

  test('are back under their names, with whatever IDs', () => {
    expect(look((nodes) => nodes)).toBe('passed');
    expect(look((nodes) => nodes.map((node) => ({ ...node, ID: `${node.ID}x` })))).toBe('passed');
    expect(look((nodes) => [...nodes, ...inState('down', 'node2')(nodes)])).toBe('passed');
  });

  test('are awaited while it is unknown, and lost when they are down or gone', () => {
    expect(look(inState('unknown', 'node2'))).toBe(StillConverging.name);
    expect(look(inState('down', 'node2'))).toBe('nodes-lost');
    expect(look((nodes) => nodes.slice(1))).toBe('nodes-lost');
  });
});
