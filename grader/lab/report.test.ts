import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import { parseLabYaml } from '../lab-yaml.ts';
import { labs } from '../../labs/index.ts';
import { junitReport } from '../reporters/junit.ts';
import { FEEDBACK_LEVELS, limitFeedback } from './feedback.ts';
import type { CheckOutcome, CheckResult, LabReport } from './report.ts';
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

test('an explanation may be held back only where the report says so', () => {
  const outcome = { status: 'failed', code: 'image-wrong', message: 'x' } as const;
  expect(validate(sample(outcome))).toBe(false);
  expect(validate({ ...sample(outcome), feedback: 'codes' })).toBe(true);
});

describe('limited feedback', () => {
  test.each(FEEDBACK_LEVELS)('%s fits the schema and keeps score and completion', async (level) => {
    for (const report of await reports()) {
      const limited = limitFeedback(report, level);
      validate(JSON.parse(JSON.stringify(limited)));
      expect(validate.errors ?? []).toEqual([]);
      expect([limited.score, limited.complete]).toEqual([report.score, report.complete]);
    }
  });

  test('codes tells what failed and by which code, and no answer', async () => {
    const all = await reports();
    const failed = all.flatMap((report) => report.checks.filter(isFailed));
    const limited = all.flatMap((report) => limitFeedback(report, 'codes').checks.filter(isFailed));
    expect(failed.length).toBeGreaterThanOrEqual(50);
    expect(limited.map(({ code }) => code)).toEqual(failed.map(({ code }) => code));
    limited.forEach((check, index) => {
      expect(Object.keys(check).sort()).toEqual(CODES_ONLY);
      expect(check.message).not.toBe(failed[index]?.message);
    });
  });

  test('score tells nothing of the checks, in JUnit neither', async () => {
    for (const report of await reports()) {
      const limited = limitFeedback(report, 'score');
      const { earned, possible } = report.score;
      const junit = junitReport(limited);
      for (const { id } of report.checks) {
        expect(JSON.stringify(limited)).not.toContain(`"${id}"`);
        expect(junit).not.toContain(`${id}: `);
      }
      expect(junit).toContain('tests="1"');
      expect(junit.includes('<failure')).toBe(!report.complete);
      if (!report.complete) expect(junit).toContain(`${earned} из ${possible}`);
    }
  });
});

const CODES_ONLY = ['code', 'evidence', 'id', 'kind', 'message', 'points', 'status', 'title'];

function isFailed(check: CheckResult): check is CheckResult & { status: 'failed' } {
  return check.status === 'failed';
}

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
