import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import { parseLabYaml } from '../lab-yaml.ts';
import { labs } from '../../labs/index.ts';
import { junitReport } from '../reporters/junit.ts';
import type { CheckOutcome, LabReport } from './report.ts';
import { gradeLab } from './run.ts';
import { fillMetadata } from './tokens.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const schema = JSON.parse(readFileSync(`${root}schema/report.v1.json`, 'utf8')) as object;
const validate = new Ajv2020({ strict: false }).compile(schema);

async function reports(): Promise<LabReport[]> {
  const all: LabReport[] = [];
  for (const { name, load } of labs) {
    const metadata = fillMetadata(
      parseLabYaml(name, readFileSync(`${root}labs/${name}/lab.yml`, 'utf8'), name),
    );
    const lab = (await load()).default;
    for (const file of readdirSync(`${root}labs/${name}/fixtures`)) {
      if (!file.endsWith('.json')) continue;
      const snapshot = await readSnapshot(`${root}labs/${name}/fixtures/${file}`);
      all.push(gradeLab({ metadata, lab }, snapshot));
    }
  }
  return all;
}

test('every report of a real swarm is as the published schema says', async () => {
  const all = await reports();
  expect(all.length).toBeGreaterThanOrEqual(20);
  const statuses = new Set(all.flatMap((report) => report.checks.map(({ status }) => status)));
  expect([...statuses].sort()).toEqual(expect.arrayContaining(['failed', 'passed', 'skipped']));
  for (const report of all) {
    validate(JSON.parse(JSON.stringify(report)));
    expect(validate.errors ?? []).toEqual([]);
  }
});

const sample = (outcome: CheckOutcome): LabReport => ({
  version: 1,
  lab: { name: '03-service', title: 'Сервис' },
  endpoint: 'unix:///x',
  swarm: 'abc',
  time: '2026-01-01T00:00:00Z',
  score: { earned: 0, possible: 1 },
  complete: false,
  checks: [
    { id: 'a', title: '«A» & <B>', points: 1, kind: 'state', evidence: 'state', ...outcome },
  ],
});

const outcomes: readonly CheckOutcome[] = [
  { status: 'pending', waitingFor: 'задачи "запустятся"' },
  { status: 'broken', message: 'ошибка' },
  { status: 'skipped', reason: 'data-plane', message: 'нет IPVS' },
  { status: 'passed', remembered: true },
];

test.each(outcomes)('a check that is $status fits the schema', (outcome) => {
  validate(sample(outcome));
  expect(validate.errors ?? []).toEqual([]);
});

test('the schema refuses a failed check without its code', () => {
  const outcome = { status: 'failed', message: 'x' } as unknown as CheckOutcome;
  expect(validate(sample(outcome))).toBe(false);
});

test('JUnit has a test case a check and escapes what XML cannot hold', () => {
  const [pending] = outcomes;
  if (pending === undefined) throw new Error('no sample');
  expect(junitReport(sample(pending))).toBe(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuite name="03-service" tests="1" failures="1" errors="0" skipped="0" timestamp="2026-01-01T00:00:00Z">',
      '  <testcase classname="03-service" name="a: «A» &amp; &lt;B&gt;"><failure type="pending" message="задачи &quot;запустятся&quot;"/></testcase>',
      '</testsuite>',
      '',
    ].join('\n'),
  );
});
