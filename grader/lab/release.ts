import { imageName } from './expect.ts';
import { fail, StillConverging } from './outcome.ts';
import type { Service } from './swarm.ts';

/** What a pipeline leaves in the swarm. */

/** The image as the stack file had it: the engine writes `latest` where there was no tag. */
const WRITTEN_LABEL = 'com.docker.stack.image';

const DIGEST = /@sha256:[0-9a-f]{64}$/;

/**
 * The image cannot become another one under its name: it was asked for by a digest, or by a
 * tag that names a version. Codes: `image-latest`, `image-moving`.
 */
export function expectImagePinned({ name, image, state }: Service): void {
  const actual = imageName(image);
  const label = state.Spec.Labels[WRITTEN_LABEL];
  // The label stays behind when the image is changed by hand.
  const written = label !== undefined && imageName(label) === actual ? label : undefined;
  // A digest beside a tag may be the manager's: the next deployment would add another.
  if (DIGEST.test(written ?? image) && (written !== undefined || !/:[^/@]+@/.test(image))) return;
  const tag = actual.slice(actual.lastIndexOf(':') + 1);
  if (tag === 'latest') fail('image-latest', { name, actual, written: written ?? actual });
  // A version or a commit has a digit in it; `stable`, `prod` and `main` have none.
  if (!/\d/.test(tag)) fail('image-moving', { name, actual });
}

/** SHA-1, or SHA-256 in repositories that are made so. */
const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * The service, or its containers, bear a label with the full SHA of a commit.
 * Codes: `revision-missing`, `revision-not-a-commit`.
 */
export function expectRevision({ name, state }: Service, label: string): void {
  const { Labels, TaskTemplate } = state.Spec;
  const actual = Labels[label] ?? TaskTemplate.ContainerSpec?.Labels[label];
  if (actual === undefined) fail('revision-missing', { name, label });
  if (!COMMIT.test(actual)) fail('revision-not-a-commit', { name, label, actual });
}

/** A failed update goes back by itself. Code: `rollback-policy-missing`. */
export function expectRollbackPolicy({ name, state }: Service): void {
  // What is not set has the engine's default: https://docs.docker.com/reference/cli/docker/service/update/
  const actual = state.Spec.UpdateConfig?.FailureAction ?? 'pause';
  if (actual !== 'rollback') fail('rollback-policy-missing', { name, actual });
}

/**
 * The last change of the service was an update, and it has come through. Any later change
 * of its specification wipes the proof.
 *
 * Codes: `update-missing`, `update-not-completed`; pending while the update or its rollback goes on.
 */
export function expectUpdated({ name, state }: Service): void {
  const actual = state.UpdateStatus?.State;
  switch (actual) {
    case 'completed':
      return;
    case 'updating':
      throw new StillConverging(`обновление сервиса ${name} дойдёт до конца`);
    case 'rollback_started':
      throw new StillConverging(`откат сервиса ${name} дойдёт до конца`);
    case undefined:
      return fail('update-missing', { name });
    default:
      return fail('update-not-completed', { name, actual });
  }
}
