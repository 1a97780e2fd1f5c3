import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import type { ServiceState } from '../cluster/snapshot.ts';
import { CheckFailed, StillConverging } from './outcome.ts';
import {
  expectImagePinned,
  expectRevision,
  expectRollbackPolicy,
  expectUpdated,
} from './release.ts';
import { STACK_LABEL, Swarm } from './swarm.ts';

/** A real release by stack, bent for each case. */
const real = await readSnapshot(
  fileURLToPath(new URL('../../labs/18-pipeline/fixtures/solution.json', import.meta.url)),
);

type Spec = ServiceState['Spec'];

interface Bend {
  readonly image?: string;
  readonly labels?: Spec['Labels'];
  readonly containerLabels?: Spec['Labels'];
  readonly failureAction?: string | undefined;
  readonly update?: string | undefined;
}

function release(bend: Bend) {
  const services = real.services.map((service): ServiceState => {
    const { Spec, UpdateStatus } = service;
    const { ContainerSpec } = Spec.TaskTemplate;
    if (ContainerSpec === undefined || UpdateStatus === undefined) throw new Error('not a release');
    const container = {
      ...ContainerSpec,
      Image: bend.image ?? ContainerSpec.Image,
      Labels: bend.containerLabels ?? ContainerSpec.Labels,
    };
    return {
      ...service,
      Spec: {
        ...Spec,
        Labels: bend.labels ? { [STACK_LABEL]: 'shop', ...bend.labels } : Spec.Labels,
        TaskTemplate: { ...Spec.TaskTemplate, ContainerSpec: container },
        UpdateConfig: { ...Spec.UpdateConfig, FailureAction: bend.failureAction },
      },
      UpdateStatus:
        'update' in bend && bend.update === undefined
          ? undefined
          : { ...UpdateStatus, State: bend.update ?? UpdateStatus.State },
    };
  });
  return new Swarm({ ...real, services }, 60).service('storefront');
}

function codeOf(check: () => void): string {
  try {
    check();
    return 'passed';
  } catch (error) {
    if (error instanceof CheckFailed) return error.code;
    if (error instanceof StillConverging) return 'pending';
    throw error;
  }
}

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const WRITTEN = 'com.docker.stack.image';

describe('expectImagePinned', () => {
  test.each<[string, Bend]>([
    ['passed', { image: 'roy-web:1.1' }],
    ['passed', { image: 'registry.example.com:5000/shop/web:d6cd1e2bd19e03a8' }],
    ['passed', { image: `roy-web:1.1@${DIGEST}` }],
    ['passed', { image: `roy-web@${DIGEST}` }],
    [
      'passed',
      { image: `roy-web:stable@${DIGEST}`, labels: { [WRITTEN]: `roy-web:stable@${DIGEST}` } },
    ],
    ['image-latest', { image: 'roy-web:latest' }],
    ['image-latest', { image: 'registry.example.com:5000/roy-web:latest', labels: {} }],
    // The manager has pinned it by itself: that holds until the next deployment.
    ['image-latest', { image: `roy-web:latest@${DIGEST}`, labels: {} }],
    ['image-latest', { image: `roy-web:latest@${DIGEST}`, labels: { [WRITTEN]: 'roy-web' } }],
    [
      'image-moving',
      { image: `roy-web:stable@${DIGEST}`, labels: { [WRITTEN]: 'roy-web:stable' } },
    ],
    ['image-moving', { image: 'roy-web:main' }],
    // The stack's own image was pinned, and then replaced by hand.
    ['image-moving', { image: 'roy-web:stable', labels: { [WRITTEN]: `roy-web@${DIGEST}` } }],
  ])('%s: %j', (code, bend) => {
    expect(
      codeOf(() => {
        expectImagePinned(release(bend));
      }),
    ).toBe(code);
  });

  test('tells of the tag that was not written', () => {
    const untagged = release({ image: 'roy-web:latest', labels: { [WRITTEN]: 'roy-web' } });
    const facts = { name: 'shop_storefront', actual: 'roy-web:latest', written: 'roy-web' };
    expect(() => {
      expectImagePinned(untagged);
    }).toThrow(expect.objectContaining({ facts }));
  });
});

const SHA = 'd6cd1e2bd19e03a81132a23b2025920577f84e37';

test.each<[string, Bend]>([
  ['passed', { labels: { commit: SHA } }],
  ['passed', { labels: {}, containerLabels: { commit: SHA } }],
  ['passed', { labels: { commit: SHA.padEnd(64, '0') } }],
  ['revision-missing', { labels: { other: SHA } }],
  ['revision-not-a-commit', { labels: { commit: '' } }],
  ['revision-not-a-commit', { labels: { commit: 'main' } }],
  ['revision-not-a-commit', { labels: { commit: SHA.slice(0, 7) } }],
  ['revision-not-a-commit', { labels: { commit: SHA.toUpperCase() } }],
])('expectRevision, %s: %j', (code, bend) => {
  expect(
    codeOf(() => {
      expectRevision(release(bend), 'commit');
    }),
  ).toBe(code);
});

test.each([
  ['rollback', 'passed'],
  ['pause', 'rollback-policy-missing'],
  ['continue', 'rollback-policy-missing'],
  [undefined, 'rollback-policy-missing'],
])('expectRollbackPolicy of %s: %s', (failureAction, code) => {
  expect(
    codeOf(() => {
      expectRollbackPolicy(release({ failureAction }));
    }),
  ).toBe(code);
});

test.each([
  ['completed', 'passed'],
  ['updating', 'pending'],
  ['rollback_started', 'pending'],
  ['paused', 'update-not-completed'],
  ['rollback_paused', 'update-not-completed'],
  ['rollback_completed', 'update-not-completed'],
  [undefined, 'update-missing'],
])('expectUpdated of %s: %s', (update, code) => {
  expect(
    codeOf(() => {
      expectUpdated(release({ update }));
    }),
  ).toBe(code);
});
