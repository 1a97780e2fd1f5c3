import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import type { ClusterSnapshot, TaskState } from '../cluster/snapshot.ts';
import { expectKept, keptFile } from './kept-data.ts';
import { expectReadOnlyBind, expectTmpfs, expectVolume } from './mounts.ts';
import { CheckFailed } from './outcome.ts';
import { expectPinned } from './pinned.ts';
import { Swarm } from './swarm.ts';

/** A real swarm whose service writes into a volume and has been made anew by force. */
const real = await readSnapshot(
  fileURLToPath(new URL('../../labs/09-storage/fixtures/solution.json', import.meta.url)),
);

function notes(bend: (snapshot: ClusterSnapshot) => Partial<ClusterSnapshot> = () => ({})) {
  return new Swarm({ ...real, ...bend(real) }, 60).service('notes');
}

type TaskTemplate = ClusterSnapshot['services'][number]['Spec']['TaskTemplate'];

const template = (change: (of: TaskTemplate) => Partial<TaskTemplate>) =>
  notes(({ services }) => ({
    services: services.map((service) => {
      const { TaskTemplate } = service.Spec;
      const bent = { ...TaskTemplate, ...change(TaskTemplate) };
      return { ...service, Spec: { ...service.Spec, TaskTemplate: bent } };
    }),
  }));

function outcomeOf(run: () => void): string {
  try {
    run();
    return 'passed';
  } catch (error) {
    if (error instanceof CheckFailed) return error.code;
    throw error;
  }
}

describe('mounts', () => {
  const mounted = (mount: object) =>
    template(({ ContainerSpec }) => ({
      ContainerSpec: ContainerSpec && {
        ...ContainerSpec,
        Mounts: [mount],
      },
    }));
  const bind = { Type: 'bind', Source: '/srv/pages', Target: '/www', ReadOnly: true };
  const tmpfs = { Type: 'tmpfs', Target: '/cache', TmpfsOptions: { SizeBytes: 16 * 1024 ** 2 } };

  test.each([
    [bind, 'passed'],
    [{ ...bind, Source: '/srv/pages/', Target: '/www/' }, 'passed'],
    [{ ...bind, ReadOnly: false }, 'mount-writable'],
    [{ ...bind, ReadOnly: undefined }, 'mount-writable'],
    [{ ...bind, Source: '/srv' }, 'mount-source-wrong'],
    [{ ...bind, Target: '/' }, 'mount-missing'],
    [{ ...bind, Type: undefined }, 'mount-type-wrong'],
  ])('a bind %j: %s', (mount, expected) => {
    const service = mounted(mount);
    const wanted = { source: '/srv/pages', target: '/www' };
    expect(
      outcomeOf(() => {
        expectReadOnlyBind(service, wanted);
      }),
    ).toBe(expected);
  });

  test.each([
    [{ Type: 'volume', Source: 'pages', Target: '/data' }, 'passed'],
    [{ Type: undefined, Source: 'pages', Target: '/data' }, 'passed'],
    [{ Type: 'volume', Source: 'shop_pages', Target: '/data' }, 'mount-source-wrong'],
    [{ Type: 'volume', Source: undefined, Target: '/data' }, 'volume-anonymous'],
    [{ Type: 'bind', Source: '/pages', Target: '/data' }, 'mount-type-wrong'],
  ])('a volume %j: %s', (mount, expected) => {
    const service = mounted(mount);
    expect(
      outcomeOf(() => {
        expectVolume(service, { volume: 'pages', target: '/data' });
      }),
    ).toBe(expected);
  });

  test.each([
    [tmpfs, '16M', 'passed'],
    [tmpfs, '16384K', 'passed'],
    [tmpfs, '32M', 'tmpfs-size-wrong'],
    [{ ...tmpfs, TmpfsOptions: undefined }, '16M', 'tmpfs-size-wrong'],
    [{ ...tmpfs, Type: 'volume' }, '16M', 'mount-type-wrong'],
  ])('memory %j of %s: %s', (mount, size, expected) => {
    const service = mounted(mount);
    expect(
      outcomeOf(() => {
        expectTmpfs(service, { target: '/cache', size });
      }),
    ).toBe(expected);
  });
});

describe('expectPinned', () => {
  const [first] = real.nodes;
  const pinnedBy = (...Constraints: string[]) =>
    outcomeOf(() => {
      expectPinned(template(() => ({ Placement: { Constraints, Preferences: [] } })));
    });

  test.each([
    'node.hostname==node2',
    'node.hostname == NODE2',
    'Node.Hostname==node2',
    `node.id==${first?.ID ?? ''}`,
    'node.role==manager',
    `node.ip==${first?.Status.Addr ?? ''}`,
    'node.labels.roy.course==yes',
    'node.hostname==nobody',
  ])('%s leaves one node at most', (constraint) => {
    expect(pinnedBy(constraint)).toBe('passed');
  });

  test.each([
    'node.role==worker',
    'node.role != manager',
    'node.hostname!=node2',
    'node.labels.disk!=ssd',
    `node.ip==${first?.Status.Addr ?? ''}/24`,
    'node.platform.os==linux',
    'node.unheard.of==yes',
  ])('%s leaves more', (constraint) => {
    expect(pinnedBy(constraint)).toBe('service-not-pinned');
  });

  test('constraints hold together; none holds nothing', () => {
    expect(pinnedBy()).toBe('service-not-pinned');
    expect(pinnedBy('node.role==worker', 'node.hostname!=node2')).toBe('passed');
    expect(pinnedBy('engine.labels.disk==ssd')).toBe('passed');
  });
});

describe('data that outlive a task', () => {
  const file = { path: '/data/marker.txt', line: 'survived' };
  const [now, before] = notes().tasks.toSorted((a, b) => b.CreatedAt.localeCompare(a.CreatedAt));
  const stamp = (task: TaskState, Timestamp: string | undefined) => ({
    ...task,
    Status: { ...task.Status, Timestamp },
  });
  const bent = (...changed: readonly (TaskState | undefined)[]) =>
    notes(({ tasks }) => ({
      tasks: tasks.map((task) => changed.find((other) => other?.ID === task.ID) ?? task),
    }));

  test('the file must be older than the end of the task before', () => {
    expect(before?.Status.State).toBe('shutdown');
    const probe = keptFile(notes(), file);
    expect(probe).toMatchObject({ kind: 'file', path: file.path, content: 'survived' });
    expect(probe.writtenBefore).toBe(before?.Status.Timestamp);
  });

  test('or than the start of the task of now, where that one ended elsewhere or later', () => {
    const started = now?.Status.Timestamp ?? '';
    const later = new Date(Date.parse(started) + 2000).toISOString();
    const elsewhere = before && { ...before, NodeID: 'another' };
    const running = before && { ...before, Status: { ...before.Status, State: 'running' } };
    for (const other of [before && stamp(before, later), elsewhere, running]) {
      expect(keptFile(bent(other), file).writtenBefore).toBe(started);
    }
    expect(keptFile(bent(now && stamp(now, undefined)), file)).not.toHaveProperty('writtenBefore');
  });

  test.each([
    ['equal', 'passed'],
    ['newline', 'passed'],
    ['late', 'data-late'],
    ['different', 'data-lost'],
    ['missing', 'data-lost'],
  ])('found %s: %s', (found, expected) => {
    expect(
      outcomeOf(() => {
        expectKept(notes(), file, found);
      }),
    ).toBe(expected);
  });
});
