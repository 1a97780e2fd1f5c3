import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import {
  identityOf,
  type Baseline,
  type ServiceState,
  type TaskState,
} from '../cluster/snapshot.ts';
import { CheckFailed, StillConverging } from './outcome.ts';
import { Swarm } from './swarm.ts';
import { expectSameService, expectWorks } from './works.ts';

/** A real service of three tasks that all work; bent for each case. */
const real = await readSnapshot(
  fileURLToPath(new URL('../../labs/17-03-wrong-tag/fixtures/solution.json', import.meta.url)),
);
const SETTLE = 60;
const now = Date.parse(real.info.SystemTime);
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();

interface Bend {
  /** Seconds since the last change. */
  readonly changed?: number;
  readonly service?: Partial<ServiceState>;
  readonly first?: (task: TaskState) => TaskState;
  readonly more?: readonly TaskState[];
}

function vitrine({ changed = 30, service = {}, first = (task) => task, more = [] }: Bend = {}) {
  const live = real.tasks.filter(({ Status }) => Status.State === 'running');
  const [head, ...others] = live.map((task) => ({ ...task, CreatedAt: ago(changed) }));
  if (head === undefined) throw new Error('no task runs in the fixture');
  const snapshot = {
    ...real,
    services: real.services.map((state) => ({
      ...state,
      ...update('completed'),
      UpdatedAt: ago(changed),
      ...service,
    })),
    tasks: [first(head), ...others, ...more],
  };
  return new Swarm(snapshot, SETTLE).service('vitrine');
}

const status = (State: string, Err?: string) => (task: TaskState) => ({
  ...task,
  Status: { ...task.Status, State, Err },
});

const update = (State: string): Partial<ServiceState> => ({
  UpdateStatus: { State, StartedAt: undefined, CompletedAt: undefined, Message: undefined },
});

/** The signs of the failure, or how else it ended. */
function outcome(bend: Bend, expected = 3): unknown {
  try {
    expectWorks(vitrine(bend), expected);
    return 'passed';
  } catch (error) {
    if (error instanceof StillConverging) return 'pending';
    if (error instanceof CheckFailed && error.code === 'service-not-working') {
      return (error.facts as { signs: readonly string[] }).signs;
    }
    throw error;
  }
}

describe('expectWorks', () => {
  test('all tasks stand and the update is over', () => {
    expect(outcome({})).toBe('passed');
    expect(outcome({ service: { UpdateStatus: undefined } })).toBe('passed');
    expect(outcome({ changed: 5 })).toBe('pending');
  });

  test('an update that goes on is waited for; one that stopped is not', () => {
    expect(outcome({ service: update('updating') })).toBe('pending');
    expect(outcome({ service: update('updating'), changed: 61 })).toEqual([
      'обновление не закончено',
    ]);
    expect(outcome({ service: update('paused'), changed: 1 })).toEqual(['обновление на паузе']);
    expect(outcome({ service: update('rollback_completed') })).toBe('passed');
  });

  test('a task without a node is waited for only while the nodes may still make room', () => {
    const first = status('pending', 'no suitable node');
    expect(outcome({ first, changed: 5 })).toBe('pending');
    expect(outcome({ first, changed: 7 })).toEqual([
      expect.stringMatching(/^ещё не работают: vitrine\.\d — pending$/),
    ]);
  });

  test('a task that says no error is waited for as long as the lab allows', () => {
    const first = status('new');
    expect(outcome({ first, changed: 59 })).toBe('pending');
    expect(outcome({ first, changed: 61 })).toEqual([expect.stringContaining('— new')]);
  });

  test('a node may refuse a task twice; three times is no accident', () => {
    const refused = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        ...real.tasks[0],
        ID: `refused-${index}`,
        Slot: 9,
        CreatedAt: ago(1),
        DesiredState: index === count - 1 ? 'ready' : 'shutdown',
        Status: { State: 'rejected' },
      })) as unknown as TaskState[];
    const ended = (started: number): Partial<ServiceState> => ({
      UpdatedAt: ago(0),
      UpdateStatus: {
        State: 'completed',
        StartedAt: ago(started),
        CompletedAt: ago(0),
        Message: undefined,
      },
    });
    expect(outcome({ more: refused(2) })).toBe('pending');
    expect(outcome({ more: refused(3) })).toEqual(['ещё не работают: vitrine.9 — rejected']);
    // The end of the update that they were part of changes nothing; a newer one begins anew.
    expect(outcome({ more: refused(3), service: ended(2) })).not.toBe('pending');
    expect(outcome({ more: refused(3), service: ended(0) })).toBe('pending');
  });

  test('an order for another number of replicas will not change by itself', () => {
    expect(outcome({ changed: 1 }, 4)).toEqual(['заказано реплик: 3']);
  });

  test('one task too many is no success', () => {
    const service = { Spec: { ...vitrine().state.Spec, Mode: { Global: {} } } } as const;
    expect(outcome({ service: service }, 2)).toBe('pending');
  });
});

describe('expectSameService', () => {
  const baseline = (services: Record<string, string>): Baseline => ({
    time: ago(60),
    swarm: identityOf(real),
    services,
    nodes: {},
    joinTokens: { worker: 'same', manager: 'same' },
  });

  test('the ID counts and not the name', () => {
    const service = vitrine();
    expect(() => {
      expectSameService(service, baseline({ vitrine: service.id }));
    }).not.toThrow();
    expect(() => {
      expectSameService(service, baseline({ vitrine: 'another' }));
    }).toThrow(CheckFailed);
  });
});
