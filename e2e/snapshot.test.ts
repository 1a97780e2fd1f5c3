import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import type { LabReport } from '../grader/lab/report.ts';
import { roy } from './practice.ts';
import { courseSwarm, type CourseSwarm } from './support/course-swarm.ts';

let swarm: CourseSwarm;
let file: string;

beforeAll(async () => {
  swarm = await courseSwarm('snapshot');
  file = swarm.file('swarm.json');
  await swarm.roy(['lab', 'solve', '05', '--run']);
}, 90_000);

afterAll(async () => {
  await swarm.remove();
}, 60_000);

/** Grades the file; there is no engine to ask. */
const checkFrom = (lab: string, snapshot: string, ...words: string[]) =>
  roy(['check', lab, '--from', snapshot, ...words], {
    env: { ...swarm.env, DOCKER_HOST: 'unix:///nonexistent' },
  });

const json = (text: string) => JSON.parse(text) as LabReport;

describe('a saved snapshot', () => {
  it('is graded as the swarm itself, behaviour included', async () => {
    const saved = await swarm.roy(['snapshot', 'save', '03', '05', file, '--wait', '60']);
    expect(saved).toMatchObject({ code: 0, err: '' });
    expect(saved.out).toContain(`roy check 05-discovery --from ${file}`);

    const live = await swarm.roy(['check', '05', '--json']);
    const later = await checkFrom('05', file, '--json');
    expect({ ...json(later.out), time: '' }).toEqual({ ...json(live.out), time: '' });
    expect(later.code).toBe(live.code);
    const names = json(later.out).checks.find(({ id }) => id === 'names');
    expect(names).toMatchObject({ evidence: 'probe', status: 'passed' });
  }, 90_000);

  it('gives the same report each time, in each form', async () => {
    const [first, second] = [await checkFrom('05', file), await checkFrom('05', file)];
    expect(second).toEqual(first);
    expect(first.out).toContain(`Движок: unix://${swarm.socket}`);
    expect((await checkFrom('03', file)).out).toContain('✗ Сервис создан');
  });

  it('says so of a probe that nobody made', async () => {
    const plain = swarm.file('plain.json');
    await swarm.roy(['snapshot', 'save', '03', plain]);
    const report = json((await checkFrom('05', plain, '--json')).out);
    expect(report.checks.find(({ id }) => id === 'names')).toMatchObject({
      status: 'skipped',
      reason: 'probe-unavailable',
      message: 'проба поведения не делалась',
    });
  }, 30_000);
});

describe('a file that is no use is refused with 2', () => {
  const changed = (change: (snapshot: Record<string, unknown>) => void) => {
    const snapshot = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    change(snapshot);
    return JSON.stringify(snapshot);
  };

  it.each<[string, () => string, string]>([
    ['empty', () => '', 'это не JSON'],
    ['cut short', () => readFileSync(file, 'utf8').slice(0, 5_000), 'это не JSON'],
    ['binary', () => '\u0000\u0001', 'это не JSON'],
    ['null', () => 'null', 'это JSON, но не снимок'],
    ['a number', () => '7', 'это JSON, но не снимок'],
    ['of another program', () => '{"services":[]}', 'это JSON, но не снимок'],
    ['newer', () => changed((all) => (all['version'] = 2)), 'снимок версии 2'],
    ['without nodes’ states', () => changed((all) => (all['nodes'] = [{}])), 'поле nodes.0'],
    ['with a wrong type', () => changed((all) => (all['info'] = 'no')), 'поле info'],
    [
      'with a time that is none',
      () =>
        changed((all) => {
          (all['info'] as Record<string, unknown>)['SystemTime'] = 'вчера';
        }),
      'поле info.SystemTime',
    ],
  ])('%s', async (_, content, words) => {
    const damaged = swarm.file('damaged.json');
    writeFileSync(damaged, content());
    const { code, out, err } = await checkFrom('05', damaged);
    expect(err).toContain(words);
    expect(err).toContain('roy snapshot save');
    expect(err).not.toMatch(/\n\s+at /);
    expect([code, out]).toEqual([2, '']);
  });

  it.each([
    ['missing', '/nonexistent/swarm.json', 'такого файла или такой папки нет'],
    ['a folder', '/tmp', 'это папка'],
  ])('%s', async (_, path, words) => {
    const { code, err } = await checkFrom('05', path);
    expect(err).toContain(words);
    expect(code).toBe(2);
  });

  it('a place that cannot be written', async () => {
    const { code, err } = await swarm.roy(['snapshot', 'save', '03', '/nonexistent/swarm.json']);
    expect(err).toContain('Снимок не записать в /nonexistent/swarm.json');
    expect(code).toBe(2);
  });
});
