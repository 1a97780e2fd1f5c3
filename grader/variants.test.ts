import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCommand } from './args.ts';
import { run as check } from './commands/check.ts';
import { run as variant } from './commands/lab-variant.ts';
import { overlaps } from './ipv4.ts';
import { RoyError } from './errors.ts';
import type { Host } from './host.ts';
import type { LabMetadata } from './lab/metadata.ts';
import { fillMetadata, fillParams } from './lab/tokens.ts';
import { readLabs } from './labs.ts';
import { Learner, readLearner } from './variants.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const labs = await readLabs(root);
const KEY = '6f1d0c5e9a7b4832a1c0ffee';

function labOf(wanted: string): LabMetadata {
  const lab = labs.find(({ name }) => name === wanted);
  if (lab === undefined) throw new Error(`${wanted} is gone`);
  return lab;
}

const ids = fc.stringMatching(/^[a-z0-9][a-z0-9._@-]{0,20}$/);
const keys = fc.string({ minLength: 20, maxLength: 60 });

function hostWith(env: Record<string, string>, out: string[] = []) {
  const screen = { columns: 80, color: false };
  const host: Partial<Host> = { root, env, screen, out: (text) => out.push(text) };
  return { ...host, err: () => undefined } as unknown as Host;
}

const ask = (line: string, env: Record<string, string> = {}) =>
  readLearner(parseCommand(line.split(' ')), hostWith(env));

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof RoyError) return `${error.exitCode} ${error.message}`;
  throw error instanceof Error ? error : new Error('nothing was refused');
}

