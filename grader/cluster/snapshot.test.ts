import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { secretMarker } from '../lab/secret-marker.ts';
import { type ClusterSnapshot, snapshotSchema } from './snapshot.ts';

/** A real swarm with a service and a config that hold whatever is wanted. */
function parse(env: readonly string[], data?: string): ClusterSnapshot {
  const file = new URL('../../labs/03-service/fixtures/solution.json', import.meta.url);
  const real = JSON.parse(readFileSync(file, 'utf8')) as ClusterSnapshot;
  const [service] = real.services;
  const container = service?.Spec.TaskTemplate.ContainerSpec;
  if (container === undefined) throw new Error('the fixture has no service');
  const task = { ...service?.Spec.TaskTemplate, ContainerSpec: { ...container, Env: env } };
  return snapshotSchema.parse({
    ...real,
    services: [{ ...service, Spec: { ...service?.Spec, TaskTemplate: task } }],
    configs: [{ ...service, Spec: { Name: 'conf', Data: data } }],
  });
}

const envOf = (snapshot: ClusterSnapshot) =>
  snapshot.services[0]?.Spec.TaskTemplate.ContainerSpec?.Env;

const password = secretMarker('10-secrets', 'password');
const token = secretMarker('10-secrets', 'token');

test('of an environment variable only its name is kept', () => {
  expect(envOf(parse(['A=1', 'B', 'C=d=e', 'D=', 'E=line\nF=2']))).toEqual([
    'A',
    'B',
    'C',
    'D',
    'E',
  ]);
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z_]+$/), fc.string(), (name, value) => {
      expect(envOf(parse([`${name}=${value}`]))).toEqual([name]);
    }),
  );
});

test('and the declared secrets that its value holds; a saved snapshot is read the same', () => {
  const env = [`URL=db://me:${password}@db/${token}?${password}`, 'A=1'];
  const saved = parse(env);
  expect(envOf(saved)).toEqual([`URL=${password}${token}`, 'A']);
  expect(envOf(parse(envOf(saved) ?? []))).toEqual(envOf(saved));
});

test('of the data of a config only the declared secrets are kept', () => {
  const saved = parse([], `aaaa${password}aaa=`);
  expect(saved.configs[0]?.Spec.Data).toBe(password);
  expect(parse([], saved.configs[0]?.Spec.Data).configs).toEqual(saved.configs);
  expect(parse([], 'aaaa').configs[0]?.Spec.Data).toBe('');
  expect(parse([]).configs[0]?.Spec.Data).toBe('');
});
