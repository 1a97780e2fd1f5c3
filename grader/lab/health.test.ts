import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import type { ServiceState } from '../cluster/snapshot.ts';
import { detectionTime, expectHealthcheck, healthTimes } from './health.ts';
import { CheckFailed } from './outcome.ts';
import { Swarm } from './swarm.ts';

const real = await readSnapshot(
  fileURLToPath(new URL('../../labs/11-health/fixtures/solution.json', import.meta.url)),
);

type Healthcheck = NonNullable<
  ServiceState['Spec']['TaskTemplate']['ContainerSpec']
>['Healthcheck'];

const NEVER_SET = {
  Interval: undefined,
  Timeout: undefined,
  StartPeriod: undefined,
  Retries: undefined,
};

/** The real service with another health check. */
function withHealth(health: Partial<NonNullable<Healthcheck>>) {
  const services = real.services.map((service) => {
    const { ContainerSpec } = service.Spec.TaskTemplate;
    if (ContainerSpec === undefined) throw new Error('the service runs no containers');
    const Healthcheck = { Test: [], ...NEVER_SET, ...health };
    const TaskTemplate = {
      ...service.Spec.TaskTemplate,
      ContainerSpec: { ...ContainerSpec, Healthcheck },
    };
    return { ...service, Spec: { ...service.Spec, TaskTemplate } };
  });
  return new Swarm({ ...real, services }, 60).service('web');
}

function codeOf(...Test: string[]): string {
  try {
    expectHealthcheck(withHealth({ Test }));
    return 'passed';
  } catch (error) {
    if (error instanceof CheckFailed) return error.code;
    throw error;
  }
}

describe('expectHealthcheck', () => {
  test.each([
    [['NONE'], 'health-disabled'],
    [[], 'health-missing'],
    [['CMD-SHELL', ' '], 'health-missing'],
    [['CMD-SHELL', 'true'], 'health-always-true'],
    [['CMD', '/bin/true'], 'health-always-true'],
    [['CMD-SHELL', 'exit 0'], 'health-always-true'],
    [['CMD-SHELL', 'echo ok'], 'health-always-true'],
    [['CMD-SHELL', 'wget -q http://localhost/ || true'], 'health-always-true'],
    [['CMD-SHELL', 'wget -q http://localhost/; exit 0'], 'health-always-true'],
    [['CMD-SHELL', 'wget -q http://localhost/ && exit 0'], 'passed'],
    [['CMD-SHELL', 'wget -q http://localhost/ || exit 1'], 'passed'],
    [['CMD-SHELL', 'echo GET / | nc localhost 80 | grep -q ok'], 'passed'],
    [['CMD', 'wget', '-q', 'http://localhost/'], 'passed'],
    [['CMD', 'check-true'], 'passed'],
  ])('%j is %s', (test_, code) => {
    expect(codeOf(...test_)).toBe(code);
  });
});

test('what is not set, or set to zero, has the engine’s own value', () => {
  const { state } = withHealth({ Interval: 2e9, Timeout: 0 });
  expect(healthTimes(state)).toEqual({ interval: 2, timeout: 30, retries: 3 });
  expect(detectionTime(state)).toBe(96);
});
