import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LabReport } from '../grader/lab/report.ts';
import { CLI, outcomeOf, roy } from './practice.ts';
import { courseSwarm, type CourseSwarm } from './support/course-swarm.ts';

let swarm: CourseSwarm;

beforeAll(async () => {
  swarm = await courseSwarm('check', 3);
}, 60_000);

afterAll(async () => {
  await swarm.remove();
}, 60_000);

const schema = JSON.parse(
  readFileSync(new URL('../schema/report.v1.json', import.meta.url), 'utf8'),
) as object;
const isReport = new Ajv2020({ strict: false }).compile(schema);

async function reportOf(...words: string[]): Promise<{ code: number | null; report: LabReport }> {
  const { code, out } = await swarm.roy(['check', '03', '--json', ...words]);
  const report = JSON.parse(out) as LabReport;
  isReport(report);
  expect(isReport.errors ?? []).toEqual([]);
  return { code, report };
}

const statuses = ({ checks }: LabReport): Record<string, string> =>
  Object.fromEntries(
    checks.map((check) => [check.id, check.status === 'failed' ? check.code : check.status]),
  );

/** Short-lived on demand: it obeys SIGTERM at once and comes back after a second. */
const create = (name: string, ...words: string[]) => {
  const quick = ['--init', '--stop-grace-period', '1s', '--restart-delay', '1s', '--detach'];
  const command = ['create', '--name', name, ...quick, ...words, 'busybox', 'sleep', '1d'];
  return swarm.docker('service', ...command);
};

async function killOneTask(): Promise<void> {
  const container = await until(async () => {
    for (const task of await runningTasks()) {
      const label = `label=com.docker.swarm.task.id=${task}`;
      const id = await swarm.docker('ps', '--quiet', '--filter', label);
      if (id !== '') return id;
    }
    return undefined;
  });
  await swarm.docker('kill', container);
}

/** Those that shall go on: a task that is being shut down has a running container as well. */
async function runningTasks(): Promise<readonly string[]> {
  const filter = ['--filter', 'desired-state=running'];
  const ids = await swarm.docker('service', 'ps', '--quiet', '--no-trunc', ...filter, 'busybox');
  return ids.split('\n');
}

/** Looks until something is there. */
async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 150; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(200);
  }
  throw new Error('waited 30 s in vain');
}

function journalText(): string {
  const folder = swarm.file('state', 'roy', 'journal');
  return readdirSync(folder)
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
    .join('');
}

