import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import { defineLab } from './define.ts';
import type { LabMetadata } from './metadata.ts';
import { fail } from './outcome.ts';
import { gradeLab, neededProbes } from './run.ts';

const snapshot = await readSnapshot(
  fileURLToPath(new URL('../../labs/03-service/fixtures/solution.json', import.meta.url)),
);

const VALUE = '0f3c9a1b7e5d2846';

const metadata: LabMetadata = {
  name: '10-demo',
  title: '',
  goal: VALUE,
  prerequisites: [],
  minutes: 1,
  settle: 60,
  images: [],
  scope: 'swarm',
  begins: 'in-swarm',
  quiet: false,
  params: { password: VALUE, name: 'web' },
  variants: {},
  secrets: ['password'],
  owns: { services: [], networks: [], configs: [], secrets: [], nodeLabels: [] },
  checks: [
    {
      id: 'told',
      title: '',
      points: 1,
      kind: 'state',
      evidence: 'probe',
      needs: [],
      codes: [],
      lesson: '',
      hints: [],
    },
  ],
};

describe('a param that is declared secret', () => {
  const lab = defineLab<{ password: string; name: string }>(
    {
      told({ params: { name, password } }) {
        fail('image-wrong', { name, expected: password, actual: password });
      },
    },
    {
      told: ({ params }) => ({
        kind: 'file',
        service: params.name,
        path: '/',
        content: params.password,
      }),
    },
  );

  test('is a marker to a check, so that a careless one cannot tell it', () => {
    const report = JSON.stringify(gradeLab({ metadata, lab }, snapshot));
    expect(report).toContain('"expected":"‹секрет 10-demo/password›"');
    expect(report).not.toContain(VALUE);
  });

  test('and to a probe', () => {
    expect(neededProbes({ metadata, lab }, snapshot).get('10-demo/told')).toEqual({
      kind: 'file',
      service: 'web',
      path: '/',
      content: '‹секрет 10-demo/password›',
    });
  });
});

test('a snapshot that does not show what the lab looks at costs no points, and completes nothing', () => {
  const lab = defineLab<{ password: string }>({ told: () => undefined });
  expect(gradeLab({ metadata, lab }, snapshot)).toMatchObject({
    complete: true,
    score: { earned: 1, possible: 1 },
  });
  expect(gradeLab({ metadata: { ...metadata, scope: 'engine' }, lab }, snapshot)).toMatchObject({
    complete: false,
    score: { earned: 0, possible: 0 },
    checks: [{ status: 'broken' }],
  });
});
