import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import type { ClusterSnapshot, TaskState } from '../cluster/snapshot.ts';
import { CannotTell, CheckFailed } from './outcome.ts';
import { Swarm } from './swarm.ts';
import { expectImageBefore } from './update.ts';

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
