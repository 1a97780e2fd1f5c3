import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import { CheckFailed, StillConverging } from './outcome.ts';
import { expectUninterrupted, readRequests, RequestTally } from './requests.ts';
import { Swarm } from './swarm.ts';

const real = await readSnapshot(
  fileURLToPath(new URL('../../labs/12-update/fixtures/solution.json', import.meta.url)),
);
const { state, tasks } = new Swarm(real, 60).service('catalog');
const [anyTask] = tasks;
const image = state.Spec.TaskTemplate.ContainerSpec?.Image ?? '';

/** The real service as it stands in an update: `begun` numbers the updates. */
function standing(begun: number, State: string): typeof state {
  return { ...state, UpdateStatus: { State, StartedAt: `2026-01-01T00:00:0${begun}Z` } };
}

function send(tally: RequestTally, answers: string): void {
  for (const answer of answers) tally.count(answer === '+');
}

describe('RequestTally', () => {
  test('counts what was sent during an update, from the look before it to 4 s after it', () => {
    const tally = new RequestTally();
    tally.look(standing(1, 'completed'), tasks, 0);
    send(tally, '+++');
    tally.look(standing(1, 'completed'), tasks, 500);
    send(tally, '+-');
    tally.look(standing(2, 'updating'), tasks, 1_000);
    send(tally, '++');
    tally.look(standing(2, 'completed'), tasks, 1_500);
    expect(readRequests(tally.toString())).toMatchObject([{ state: 'updating', sent: 4, lost: 1 }]);
    send(tally, '-');
    tally.look(standing(2, 'completed'), tasks, 5_500);
    send(tally, '----');
    tally.look(standing(2, 'completed'), tasks, 6_000);
    expect(readRequests(tally.toString())).toMatchObject([
      { state: 'completed', image: 'roy-web:1.1', sent: 5, lost: 2 },
    ]);
  });

  test('leaves out an update that had begun before the first look', () => {
    const tally = new RequestTally();
    tally.look(standing(1, 'updating'), tasks, 0);
    send(tally, '-');
    tally.look(standing(1, 'completed'), tasks, 5_000);
    tally.look(standing(1, 'completed'), tasks, 9_000);
    expect(tally.toString()).toBe('');
  });

  test('remembers how an update ended though a later change has wiped it out', () => {
    const tally = new RequestTally();
    tally.look({ ...state, UpdateStatus: undefined }, tasks, 0);
    tally.look(standing(1, 'updating'), tasks, 500);
    tally.look(standing(1, 'rollback_completed'), tasks, 1_000);
    tally.look({ ...state, UpdateStatus: undefined }, tasks, 5_000);
    tally.look(standing(2, 'updating'), tasks, 6_000);
    tally.look(standing(3, 'updating'), tasks, 6_500);
    expect(readRequests(tally.toString()).map((update) => update.state)).toEqual([
      'rollback_completed',
      'superseded',
      'updating',
    ]);
  });

  test('keeps the most old and new tasks that ran at one time', () => {
    const task = (Image: string, State: string) => {
      if (anyTask === undefined) throw new Error('the fixture has no tasks');
      const Spec = { ContainerSpec: { Image, Secrets: [], Mounts: [] } };
      return { ...anyTask, Spec, Status: { State } };
    };
    const old = task('roy-web:1.0', 'running');
    const fresh = task(image, 'running');
    const tally = new RequestTally();
    tally.look(state, [old, old, old], 0);
    tally.look(standing(1, 'updating'), [old, old, old, task(image, 'starting')], 500);
    tally.look(standing(1, 'updating'), [old, old, old, fresh], 1_000);
    tally.look(standing(1, 'updating'), [old, fresh, fresh], 1_500);
    tally.look(standing(1, 'updating'), [fresh, fresh, fresh, fresh, fresh], 2_000);
    expect(readRequests(tally.toString())).toMatchObject([{ old: 3, fresh: 1 }]);
  });
});

describe('expectUninterrupted', () => {
  const service = new Swarm(real, 60).service('catalog');
  const judge = (output: string) => () => expectUninterrupted(service, 'roy-web:1.1', output);

  test('tells what was seen', () => {
    expect(judge('completed roy-web:1.1 93 0 3 1')()).toBe(
      'отправлено 93 запроса, без ответа — 0; одновременно работали прежние задачи (3) и новые (1)',
    );
    expect(judge('completed roy-web:1.1 1 0 0 0')()).toBe('отправлено 1 запрос, без ответа — 0');
  });

  test('a later update may do better than an earlier one', () => {
    const lossy = 'completed roy-web:1.1 90 4 0 0';
    expect(judge(lossy)).toThrow(new CheckFailed('requests-lost', {}));
    expect(judge(`${lossy}\ncompleted roy-web:1.1 90 0 3 1`)).not.toThrow();
  });

  test.each([
    ['nothing was updated', ''],
    ['another image', 'completed roy-web:1.0 90 0 3 1'],
    ['nothing was sent', 'completed roy-web:1.1 0 0 3 1'],
    ['it was rolled back', 'rollback_completed roy-web:1.1 90 0 0 0'],
  ])('is no proof where %s', (_, output) => {
    expect(judge(output)).toThrow(new CheckFailed('update-not-watched', {}));
  });

  test('waits for the end of the update', () => {
    expect(judge('updating roy-web:1.1 90 0 3 1')).toThrow(StillConverging);
  });
});
