import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import type { ClusterSnapshot, ServiceState, TaskState } from '../cluster/snapshot.ts';
import { expectHealed, expectImage, expectLive, expectSpread, imageName } from './expect.ts';
import { CannotTell, CheckFailed, StillConverging } from './outcome.ts';
import { Swarm } from './swarm.ts';

/** A real swarm of three nodes with four live tasks, one of them healed; bent for each case. */
const real = await readSnapshot(
  fileURLToPath(new URL('../../labs/03-service/fixtures/solution.json', import.meta.url)),
);

const SETTLE = 60;
const now = Date.parse(real.info.SystemTime);
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();

interface Bend {
  readonly service?: (service: ServiceState) => ServiceState;
  readonly tasks?: (tasks: readonly TaskState[]) => readonly TaskState[];
  readonly nodes?: (nodes: ClusterSnapshot['nodes']) => ClusterSnapshot['nodes'];
}

function busybox(bend: Bend = {}) {
  const same = <T>(value: T) => value;
  const snapshot = {
    ...real,
    services: real.services.map(bend.service ?? same),
    tasks: (bend.tasks ?? same)(real.tasks),
    nodes: (bend.nodes ?? same)(real.nodes),
  };
  return new Swarm(snapshot, SETTLE).service('busybox');
}

/** The live tasks only, each as old as said. */
const live = (seconds: number) => (tasks: readonly TaskState[]) =>
  tasks
    .filter(({ Status }) => Status.State === 'running')
    .map((task) => ({ ...task, CreatedAt: ago(seconds) }));

const changed = (seconds: number) => (service: ServiceState) => ({
  ...service,
  UpdatedAt: ago(seconds),
});

function failed(task: TaskState, bornAgo: number, id: string): TaskState {
  return {
    ...task,
    ID: id,
    CreatedAt: ago(bornAgo),
    DesiredState: 'shutdown',
    Status: {
      State: 'failed',
      Err: 'task: non-zero exit (1)',
      Message: 'started',
      Timestamp: undefined,
      PortStatus: undefined,
      ContainerStatus: { ContainerID: 'c', PID: 0, ExitCode: 1 },
    },
  };
}

function outcomeOf(run: () => void): unknown {
  try {
    run();
    return 'passed';
  } catch (error) {
    if (error instanceof CheckFailed) return error.code;
    if (error instanceof StillConverging) return 'pending';
    if (error instanceof CannotTell) return error.reason;
    throw error;
  }
}

const liveness = (bend: Bend, expected = 4) =>
  outcomeOf(() => {
    expectLive(busybox(bend), expected);
  });

describe('expectLive', () => {
  test('four tasks that run on nodes that answer are live', () => {
    expect(liveness({ tasks: live(60), service: changed(70) })).toBe('passed');
  });

  test('a task younger than six seconds is not stable yet', () => {
    expect(liveness({ tasks: live(5), service: changed(10) })).toBe('pending');
  });

  test('a running task on a node that is down is not live, whatever its state says', () => {
    const down = (nodes: ClusterSnapshot['nodes']) =>
      nodes.map((node, index) =>
        index === 2 ? { ...node, Status: { ...node.Status, State: 'down' } } : node,
      );
    expect(liveness({ tasks: live(70), service: changed(80), nodes: down })).toBe('tasks-missing');
    expect(liveness({ tasks: live(20), service: changed(30), nodes: down })).toBe('pending');
  });

  test('one task too many is not exactly four', () => {
    const tasks = (all: readonly TaskState[]) => {
      const [first, ...rest] = live(70)(all);
      if (first === undefined) throw new Error('no task');
      return [first, ...rest, { ...first, ID: 'fifth', Slot: 5 }];
    };
    expect(liveness({ tasks, service: changed(80) })).toBe('tasks-missing');
  });

  const flapping = (births: readonly number[]) => (all: readonly TaskState[]) => {
    const tasks = live(7)(all);
    const [first] = tasks;
    if (first === undefined) throw new Error('no task');
    return [...births.map((birth, index) => failed(first, birth, `f${index}`)), ...tasks];
  };

  test('one failure is an accident, two in a row within half a minute are flapping', () => {
    expect(liveness({ tasks: flapping([12]), service: changed(100) })).toBe('passed');
    expect(liveness({ tasks: flapping([17, 12]), service: changed(100) })).toBe('task-flapping');
  });

  test('what failed before the last change is forgiven', () => {
    expect(liveness({ tasks: flapping([17, 12]), service: changed(10) })).toBe('passed');
  });

  const updated = (created: number, started: number) => (service: ServiceState) => ({
    ...service,
    CreatedAt: ago(created),
    UpdatedAt: ago(started),
    UpdateStatus: {
      State: 'completed',
      Message: 'update completed',
      StartedAt: ago(started),
      CompletedAt: ago(started),
    },
  });

  test('so it is where the change came right after the service’s birth', () => {
    const born = (service: ServiceState) => ({
      ...service,
      CreatedAt: ago(18),
      UpdatedAt: ago(16),
      UpdateStatus: undefined,
    });
    const tasks = flapping([17.5, 17]);
    expect(liveness({ tasks, service: born })).toBe('task-flapping');
    expect(liveness({ tasks, service: updated(18, 16) })).toBe('passed');
  });

  test('failures of long ago, or of tasks that had lived long, are no flapping', () => {
    const old = (all: readonly TaskState[]) =>
      flapping([300, 290])(all).map((task) =>
        task.Status.State === 'running' ? { ...task, CreatedAt: ago(280) } : task,
      );
    expect(liveness({ tasks: old, service: changed(400) })).toBe('passed');
    expect(liveness({ tasks: flapping([110, 60]), service: changed(400) })).toBe('passed');
  });

  test('a task without a node says why as soon as the scheduler does', () => {
    const tasks = (all: readonly TaskState[]) =>
      live(3)(all).map((task) => ({
        ...task,
        NodeID: undefined,
        Status: { ...task.Status, State: 'pending', Err: 'no suitable node' },
      }));
    expect(liveness({ tasks, service: changed(4) })).toBe('no-suitable-node');
  });

  test('a node that could not prepare the container refuses; a task taken off its node was there', () => {
    const rejected = (ContainerID: string) => (all: readonly TaskState[]) => {
      const [first, ...rest] = live(30)(all);
      if (first === undefined) throw new Error('no task');
      const old: TaskState = {
        ...first,
        DesiredState: 'shutdown',
        Status: {
          ...first.Status,
          State: 'rejected',
          Err: 'the engine says why',
          ContainerStatus: { ContainerID, PID: 0, ExitCode: 0 },
        },
      };
      const next: TaskState = {
        ...first,
        ID: 'next',
        NodeID: undefined,
        CreatedAt: ago(1),
        Status: { ...first.Status, State: 'pending', Err: undefined },
      };
      return [old, next, ...rest];
    };
    expect(liveness({ tasks: rejected(''), service: changed(40) })).toBe('task-rejected');
    expect(liveness({ tasks: rejected('c'), service: changed(40) })).toBe('pending');
  });

  test('no task at all is still converging at first and missing in the end', () => {
    expect(liveness({ tasks: () => [], service: changed(1) })).toBe('pending');
    expect(liveness({ tasks: () => [], service: changed(61) })).toBe('tasks-missing');
  });
});

