import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { run } from '../grader/practice/run.ts';
import { outcomeOf, type Outcome } from './practice.ts';

/** The launcher on clean clones: what a newcomer types, as README.md has it. */

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const WORK = mkdtempSync(path.join(tmpdir(), 'roy-launcher-'));
/** Owns nothing on this machine, and has an account as everyone who types sudo has. */
const NOBODY = 65_534;

const gitSettings = path.join(WORK, 'gitconfig');
writeFileSync(gitSettings, '[safe]\n\tdirectory = *\n');

/** A user of its own: nothing of it is shared with the machine's other sets and caches. */
const environment = {
  ...process.env,
  GIT_CONFIG_GLOBAL: gitSettings,
  ROY_STATE: path.join(WORK, 'state'),
  XDG_STATE_HOME: path.join(WORK, 'user-state'),
  XDG_CACHE_HOME: path.join(WORK, 'cache'),
};

type Settings = Readonly<Record<string, string | undefined>>;

/** Starts a shell line in a process group of its own, as a terminal does. */
function start(line: string, cwd: string, settings: Settings = {}): ChildProcess {
  return spawn('sh', ['-c', line], {
    cwd,
    env: { ...environment, ...settings },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const shell = (line: string, cwd: string, settings: Settings = {}): Promise<Outcome> =>
  outcomeOf(start(line, cwd, settings));

/** Presses Ctrl-C when the text appears on standard error. */
async function interruptAt(text: string, line: string, cwd: string): Promise<Outcome> {
  // The shell around it survives, as a learner's own does, and tells how it ended.
  const child = start(`trap : INT; ${line}; exit $?`, cwd);
  let seen = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    const before = seen.includes(text);
    seen += chunk.toString();
    if (!before && seen.includes(text)) {
      process.kill(-(child.pid ?? Number.NaN), 'SIGINT');
    }
  });
  return outcomeOf(child);
}

async function clone(name: string): Promise<string> {
  const folder = path.join(WORK, name);
  await run('git', ['clone', '--quiet', ROOT, folder], {
    env: { GIT_CONFIG_GLOBAL: gitSettings },
  });
  return folder;
}

/** The shell lines of README.md that stand under «Начать». */
function linesOfReadme(): string {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const block = /## Начать[^]*?```sh\n([^]*?)```/.exec(readme)?.[1];
  if (block === undefined) throw new Error('README.md has no commands under «Начать»');
  return block;
}

interface Machine {
  readonly node: string;
  readonly state: string;
}

async function machinesOf(project: string): Promise<Machine[]> {
  const { out } = await shell('./roy machine ls --json', project);
  return JSON.parse(out) as Machine[];
}

/** The front page, once it is more than a promise. */
async function untilBuilt(address: string): Promise<string> {
  for (;;) {
    const response = await fetch(address);
    const text = await response.text();
    if (response.status === 200) return text;
    expect([response.status, text]).toEqual([503, expect.stringContaining('Сайт собирается')]);
    await sleep(500);
  }
}

const INSTALLS = 'Устанавливаю зависимости';

afterAll(async () => {
  for (const state of ['state', 'interrupted']) {
    await shell('./roy machine rm', ROOT, { ROY_STATE: path.join(WORK, state) });
  }
  await shell('./roy site stop', path.join(WORK, 'roy'));
  rmSync(WORK, { recursive: true, force: true });
}, 60_000);

describe('the commands of README.md, as written', () => {
  const project = path.join(WORK, 'roy');
  let first: Outcome;

  beforeAll(async () => {
    first = await shell(linesOfReadme().replace('АДРЕС', `'${ROOT}'`), WORK);
  }, 300_000);

  it('end well, show what they do, and name the next step', () => {
    expect(first).toMatchObject({ code: 0 });
    expect(first.err).toContain(INSTALLS);
    expect(first.err).toContain('создаю три учебные машины');
    expect(first.out).toContain('Ваша лабораторная — 01');
    expect(first.out).toContain('roy machine ssh node1');
    expect(first.out).toContain('roy check 01');
  });

  it('serve the lessons as soon as they are built', async () => {
    const address = /^Уроки: (http:\/\/127\.0\.0\.1:\d+\/)/m.exec(first.out)?.[1] ?? '';
    // At first a page that waits; what follows shall not share the processor with the build.
    const lessons = await untilBuilt(address);
    expect(lessons).toContain('Docker Swarm на настоящем кластере');
    // Nobody but this machine can reach it.
    const listening = await run('ss', ['--listening', '--tcp', '--numeric']);
    expect(listening).toContain(`127.0.0.1:${new URL(address).port} `);
    expect(listening).not.toMatch(new RegExp(`(0\\.0\\.0\\.0|\\*):${new URL(address).port} `));
  }, 300_000);

  it('leave three machines that answer', async () => {
    const machines = await machinesOf(project);
    expect(machines.map(({ node, state }) => [node, state])).toEqual([
      ['node1', 'работает'],
      ['node2', 'работает'],
      ['node3', 'работает'],
    ]);
  });

  it('take seconds the second time, and install nothing', async () => {
    const began = Date.now();
    const second = await shell('./roy start', project);
    expect(second).toMatchObject({ code: 0, err: '' });
    expect(second.out).toContain('Учебные машины работают: node1');
    expect(second.out).toContain('roy check 01');
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it('keep one process for the site, which ends when it is told to', async () => {
    const before = await shell('./roy site', project);
    expect(await shell('./roy site', project)).toEqual(before);
    const address = /http:\S+/.exec(before.out)?.[0] ?? '';
    expect((await fetch(new URL('glossary/', address))).status).toBe(200);

    expect((await shell('./roy site stop', project)).out).toContain('Сайт остановлен');
    await expect(fetch(address)).rejects.toThrow();
    expect((await shell('./roy site stop', project)).out).toContain('и так не работает');

    // The port is another program's now.
    const taken = createServer().listen(Number(new URL(address).port), '127.0.0.1');
    try {
      await once(taken, 'listening');
      const other = /http:\S+/.exec((await shell('./roy site', project)).out)?.[0] ?? '';
      expect(other).not.toBe(address);
      expect(await (await fetch(other)).text()).toContain('Docker Swarm');
    } finally {
      taken.close();
      await shell('./roy site stop', project);
    }
  }, 30_000);

  it('are enough for a doctor without complaints about the machines', async () => {
    const { out } = await shell('./roy doctor --json', project);
    const findings = JSON.parse(out) as { id: string; status: string }[];
    const statusOf = (id: string) => findings.find((finding) => finding.id === id)?.status;
    for (const id of ['engine', 'swarm', 'port-2377', 'port-7946', 'port-4789', 'images']) {
      expect([id, statusOf(id)]).toEqual([id, 'ok']);
    }
    expect(findings.filter(({ status }) => status === 'bad')).toEqual([]);
  });

  it('start machines again that were stopped', async () => {
    await shell('./roy machine stop', project);
    const again = await shell('./roy start', project);
    expect(again).toMatchObject({ code: 0 });
    expect((await machinesOf(project)).map(({ state }) => state)).toEqual(
      Array(3).fill('работает'),
    );
  }, 60_000);

  it('rebuild the program when a source is newer, and only then', async () => {
    await run('touch', [path.join(project, 'grader/cli.ts')]);
    expect((await shell('./roy help', project)).err).toContain('Собираю программу');
    expect((await shell('./roy help', project)).err).toBe('');
  });

  it('work from any folder and through a link', async () => {
    await run('ln', ['-s', path.join(project, 'roy'), path.join(WORK, 'link')]);
    expect(await shell('./link labs', WORK)).toMatchObject({ code: 0, err: '' });
  });

  it('without an engine and with --no-install say what is missing, and the rest runs', async () => {
    const hidden = path.join(WORK, 'no-engine');
    mkdirSync(hidden);
    // A program that cannot be executed is as good as none.
    const withoutEngine = (words: string) =>
      shell(
        `unshare --mount sh -c 'mount --bind /dev/null "$(command -v dockerd)" && ./roy ${words}'`,
        project,
        { ROY_STATE: hidden, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` },
      );
    const refused = await withoutEngine('start --no-install');
    expect(refused).toMatchObject({ code: 3, out: '' });
    expect(refused.err).toContain('не хватает: docker.io (движок Docker)');
    expect(refused.err).toContain('sudo apt-get install docker.io\n');
    expect(refused.err).not.toContain('Ставлю');
    expect(await withoutEngine('labs')).toMatchObject({ code: 0, err: '' });
    expect(await withoutEngine('hint 03 replicas')).toMatchObject({ code: 0, err: '' });
  });
});

describe('a first run', () => {
  it('can be interrupted at any point and run again', async () => {
    const settings = { ROY_STATE: path.join(WORK, 'interrupted') };
    const project = await clone('interrupted-clone');

    const stopped = await interruptAt(INSTALLS, './roy labs', project);
    expect(stopped.code).toBe(130);
    expect(stopped.err).toContain('Прервано');
    // npm may have been done already when the interruption reached it.
    const isDone = existsSync(path.join(project, 'node_modules/.package-lock.json'));

    const line = `ROY_STATE=${settings.ROY_STATE} ./roy start --no-site`;
    const engines = await interruptAt('Запускаю движки', line, project);
    expect(engines.code).toBe(130);
    expect(engines.err.includes(INSTALLS)).toBe(!isDone);

    const whole = await shell('./roy start --no-site', project, settings);
    expect(whole).toMatchObject({ code: 0 });
    expect(whole.err).not.toContain(INSTALLS);
    expect(await shell('./roy machine rm', project, settings)).toMatchObject({ code: 0 });
  }, 180_000);

  it('under sudo leaves no file of root in the project', async () => {
    const project = await clone('of-nobody');
    await run('chown', ['-R', `${NOBODY}:${NOBODY}`, project]);
    const cache = path.join(WORK, 'npm-of-nobody');
    await run('install', ['-d', '-o', String(NOBODY), cache]);
    chmodSync(WORK, 0o755);

    const result = await shell('./roy labs', project, {
      SUDO_UID: String(NOBODY),
      SUDO_GID: String(NOBODY),
      npm_config_cache: cache,
    });
    expect(result).toMatchObject({ code: 0 });
    expect(await run('find', [project, '-user', 'root'])).toBe('');
  }, 120_000);

  it('without a network tries again, then says so', async () => {
    const project = await clone('offline');
    const result = await shell('./roy labs', project, {
      npm_config_registry: 'http://127.0.0.1:9/',
      npm_config_cache: path.join(WORK, 'empty-npm-cache'),
    });
    expect(result).toMatchObject({ code: 70, out: '' });
    expect(result.err).toContain('пробую ещё раз (3 из 3)');
    expect(result.err).toContain('нет связи с хранилищем npm');
    expect(result.err).toContain('ECONNREFUSED');
  }, 120_000);

  it('with an old Node.js, or none, says how to get a newer one', async () => {
    const project = await clone('old-node');
    const old = path.join(WORK, 'old-node-bin');
    mkdirSync(old);
    writeFileSync(path.join(old, 'node'), '#!/bin/sh\necho v18.19.0\n', { mode: 0o755 });
    const outdated = await shell('./roy start', project, {
      PATH: `${old}:${process.env['PATH'] ?? ''}`,
    });
    expect(outdated).toMatchObject({ code: 70, out: '' });
    expect(outdated.err).toContain('Node.js 18.19.0 слишком старый');
    expect(outdated.err).toMatch(/apt-get install nodejs|nvm install/);

    const bare = path.join(WORK, 'bare-bin');
    mkdirSync(bare);
    for (const tool of ['sh', 'sed', 'sort', 'head', 'dirname', 'find', 'id', 'cut']) {
      await run('ln', ['-s', `/usr/bin/${tool}`, path.join(bare, tool)]);
    }
    const missing = await shell('/usr/bin/env -S PATH=$PATH ./roy start', project, { PATH: bare });
    expect(missing).toMatchObject({ code: 70, out: '' });
    expect(missing.err).toContain('Не найден Node.js');
  });
});
