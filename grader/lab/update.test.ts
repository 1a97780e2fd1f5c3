import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import type { ClusterSnapshot, TaskState } from '../cluster/snapshot.ts';
import { CannotTell, CheckFailed } from './outcome.ts';
import { Swarm, type Service } from './swarm.ts';
import { expectImageBefore, expectRolledBack, expectUpdateOrder } from './update.ts';

/** Real stacks, one changed and one made anew. */
const [changed, recreated] = await Promise.all(
  ['solution', 'wrong-recreated'].map((name) =>
    readSnapshot(
      fileURLToPath(new URL(`../../labs/13-stack/fixtures/${name}.json`, import.meta.url)),
    ),
  ),
);

function service(real: ClusterSnapshot | undefined, bend: (tasks: TaskState[]) => TaskState[]) {
  if (real === undefined) throw new Error('a fixture is missing');
  return new Swarm({ ...real, tasks: bend([...real.tasks]) }, 60).service('front');
}

const same = (tasks: TaskState[]) => tasks;

describe('expectImageBefore', () => {
  test('finds the image in the task history, whatever its registry and digest', () => {
    const front = service(changed, same);
    expectImageBefore(front, 'roy-web:1.0');
    expectImageBefore(front, 'docker.io/library/roy-web:1.0@sha256:0123');
    expect(() => {
      expectImageBefore(front, 'roy-web:0.9');
    }).toThrow(new CheckFailed('image-not-updated', {}));
  });

  test('cannot tell where a slot’s history is full', () => {
    const older = (task: TaskState, index: number) => ({ ...task, ID: `${task.ID}${index}` });
    expect(() => {
      expectImageBefore(service(recreated, same), 'roy-web:1.0');
    }).toThrow(CheckFailed);
    const full = (tasks: TaskState[]) =>
      tasks.flatMap((task) => [0, 1, 2, 3, 4].map((index) => older(task, index)));
    expect(() => {
      expectImageBefore(service(recreated, full), 'roy-web:1.0');
    }).toThrow(CannotTell);
  });
});

/** A real service that was updated to a bad image, rolled back, and updated to a good one. */
const updated = await readSnapshot(
  fileURLToPath(new URL('../../labs/12-update/fixtures/solution.json', import.meta.url)),
);
const BAD = 'roy-web:broken';

/** What is seen of it: the end of its last update, the journal's entries, some other tasks. */
function catalog(
  states: readonly string[],
  bend: Partial<{ last: string; tasks: (tasks: TaskState[]) => TaskState[] }> = {},
) {
  const { last, tasks = same } = bend;
  const id = updated.services[0]?.ID ?? '';
  const entry = { type: 'service', action: 'update', id, time: updated.info.SystemTime };
  const services = updated.services.map((one) => ({
    ...one,
    UpdateStatus: last === undefined ? undefined : { State: last },
  }));
  const journal = states.map((updateState) => ({ ...entry, updateState }));
  return new Swarm({ ...updated, services, journal, tasks: tasks([...updated.tasks]) }, 60).service(
    'catalog',
  );
}

const verdict = (service: Service) => {
  try {
    expectRolledBack(service, BAD);
    return 'passed';
  } catch (error) {
    if (error instanceof CheckFailed) return error.code;
    return (error as Error).constructor.name;
  }
};

describe('expectRolledBack', () => {
  const without = (image: string) => (tasks: TaskState[]) =>
    tasks.filter(({ Spec }) => Spec.ContainerSpec?.Image !== image);
  /** Nothing of the old image was made after the bad one. */
  const forwardOnly = (tasks: TaskState[]) => {
    const bad = tasks.filter(({ Spec }) => Spec.ContainerSpec?.Image === BAD);
    const first = Math.min(...bad.map(({ CreatedAt }) => Date.parse(CreatedAt)));
    return tasks.filter(
      ({ CreatedAt, Spec }) =>
        Spec.ContainerSpec?.Image !== 'roy-web:1.0' || Date.parse(CreatedAt) < first,
    );
  };

  test.each([
    [['updating', 'rollback_started', 'rollback_completed', 'updating', 'completed'], 'passed'],
    [['updating', 'paused', 'rollback_started', 'rollback_completed'], 'update-paused'],
    [['updating', 'completed', 'rollback_started', 'rollback_completed'], 'update-not-rolled-back'],
    [['updating', 'paused', 'updating', 'completed'], 'update-paused'],
    [['updating', 'rollback_started', 'rollback_paused'], 'update-paused'],
    [
      ['updating', 'paused', 'rollback_completed', 'updating', 'rollback_completed', 'completed'],
      'passed',
    ],
  ])('the journal of the service: %j', (states, expected) => {
    expect(verdict(catalog(states, { last: 'completed' }))).toBe(expected);
  });

  test.each([
    ['rollback_completed', 'passed'],
    ['rollback_started', 'StillConverging'],
    ['updating', 'StillConverging'],
    ['paused', 'update-paused'],
    ['rollback_paused', 'update-paused'],
  ])('without a journal the state of the last update: %s', (last, expected) => {
    expect(verdict(catalog([], { last }))).toBe(expected);
  });

  test('the history alone proves it where the old image came back, and else cannot tell', () => {
    const back = (tasks: TaskState[]): TaskState[] => {
      const bad = tasks.find(({ Spec }) => Spec.ContainerSpec?.Image === BAD);
      if (bad === undefined) throw new Error('the fixture has no bad task');
      const old = { ContainerSpec: { Image: 'roy-web:1.0', Secrets: [] } };
      const at = (hour: number) => `2100-01-01T0${hour}:00:00Z`;
      return [
        { ...bad, Spec: old, CreatedAt: at(1) },
        { ...bad, CreatedAt: at(2) },
        { ...bad, Spec: old, CreatedAt: at(3) },
      ];
    };
    expect(verdict(catalog([], { last: 'completed', tasks: back }))).toBe('passed');
    expect(verdict(catalog([], { last: 'completed', tasks: forwardOnly }))).toBe('CannotTell');
  });

  test('a rollback of some other update is not this one', () => {
    const seen = ['updating', 'rollback_completed'];
    expect(verdict(catalog(seen, { tasks: without(BAD) }))).toBe('bad-update-missing');
  });

  test('another service’s rollback is not this one’s', () => {
    const service = catalog(['rollback_completed'], { last: 'completed', tasks: forwardOnly });
    const entries = service.swarm.journal.map((entry) => ({ ...entry, id: 'another' }));
    const { swarm } = new Swarm({ ...service.swarm.snapshot, journal: entries }, 60).service(
      'catalog',
    );
    expect(verdict(swarm.service('catalog'))).toBe('CannotTell');
  });
});

test('expectUpdateOrder knows the default', () => {
  const [bare] = updated.services.map((one) => ({
    ...one,
    Spec: { ...one.Spec, UpdateConfig: undefined },
  }));
  if (bare === undefined) throw new Error('a fixture is missing');
  const service = new Swarm({ ...updated, services: [bare] }, 60).service('catalog');
  expectUpdateOrder(service, 'stop-first');
  expect(() => {
    expectUpdateOrder(service, 'start-first');
  }).toThrow(new CheckFailed('update-order-wrong', {}));
});