describe('roy check', () => {
  it('ends with 1 where something failed, and names the endpoint', async () => {
    const { code, out } = await swarm.roy(['check', '03']);
    expect(code).toBe(1);
    expect(out).toContain(`Движок: unix://${swarm.socket}\n`);
    expect(out).toContain('✗ Сервис создан');
    expect(statuses((await reportOf()).report)).toMatchObject({
      exists: 'service-missing',
      healed: 'skipped',
    });
  });

  it('does not wait where nothing converges', async () => {
    const started = performance.now();
    expect((await reportOf('--wait', '60')).code).toBe(1);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('ends with 5 where the swarm still converges, at once or at the deadline', async () => {
    const never = ['--health-cmd', 'false', '--health-interval', '1h'];
    await create('busybox', '--replicas', '4', ...never);
    await sleep(1_000);
    const { code, report } = await reportOf();
    expect([code, statuses(report)['live']]).toEqual([5, 'pending']);
    const started = performance.now();
    expect((await reportOf('--wait', '3')).code).toBe(5);
    expect(performance.now() - started).toBeGreaterThan(3_000);
    expect((await swarm.roy(['check', '03'])).out).toContain('Кластер ещё меняется');
    await swarm.docker('service', 'rm', 'busybox');
  }, 30_000);

  it('ends with 0 as soon as all has passed, and writes JUnit as well', async () => {
    await create('busybox', '--replicas', '4');
    await killOneTask();
    const started = performance.now();
    const file = swarm.file('report.xml');
    const { code, report } = await reportOf('--wait', '90', '--junit', file);
    expect(statuses(report)).toEqual({
      ...Object.fromEntries(report.checks.map(({ id }) => [id, 'passed'])),
      recovers: 'skipped',
    });
    expect([code, report.complete, report.endpoint]).toEqual([0, true, `unix://${swarm.socket}`]);
    expect(performance.now() - started).toBeLessThan(45_000);
    expect(elementsOf(readFileSync(file, 'utf8'))).toEqual([
      'testsuite',
      ...report.checks.flatMap(({ status }) =>
        status === 'skipped' ? ['testcase', 'skipped'] : ['testcase'],
      ),
    ]);
  }, 100_000);

  it('remembers a milestone though its proof is gone, and no state', async () => {
    await swarm.docker('service', 'rm', 'busybox');
    expect(statuses((await reportOf()).report)).toMatchObject({
      exists: 'service-missing',
      live: 'skipped',
      healed: 'passed',
    });
    await create('busybox', '--replicas', '4');
    const { code, report } = await reportOf('--wait', '60');
    expect([code, report.complete]).toEqual([0, true]);
    expect(report.checks.find(({ id }) => id === 'healed')).toMatchObject({ remembered: true });

    await swarm.docker('service', 'scale', '--detach', 'busybox=2');
    expect(statuses((await reportOf()).report)).toMatchObject({
      replicas: 'replicas-wrong',
      live: 'skipped',
      spread: 'skipped',
      healed: 'passed',
    });
    await swarm.docker('service', 'scale', '--detach', 'busybox=4');
  }, 90_000);

  it('forgets it when the lab is begun anew', async () => {
    expect((await swarm.roy(['lab', 'start', '03'])).code).toBe(0);
    const { code, report } = await reportOf('--wait', '60');
    expect([code, statuses(report)['healed']]).toEqual([1, 'not-healed']);
    expect(journalText()).not.toContain('03-service');
  }, 70_000);

  it.each([
    ['a snapshot and a live swarm', ['--from', 'x.json', '--watch'], '--watch'],
    ['two ways to wait', ['--wait', '5', '--watch'], '--wait'],
    ['no time to wait', ['--wait', '0'], '--wait'],
    ['a report that cannot be written', ['--junit', '/nonexistent/r.xml'], '/nonexistent/r.xml'],
  ])('refuses %s', async (_, words, names) => {
    const socket = words.includes('--from') ? [] : ['--host', `unix://${swarm.socket}`];
    const { code, err } = await roy(['check', '03', ...words, ...socket], { env: swarm.env });
    expect(code).toBe(2);
    expect(err).toContain(names);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

describe('roy check --watch', () => {
  it('prints each changed report where there is no terminal; Ctrl-C ends it', async () => {
    const watch = swarm.start(['check', '03', '--watch']);
    const outcome = outcomeOf(watch);
    const seen = collectOutput(watch);
    await until(() => seen().includes('✗ Кластер заменил') || undefined);
    await sleep(2_000);
    // Nothing has changed, so nothing is said again.
    expect(seen().match(/Лабораторная 03/g)).toHaveLength(1);
    await swarm.docker('service', 'scale', '--detach', 'busybox=5');
    await until(() => seen().includes('✗ Заказано реплик') || undefined);
    await expectQuickEnd(watch, 130, () => watch.kill('SIGINT'));
    expect((await outcome).err).toBe('');
    expect(await swarm.docker('service', 'ls', '--format', '{{.Name}}')).toBe('busybox');
  }, 60_000);

  it('draws in place on a terminal, and Ctrl-C gives the terminal back', async () => {
    const { watch, seen } = watchOnTerminal();
    await until(() => seen().includes('Заказано реплик') || undefined);
    await expectQuickEnd(watch, 130, () => watch.stdin?.write('\u0003'));
    expect(seen()).toContain(HIDE_CURSOR);
    expect(seen().lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(seen().lastIndexOf(HIDE_CURSOR));
  }, 30_000);

  it('turns green while the swarm is mended, then ends with 0', async () => {
    const { watch, seen } = watchOnTerminal();
    const ended = exitOf(watch);
    await until(() => seen().includes('Заказано реплик') || undefined);
    await swarm.docker('service', 'scale', '--detach', 'busybox=4');
    await until(() => seen().includes('\u001b[32m✓\u001b[39m Заказано реплик') || undefined);
    await killOneTask();
    expect(await ended).toBe(0);
    expect(seen()).toContain('Лабораторная пройдена: 8 из 8 баллов.');
    expect(seen()).toMatch(CURSOR_UP);
  }, 90_000);

  it('keeps what happened, and nothing that was said there', () => {
    const entries = journalText()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const entry of entries) {
      const { type, action, id, time, updateState = '', ...more } = entry;
      expect(more).toEqual({});
      for (const value of [type, action, id, time, updateState])
        expect(typeof value).toBe('string');
      expect(new Date(String(time)).getFullYear()).toBeGreaterThan(2000);
    }
    const actions = entries.map(({ type, action }) => `${String(type)} ${String(action)}`);
    expect(actions).toEqual(expect.arrayContaining(['service update', 'container kill']));
    expect(actions).toContain('lab completed');
    expect(actions.join()).not.toContain('exec_');
    expect(journalText()).not.toMatch(/busybox|sleep|roy-probe/);
  });
});

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const CURSOR_UP = /\u001b\[\d+A/;

/** A watch on a terminal of its own; what is written to its input is typed there. */
function watchOnTerminal(): { watch: ChildProcess; seen: () => string } {
  const words = [
    process.execPath,
    CLI,
    'check',
    '03',
    '--watch',
    '--host',
    `unix://${swarm.socket}`,
  ];
  const command = `stty rows 40 columns 100; exec ${words.join(' ')}`;
  const watch = spawn(
    'script',
    ['--quiet', '--return', '--flush', '--command', command, '/dev/null'],
    {
      env: { ...process.env, ...swarm.env, TERM: 'xterm' },
    },
  );
  return { watch, seen: collectOutput(watch) };
}

function collectOutput(child: ChildProcess): () => string {
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.on('close', resolve);
  });
}

async function expectQuickEnd(
  child: ChildProcess,
  code: number,
  interrupt: () => unknown,
): Promise<void> {
  const ended = exitOf(child);
  const started = performance.now();
  interrupt();
  expect(await ended).toBe(code);
  expect(performance.now() - started).toBeLessThan(2_000);
}

/** The elements of a document in their order; throws where it is not well-formed XML. */
function elementsOf(xml: string): string[] {
  const names: string[] = [];
  const open: string[] = [];
  const token = /<(\/?)([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>|<\?xml[^>]*\?>|[^<>]+|./gs;
  for (const [text, close, name, , empty] of xml.matchAll(token)) {
    if (text === '<' || text === '>') throw new Error(`a stray ${text}`);
    if (/&(?!(amp|lt|gt|quot|#\d+);)/.test(text)) throw new Error(`a bare & in ${text}`);
    if (name === undefined) continue;
    if (close === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    names.push(name);
    if (empty !== '/') open.push(name);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join()}`);
  return names;
}
