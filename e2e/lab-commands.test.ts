import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLI, outcomeOf, roy } from './practice.ts';
import { courseSwarm, type CourseSwarm } from './support/course-swarm.ts';

/** `roy lab …` as a learner and as an author type it. */

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

describe('a learner enters at any lab', () => {
  let swarm: CourseSwarm;

  beforeAll(async () => {
    swarm = await courseSwarm('lab');
  }, 60_000);

  afterAll(async () => {
    await swarm.remove();
  }, 30_000);

  const services = () => swarm.docker('service', 'ls', '--format', '{{.Name}} {{.Replicas}}');

  it('start says what is to be done and how it is graded', async () => {
    const { code, out, err } = await swarm.roy(['lab', 'start', '03']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Лабораторная 03 · Сервис и самолечение\n\nСоздайте сервис `busybox`/);
    expect(out).toContain('Проверить: roy check 03');
    expect(await services()).toBe('');
  });

  it('solve shows the solution with the names and numbers of the lab, and runs nothing', async () => {
    const { code, out, err } = await swarm.roy(['lab', 'solve', '03']);
    expect(code).toBe(0);
    expect(out).toContain('docker service create');
    expect(out).toContain('busybox');
    expect(out).not.toMatch(/\$NAME|\$\{?REPLICAS|set -eu|#!/);
    expect(err).toContain('roy lab solve 03 --run');
    expect(await services()).toBe('');
  });

  it('solve --run does it before the eyes of the learner', async () => {
    const { code, out } = await swarm.roy(['lab', 'solve', '03', '--run']);
    expect(code).toBe(0);
    expect(out).toContain('$ docker service create');
    expect(out).toContain('Проверить: roy check 03 --wait 60');
    expect(await services()).toMatch(/^busybox \d\/4$/);
  }, 60_000);

  it('reset takes away what is of the lab, and nothing else', async () => {
    await swarm.docker('service', 'create', '--detach', '--name', 'mine', 'busybox', 'sleep', '99');
    const { code, out } = await swarm.roy(['lab', 'reset', '03']);
    expect(code).toBe(0);
    expect(out).toContain('Лабораторная 03');
    expect(await services()).toMatch(/^mine /);
  }, 60_000);

  it('reset takes a lab’s labels off the nodes, and leaves the others', async () => {
    const node = await swarm.docker('node', 'ls', '--quiet');
    await swarm.docker('node', 'update', '--label-add', 'disk=ssd', '--label-add', 'mine=1', node);
    expect((await swarm.roy(['lab', 'reset', '07'])).code).toBe(0);
    const labels = await swarm.docker('node', 'inspect', node, '--format', '{{json .Spec.Labels}}');
    expect(JSON.parse(labels)).toEqual({ 'roy.course': 'yes', mine: '1' });
  }, 60_000);

  it.each(['start', 'reset', 'solve'])(
    '%s leaves a swarm alone that is not the course’s',
    async (action) => {
      const node = await swarm.docker('node', 'ls', '--quiet');
      await swarm.docker('node', 'update', '--label-rm', 'roy.course', node);
      const run = action === 'solve' ? ['--run'] : [];
      const { code, out, err } = await swarm.roy(['lab', action, '03', ...run]);
      await swarm.docker('node', 'update', '--label-add', 'roy.course=yes', node);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('не помечен как учебный');
      expect(err).toContain('docker node update --label-add roy.course=yes');
      expect(await services()).toMatch(/^mine /);
    },
  );
});

describe('an author begins a lab', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'roy-author-'));
  const folders = ['grader', 'labs', 'src', 'dist', 'e2e'];
  const files = ['build.mjs', 'cached-start.cjs', 'package.json', 'jest.config.mjs'];
  const labs = ['--selectProjects', 'unit', '--ci', '--testPathPatterns', 'labs/labs'];

  /** The program of the copy, which writes where it stands. */
  const run = (program: string, ...words: string[]) =>
    outcomeOf(spawn(process.execPath, [program, ...words], { cwd: folder }));

  beforeAll(() => {
    for (const name of [...folders, ...files]) {
      cpSync(path.join(PROJECT, name), path.join(folder, name), { recursive: true });
    }
    symlinkSync(path.join(PROJECT, 'node_modules'), path.join(folder, 'node_modules'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('new makes it from the template, in its place in the course', async () => {
    const program = path.join(folder, path.relative(PROJECT, CLI));
    const { code, out } = await run(program, 'lab', 'new', '99-demo');
    expect(code).toBe(0);
    expect(out).toContain('labs/99-demo');
    const entered = readFileSync(path.join(folder, 'labs/index.ts'), 'utf8');
    expect(entered).toContain("import('./99-demo/grader.ts') },\n];");
  });

  it('the tests name what it lacks', async () => {
    const jest = path.join(PROJECT, 'node_modules/jest/bin/jest.js');
    const { code, err } = await run('--experimental-vm-modules', jest, ...labs, '-t', '99-demo');
    expect(code).toBe(1);
    expect(err).toContain('alt-*');
    expect(err).toContain('roy lab verify 99-demo --save');
  }, 60_000);

  it.each([
    ['a number that is taken', '03-other', 'Номер 03 занят: 03-service.'],
    ['a lab that is there', '03-service', 'Лабораторная 03-service уже есть.'],
    ['a name without a number', 'other', 'Имя «other» не подходит.'],
  ])('new refuses %s', async (_, name, says) => {
    const { code, out, err } = await roy(['lab', 'new', name]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(says);
    expect(err).not.toMatch(/\n\s+at /);
  });
});