describe('a variant', () => {
  test('is the same on every machine: a key and an ID always give these values', () => {
    const learner = Learner.ofCourse('anna', KEY);
    expect(learner.personalKey).toBe('021116db8eaeaa586b7d40487f469452');
    const demo = {
      name: '19-demo',
      params: { name: 'demo', port: 80, subnet: '10.0.1.0/24', password: '', url: ':{{port}}/' },
      variants: {
        name: ['web', 'shop', 'blog', 'news'],
        port: { ports: '8000-8999' },
        subnet: { within: '10.20.0.0/16', prefix: 24 },
        password: { hex: 24 },
      },
    } as unknown as LabMetadata;
    // Worked out by another program.
    expect(fillParams(learner.variantOf(demo).params)).toEqual({
      name: 'news',
      port: 8745,
      subnet: '10.20.249.0/24',
      password: '21e4509d7f9982aeb45a1680',
      url: ':8745/',
    });
  });

  test('never has a name, a port or a subnet twice in one swarm', () => {
    fc.assert(
      fc.property(ids, keys, (id, key) => {
        const learner = Learner.ofCourse(id, key);
        const own = labs.map((lab) => ({
          lab,
          params: fillMetadata(learner.variantOf(lab)).params,
        }));
        const values = own.flatMap(({ lab, params }) =>
          Object.entries(lab.variants).flatMap(([param, limit]) =>
            'from' in limit ? [] : [params[param]],
          ),
        );
        expect(new Set(values).size).toBe(values.length);
        const subnets = values.filter((value) => /^[\d.]+\/\d+$/.test(String(value)));
        for (const [at, subnet] of subnets.entries()) {
          for (const other of subnets.slice(at + 1)) {
            expect(overlaps(String(subnet), String(other))).toBe(false);
          }
        }
      }),
    );
  });

  test('leaves no token unfilled, and what a lab removes is the learner’s own', () => {
    fc.assert(
      fc.property(ids, (id) => {
        for (const lab of labs) {
          const own = fillMetadata(Learner.ofCourse(id, KEY).variantOf(lab));
          expect(JSON.stringify([own.params, own.owns])).not.toContain('{{');
          const varied = Object.keys(lab.variants).filter((param) => param === 'name');
          for (const param of varied) expect(own.owns.services).toContain(own.params[param]);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('of another learner or another course differs', () => {
    const of = (learner: Learner) =>
      JSON.stringify(labs.map((lab) => learner.variantOf(lab).params));
    const anna = of(Learner.ofCourse('anna', KEY));
    expect(of(Learner.ofCourse('anna', KEY))).toBe(anna);
    expect(of(Learner.ofCourse('boris', KEY))).not.toBe(anna);
    expect(of(Learner.ofCourse('anna', `${KEY}2`))).not.toBe(anna);
  });

  test('does not change where another param begins or ceases to vary', () => {
    const learner = Learner.ofCourse('anna', KEY);
    const lab = labOf('06-ingress');
    const others = Object.entries(lab.variants).filter(([param]) => param !== 'agent');
    const fewer = { ...lab, variants: Object.fromEntries(others) };
    expect(learner.variantOf(fewer).params).toEqual({
      ...learner.variantOf(lab).params,
      agent: lab.params['agent'],
    });
  });
});

describe('the learner', () => {
  test('is named by an option or by the environment, with either key', async () => {
    const expected = Learner.ofCourse('anna', KEY);
    const env = { ROY_COURSE_KEY: KEY };
    expect(await ask('check 03', env)).toBeUndefined();
    expect(await ask('check 03 --learner anna', env)).toEqual(expected);
    expect(await ask('check 03', { ...env, ROY_LEARNER: 'anna' })).toEqual(expected);
    expect(await ask(`check 03 --learner anna:${expected.personalKey}`)).toEqual(expected);
    const [composed, decomposed] = ['й', 'и\u0306'];
    expect(await ask(`check 03 --learner ${decomposed}`, env)).toEqual(
      await ask(`check 03 --learner ${composed}`, env),
    );
  });

  test.each<[string, string, Record<string, string>, RegExp]>([
    ['without a key', '--learner anna', {}, /^2 Варианту ученика anna нужен ключ/],
    ['a short key', '--learner anna', { ROY_COURSE_KEY: 'short' }, /^2 Ключ курса короче 20/],
    ['a personal key cut off', '--learner anna:12ab', {}, /^2 Личный ключ ученика anna неверен/],
    [
      'an ID that is none',
      '--learner ../anna',
      { ROY_COURSE_KEY: KEY },
      /^2 «..\/anna» не годится/,
    ],
    ['no ID before the key', '--learner :12ab', {}, /^2 «» не годится в имена/],
    ['a key that is a folder', '--learner anna --course-key /tmp', {}, /это папка/],
    ['a key for nobody', '--course-key /no/such', {}, /^2 Ключ --course-key без ученика/],
    ['no such file', '--learner anna --course-key /no/such', {}, /^2 Ключ курса из \/no\/such/],
  ])('%s', async (_, options, env, message) => {
    expect(await refusal(ask(`check 03 ${options}`, env))).toMatch(message);
  });
});

describe('roy lab variant', () => {
  async function show(line: string): Promise<string> {
    const out: string[] = [];
    await variant(parseCommand(line.split(' ')), hostWith({ ROY_COURSE_KEY: KEY }, out));
    return out.join('\n');
  }

  const own = Learner.ofCourse('anna', KEY).variantOf(labOf('10-secrets')).params;
  const passwords = [String(own['oldPassword']), String(own['newPassword'])];

  test('shows what is the learner’s own, and a code for the site', async () => {
    const text = await show('lab variant --learner anna');
    expect(text).toContain('06-ingress · Порты: ingress и host\n  name ');
    const data: unknown = JSON.parse(
      Buffer.from(text.split('\n').at(-1) ?? '', 'base64url').toString(),
    );
    expect(data).toEqual(JSON.parse(await show('lab variant --learner anna --json')));
    expect(data).toMatchObject({ format: 'roy-variant', version: 1, learner: 'anna' });
  });

  test('prints the answers, with the secrets only where they are asked for', async () => {
    const answers = await show('lab variant 10 --learner anna --answers');
    expect(answers).toContain(`docker secret create "${String(own['file'])}_v1" -`);
    expect(answers).toContain('printf %s "‹oldPassword›"');
    const all = await show('lab variant 10 --learner anna --answers --secrets');
    for (const password of passwords) expect(all).toContain(`printf %s "${password}"`);
  });

  test('prints a learner’s own key, for a script too', async () => {
    const line = (await show('lab variant --learner anna --personal-key')).split('\n')[0];
    const data: unknown = JSON.parse(
      await show('lab variant --learner anna --personal-key --json'),
    );
    expect(data).toEqual({ learner: 'anna', personalKey: line?.slice('anna:'.length) });
  });

  test.each(['', '--json', '--answers', '--personal-key'])(
    'keeps the secrets and the course key: %s',
    async (option) => {
      const text = await show(`lab variant 10 --learner anna ${option}`.trim());
      const decoded = Buffer.from(text.split('\n').at(-1) ?? '', 'base64url').toString();
      for (const secret of [...passwords, KEY]) expect(text + decoded).not.toContain(secret);
    },
  );
});

describe('a saved snapshot of a variant', () => {
  const folder = mkdtempSync(join(tmpdir(), 'roy-variants-'));
  const file = join(folder, 'anna.json');
  const learner = Learner.ofCourse('anna', KEY);

  /** The swarm of the course's own solution, as a learner whose variant it was would save it. */
  beforeAll(() => {
    const saved = join(root, 'labs/03-service/fixtures/solution.json');
    const lab = labOf('03-service');
    const own = learner.variantOf(lab).params;
    const text = readFileSync(saved, 'utf8').replaceAll(
      `"Name":"${String(lab.params['name'])}"`,
      `"Name":"${String(own['name'])}"`,
    );
    const snapshot = { ...(JSON.parse(text) as object), learner: learner.sign([lab]) };
    writeFileSync(file, JSON.stringify(snapshot));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  async function grade(line: string, env: Record<string, string>) {
    const out: string[] = [];
    await check(parseCommand(line.split(' ')), hostWith(env, out));
    return JSON.parse(out.join('\n')) as { learner: string; checks: { status: string }[] };
  }

  test('is graded with the learner’s own params, the key being given again', async () => {
    const report = await grade(`check 03 --json --from ${file}`, { ROY_COURSE_KEY: KEY });
    expect(report.learner).toBe('anna');
    expect(report.checks[0]).toMatchObject({ id: 'exists', status: 'passed' });
    const env = { ROY_LEARNER: `anna:${learner.personalKey}` };
    expect(await grade(`check 03 --json --from ${file}`, env)).toEqual(report);
  });

  test('says who and which, and neither key nor secret', () => {
    const { learner: signature } = JSON.parse(readFileSync(file, 'utf8')) as {
      learner: { variants: Record<string, string> };
    };
    expect(signature).toMatchObject({ id: 'anna' });
    expect(signature.variants['03-service']).toMatch(/^[0-9a-f]{16}$/);
    const text = JSON.stringify(signature);
    expect(text).not.toContain(KEY);
    expect(text).not.toContain(learner.personalKey);
  });

  test.each<[string, string, Record<string, string>, RegExp]>([
    ['no key', '', {}, /^2 Варианту ученика anna нужен ключ/],
    ['another key', '', { ROY_COURSE_KEY: `${KEY}2` }, /^2 В снимке другой вариант/],
    ['another learner', '--learner boris', { ROY_COURSE_KEY: KEY }, /^2 Снимок сделал ученик anna/],
  ])('%s', async (_, options, env, message) => {
    const line = `check 03 --from ${file} ${options}`.trim();
    expect(await refusal(grade(line, env))).toMatch(message);
  });

  test('is not taken from a swarm that was saved without a variant', async () => {
    const plain = join(root, 'labs/03-service/fixtures/solution.json');
    const line = `check 03 --from ${plain} --learner anna`;
    expect(await refusal(grade(line, { ROY_COURSE_KEY: KEY }))).toMatch(
      /^2 Снимок сохранён без варианта/,
    );
  });
});