describe('expectHealed', () => {
  test('a container that ended and was replaced in its slot is proof', () => {
    expect(
      outcomeOf(() => {
        expectHealed(busybox());
      }),
    ).toBe('passed');
  });

  test('without a dead task there is none', () => {
    expect(
      outcomeOf(() => {
        expectHealed(busybox({ tasks: live(60) }));
      }),
    ).toBe('not-healed');
  });

  test('a history full of updates may have pushed the proof out', () => {
    const tasks = (all: readonly TaskState[]) => {
      const [first] = live(60)(all);
      if (first === undefined) throw new Error('no task');
      const replaced = [1, 2, 3, 4].map((index) => ({
        ...first,
        ID: `old${index}`,
        CreatedAt: ago(100 + index),
        DesiredState: 'shutdown',
        Status: { ...first.Status, State: 'shutdown' },
      }));
      return [first, ...replaced];
    };
    expect(
      outcomeOf(() => {
        expectHealed(busybox({ tasks }));
      }),
    ).toBe('evidence-faded');
  });
});

test('tasks of a service that is gone belong to nobody', () => {
  const orphan = (tasks: readonly TaskState[]) =>
    tasks.map((task) => ({ ...task, ServiceID: 'gone' }));
  expect(busybox({ tasks: orphan }).tasks).toEqual([]);
});

test('a service is found under its stack name, and its own name comes first', () => {
  const stack = (service: ServiceState) => ({
    ...service,
    Spec: {
      ...service.Spec,
      Name: 'course_busybox',
      Labels: { 'com.docker.stack.namespace': 'course' },
    },
  });
  expect(busybox({ service: stack }).name).toBe('course_busybox');
  const foreign = (service: ServiceState) => ({
    ...service,
    Spec: { ...service.Spec, Name: 'course_busybox' },
  });
  expect(outcomeOf(() => busybox({ service: foreign }))).toBe('service-missing');
});

test('tasks on two nodes are not spread over three', () => {
  const nodes = new Set(real.nodes.slice(0, 2).map(({ ID }) => ID));
  const tasks = (all: readonly TaskState[]) =>
    live(60)(all).filter(({ NodeID }) => nodes.has(NodeID ?? ''));
  expect(
    outcomeOf(() => {
      expectSpread(busybox({ tasks }), 2);
    }),
  ).toBe('passed');
  expect(
    outcomeOf(() => {
      expectSpread(busybox({ tasks }), 3);
    }),
  ).toBe('not-spread');
});

describe('imageName', () => {
  test.each([
    ['busybox', 'busybox:latest'],
    ['docker.io/library/busybox', 'busybox:latest'],
    ['busybox:latest@sha256:0123', 'busybox:latest'],
    ['library/busybox:1.36', 'busybox:1.36'],
    ['registry.local:5000/team/web', 'registry.local:5000/team/web:latest'],
    ['registry.local:5000/team/web:2@sha256:0123', 'registry.local:5000/team/web:2'],
  ])('%s is %s', (image, name) => {
    expect(imageName(image)).toBe(name);
  });

  test('a digest never changes the name, and naming twice changes nothing', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    fc.assert(
      fc.property(part, part, part, (repository, tag, digest) => {
        const image = `${repository}/${repository}:${tag}`;
        expect(imageName(`${image}@sha256:${digest}`)).toBe(imageName(image));
        expect(imageName(imageName(image))).toBe(imageName(image));
      }),
    );
  });

  test('another tag fails', () => {
    expect(
      outcomeOf(() => {
        expectImage(busybox(), 'busybox:1.36');
      }),
    ).toBe('image-wrong');
  });
});
