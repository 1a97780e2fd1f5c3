import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import type { TaskState } from '../cluster/snapshot.ts';
import { expectCompleted, expectRepeated } from './jobs.ts';
import { CheckFailed, StillConverging } from './outcome.ts';
import { Swarm } from './swarm.ts';

/** A real job of three completions, in its second run; bent for each case. */
const real = await readSnapshot(
  fileURLToPath(new URL('../../labs/08-jobs/fixtures/solution.json', import.meta.url)),
);
const SETTLE = 30;
const now = Date.parse(real.info.SystemTime);

const inRun = (index: number) => (task: TaskState) => (task.JobIteration?.Index ?? 0) === index;
const second = real.tasks.filter(inRun(1));

/** The job with these tasks, `age` seconds after the last of them was made. */
function job(tasks: readonly TaskState[], age = 1) {
  const made = new Date(now - age * 1000).toISOString();
  const services = real.services.map((service) => ({ ...service, UpdatedAt: made }));
  return new Swarm(
    { ...real, services, tasks: tasks.map((task) => ({ ...task, CreatedAt: made })) },
    SETTLE,
  ).service('report');
}

function bend(task: TaskState, State: string, DesiredState = 'complete', Err?: string): TaskState {
  return { ...task, DesiredState, Status: { ...task.Status, State, Err } };
}

/** The code of a failure, `pending`, or `undefined` where all is as asked. */
function outcome(tasks: readonly TaskState[], age?: number): string | undefined {
  try {
    expectCompleted(job(tasks, age), 3);
    return undefined;
  } catch (error) {
    if (error instanceof CheckFailed) return error.code;
    if (error instanceof StillConverging) return 'pending';
    throw error;
  }
}

const withFirst = (...first: readonly TaskState[]) => [...first, ...second.slice(1)];
const [first] = second;
if (first === undefined) throw new Error('the fixture has no second run');

describe('expectCompleted', () => {
  test('counts the tasks of the latest run alone', () => {
    expect(second).toHaveLength(3);
    expect(outcome(second)).toBeUndefined();
    const earlier = real.tasks.filter(inRun(0));
    expect(earlier).toHaveLength(3);
    expect(outcome([...earlier, ...second.slice(1)])).toBe('pending');
  });

  test('waits for what runs, and not for ever', () => {
    expect(outcome(withFirst(bend(first, 'running')))).toBe('pending');
    expect(outcome(withFirst(bend(first, 'running')), SETTLE + 1)).toBe('job-unfinished');
    expect(outcome([], SETTLE + 1)).toBe('job-unfinished');
  });

  test('a task that failed once may be tried again, one that failed twice may not', () => {
    const failed = bend(first, 'failed', 'shutdown', 'task: non-zero exit (1)');
    const again = { ...bend(first, 'ready'), ID: 'again' };
    expect(outcome(withFirst(failed, again))).toBe('pending');
    expect(outcome(withFirst(failed, { ...failed, ID: 'second' }, again))).toBe('job-task-failed');
    expect(outcome(withFirst(failed, { ...first, ID: 'good' }))).toBeUndefined();
  });

  test('a failed task without a successor is given up; one not yet dismissed is not', () => {
    expect(outcome(withFirst(bend(first, 'failed', 'shutdown')))).toBe('job-task-failed');
    expect(outcome(withFirst(bend(first, 'failed', 'complete')))).toBe('pending');
  });

  test('says why a task cannot begin', () => {
    const nowhere = bend(first, 'pending', 'complete', 'no suitable node');
    expect(outcome(withFirst(nowhere))).toBe('no-suitable-node');
    const refused = bend(first, 'rejected', 'shutdown', 'No such image');
    const Status = { ...refused.Status, ContainerStatus: undefined };
    expect(outcome(withFirst({ ...refused, Status }))).toBe('task-rejected');
  });

  test('names the task of the first place, whose number the engine leaves out', () => {
    const failed = bend({ ...first, Slot: undefined }, 'failed', 'shutdown', 'exit 1');
    const others = second.filter((task) => task.Slot !== undefined);
    expect(() => {
      expectCompleted(job([failed, ...others]), 3);
    }).toThrow(expect.objectContaining({ facts: expect.objectContaining({ task: 'report.0' }) }));
  });
});

test('expectRepeated', () => {
  expectRepeated(job(second));
  const [service] = real.services;
  if (service === undefined) throw new Error('the fixture has no service');
  const once = { ...service, JobStatus: { JobIteration: { Index: undefined }, LastExecution: '' } };
  expect(() => {
    expectRepeated(new Swarm({ ...real, services: [once] }, SETTLE).service('report'));
  }).toThrow(new CheckFailed('job-not-repeated', {}));
});
