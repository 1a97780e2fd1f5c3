import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parseLabYaml } from '../grader/lab-yaml.ts';
import { fillMetadata } from '../grader/lab/tokens.ts';
import { fingerprintOf, type Accuracy } from '../grader/verify/accuracy.ts';
import { readCases } from '../grader/verify/cases.ts';
import { labs } from './index.ts';

/** The published matrix speaks of the labs, the cases and the grader as they are now. */

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'docs', 'accuracy');

const accuracyOf = (lab: string) =>
  JSON.parse(readFileSync(join(folder, `${lab}.json`), 'utf8')) as Accuracy;

const parts = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));

test('every lab has its part', () => {
  expect(parts).toEqual(labs.map(({ name }) => name));
});

test('there are as many states as the course promises', () => {
  const names = parts.flatMap((lab) => accuracyOf(lab).cases.map(({ name }) => name));
  const count = (prefix: string) => names.filter((name) => name.startsWith(prefix)).length;
  expect(names.filter((name) => name === 'solution').length).toBeGreaterThanOrEqual(27);
  expect(count('start')).toBeGreaterThanOrEqual(18);
  expect(count('alt-')).toBeGreaterThanOrEqual(36);
  expect(count('wrong-')).toBeGreaterThanOrEqual(90);
});

describe.each(parts)('%s', (name) => {
  const file = join(root, 'labs', name, 'lab.yml');
  const metadata = fillMetadata(parseLabYaml(name, readFileSync(file, 'utf8'), file));

  test('was tried as it is now', async () => {
    const cases = await readCases(root, metadata);
    const now = await fingerprintOf(root, name, cases);
    const stale = `run: roy lab verify ${name.replace(/-[a-z].*/, '')} --matrix`;
    expect(accuracyOf(name).fingerprint === now ? '' : stale).toBe('');
    expect(accuracyOf(name).cases.map(({ name, expects }) => [name, expects])).toEqual([
      ...cases.map(({ name, expects }) => [name, expects]),
      ['solution-again', { verdict: 'complete' }],
      ['worker', { verdict: 'worker' }],
    ]);
  });

  test('was right about every state that could be made', async () => {
    const cases = await readCases(root, metadata);
    for (const { name: tried, verdict } of accuracyOf(name).cases) {
      const needs = cases.find((other) => other.name === tried)?.needs ?? [];
      const right = ['as-expected', needs.length === 0 ? 'partly' : 'untried'];
      expect(right.includes(verdict) ? '' : `${tried}: ${verdict}`).toBe('');
    }
  });
});
