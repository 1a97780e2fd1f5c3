import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { declaredSecrets, Redactor } from '../grader/cluster/redactor.ts';
import { readSnapshot } from '../grader/cluster/snapshot-file.ts';
import { contractGaps, impatient, mismatch } from '../grader/lab/case.ts';
import { gradeLab, type LoadedLab } from '../grader/lab/run.ts';
import { fillMetadata } from '../grader/lab/tokens.ts';
import { parseLabYaml } from '../grader/lab-yaml.ts';
import { textReport } from '../grader/reporters/text.ts';
import { readCases, type ScriptedCase } from '../grader/verify/cases.ts';
import { codes, type Code } from '../grader/codes.ts';
import { labs } from './index.ts';

/** The contract of every lab, and its saved real swarms graded again. */

const root = fileURLToPath(new URL('..', import.meta.url));
const SCREEN = { columns: 100, color: false };

interface TestedLab extends LoadedLab {
  readonly cases: readonly ScriptedCase[];
}

const loaded: TestedLab[] = [];
// One after the other: Jest's loader cannot import two graders at the same time.
for (const { name, load } of labs) {
  const file = join(root, 'labs', name, 'lab.yml');
  const metadata = fillMetadata(parseLabYaml(name, readFileSync(file, 'utf8'), file));
  loaded.push({ metadata, lab: (await load()).default, cases: await readCases(root, metadata) });
}

const secrets = new Redactor(declaredSecrets(loaded.map(({ metadata }) => metadata)));

test('the list has every lab folder, in order', () => {
  const folders = readdirSync(join(root, 'labs'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d\d/.test(entry.name))
    .map((entry) => entry.name);
  expect(labs.map(({ name }) => name)).toEqual(folders.sort());
});

test('nothing is silently left out', () => {
  expect(labs.length).toBeGreaterThanOrEqual(27);
  const cases = loaded.flatMap((lab) => lab.cases);
  expect(cases.length).toBeGreaterThanOrEqual(300);
});

test('every failure code is one that some check may give', () => {
  const given = new Set(
    loaded.flatMap(({ metadata }) => metadata.checks.flatMap(({ codes }) => codes)),
  );
  expect(Object.keys(codes).filter((code) => !given.has(code as Code))).toEqual([]);
});

/** A lesson fills its tokens from the params of all its labs together. */
test('labs of one lesson do not share the name of a param', () => {
  const parts = loaded.filter(({ metadata }) => /^\d\d-\d\d-/.test(metadata.name));
  const names = parts.flatMap(({ metadata: { name, params } }) =>
    Object.keys(params).map((param) => `${name.slice(0, 2)} ${param}`),
  );
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

describe.each(loaded.map((lab) => [lab.metadata.name, lab] as const))('%s', (name, lab) => {
  const { metadata, cases } = lab;

  test('grader.ts has exactly the checks of lab.yml', () => {
    const ids = metadata.checks.map(({ id }) => id);
    expect(Object.keys(lab.lab.checks).sort()).toEqual([...ids].sort());
    for (const probe of Object.keys(lab.lab.probes)) expect(ids).toContain(probe);
  });

  test('a check that stands on a probe says so', () => {
    const probing = metadata.checks.filter(({ evidence }) => evidence === 'probe');
    expect(probing.map(({ id }) => id).sort()).toEqual(Object.keys(lab.lab.probes).sort());
  });

  test('a check that stands on a fault says so', () => {
    const harming = metadata.checks.filter(({ evidence }) => evidence === 'fault');
    expect(harming.map(({ id }) => id).sort()).toEqual(Object.keys(lab.lab.faults).sort());
  });

  test('there are two alternatives, and a wrong case for every failure code', () => {
    expect(contractGaps(metadata, cases)).toEqual([]);
  });

  test('prerequisites are labs that come before', () => {
    const before = labs.slice(
      0,
      labs.findIndex((other) => other.name === name),
    );
    for (const prerequisite of metadata.prerequisites) {
      expect(before.map((other) => other.name)).toContain(prerequisite);
    }
  });

  // Outside any swarm a lab that looks at one has no start state that could be read.
  const saved = cases.filter(
    (labCase) =>
      labCase.needs.length === 0 &&
      !(
        labCase.name === 'start' &&
        metadata.begins === 'outside-swarm' &&
        metadata.scope === 'swarm'
      ),
  );

  test.each(saved.map((labCase) => [labCase.name, labCase] as const))(
    'the saved swarm of %s is graded as on the day it was real',
    async (caseName, labCase) => {
      const file = join(root, 'labs', name, 'fixtures', `${caseName}.json`);
      expect(existsSync(file) ? '' : `run: roy lab verify ${name} --save`).toBe('');
      const report = gradeLab(impatient(lab, labCase), await readSnapshot(file));
      expect(mismatch(labCase, report, metadata)).toBeUndefined();
      expect(textReport(report, SCREEN)).toMatchSnapshot();
    },
  );

  test('no fixture holds a secret of the course or a key of the swarm', () => {
    const folder = join(root, 'labs', name, 'fixtures');
    for (const file of existsSync(folder) ? readdirSync(folder) : []) {
      const text = readFileSync(join(folder, file), 'utf8');
      expect(secrets.hide(text) === text ? '' : file).toBe('');
    }
  });

  test('no fixture is left of a case that is gone', () => {
    const folder = join(root, 'labs', name, 'fixtures');
    const known = cases.map((labCase) => `${labCase.name}.json`);
    for (const file of existsSync(folder) ? readdirSync(folder) : []) {
      expect(known).toContain(file);
    }
  });
});
