import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT, RoyError } from '../../grader/errors.ts';
import type { PracticeNode } from '../../grader/practice/sets.ts';
import { engineRequest, readSet } from '../../grader/practice/index.ts';
import { run as runTool } from '../../grader/practice/run.ts';
import { labs } from '../../labs/index.ts';
import { kernelOf, outcomeOf, roy, startRoy, tracesOf } from '../practice.ts';
import { Checks } from '../support/checks.ts';
import type { LongRun, Tally } from '../support/long-run.ts';
import { engineFromDebian, type EngineBinaries } from './packages.ts';

/** Debian suite → the Engine API that its engine has at least; sid's grows with time. */
const SUITES = { bookworm: '1.41', trixie: '1.45', sid: '1.51' } as const;

/** The lab that is looked at more closely: its tasks run, are killed and replaced. */
const LAB = '03';

/** The checks of one engine. */
export interface EngineTally extends Tally {
  /** Such as `28.5.2`. */
  readonly engine: string;
}

/**
 * Practice machines and the grader with every engine that Debian has, one after another.
 * Each case of a lab must come out on every engine as it did on the first.
 */
export async function testEngines(run: LongRun): Promise<readonly EngineTally[]> {
  if (process.getuid?.() !== 0) {
    throw new RoyError(EXIT.usage, 'Учебным машинам нужны права root.', [
      'Повторите команду от имени root.',
    ]);
  }
  const verdicts = new Map<string, readonly string[]>();
  const tallies: EngineTally[] = [];
  for (const [suite, leastApi] of Object.entries(SUITES)) {
    const engine = await engineFromDebian(suite, run);
    run.progress(`Движок ${engine.version} из Debian ${suite}`);
    const checks = new Checks(run);
    await testEngine({ run, checks, engine, leastApi, verdicts });
    tallies.push({ engine: engine.version, ...checks.tally });
  }
  return tallies;
}

interface Trial {
  readonly run: LongRun;
  readonly checks: Checks;
  readonly engine: EngineBinaries;
  readonly leastApi: string;
  /** What the cases of each lab came to on the first engine. */
  readonly verdicts: Map<string, readonly string[]>;
}

/** One engine on three practice machines of its own, of which nothing is left afterwards. */
async function testEngine(trial: Trial): Promise<void> {
  const set = `engines-${process.pid}`;
  const state = await mkdtemp(join(tmpdir(), 'roy-engines-'));
  const call: Call = async (words, env = {}) => {
    const child = startRoy(words, { env: { XDG_STATE_HOME: state, ...env } });
    const end = () => child.kill('SIGTERM');
    trial.run.signal.addEventListener('abort', end);
    const { code, out, err } = await outcomeOf(child);
    trial.run.signal.removeEventListener('abort', end);
    trial.run.signal.throwIfAborted();
    assert.equal(code, EXIT.passed, `roy ${words.join(' ')}: код ${code ?? ''}\n${out}${err}`);
    return out;
  };
  const check = (title: string, work: () => Promise<void>) => trial.checks.check(title, work);
  try {
    if (!(await check('Три машины собраны в кластер', () => create(trial, set, call)))) return;
    for (const { name } of labs) {
      await check(`${name}: решение и один неверный случай`, () =>
        verifyLab(trial, name, set, call),
      );
    }
    await check('Решение принято, снимок говорит то же, что и кластер', () =>
      compareSnapshot(set, state, call),
    );
    await check('Контейнеры стоят в группах (cgroup) своих узлов', () => findCgroups(set));
    await check('После остановки машин кластер и сервис возвращаются', () => restart(set, call));
  } finally {
    await check('Машины удалены, от них ничего не осталось', () => remove(set));
    await rm(state, { recursive: true, force: true });
  }
}

/** Runs `roy`, which must end with 0; gives its standard output. */
type Call = (words: readonly string[], env?: Readonly<Record<string, string>>) => Promise<string>;

async function create({ engine, leastApi }: Trial, set: string, call: Call): Promise<void> {
  await call(['machine', 'create', '--name', set, '--swarm'], { ROY_ENGINE_PATH: engine.folder });
  for (const node of nodesOf(set)) {
    const { Version, ApiVersion } = await versionOf(node);
    assert.ok(Version.startsWith(engine.version), `${node.name}: движок ${Version}`);
    assert.ok(minor(ApiVersion) >= minor(leastApi), `${node.name}: API ${ApiVersion}`);
  }
}

async function verifyLab({ verdicts }: Trial, lab: string, set: string, call: Call): Promise<void> {
  const out = await call(['lab', 'verify', lab, '--select', '--name', set]);
  const found = [...out.matchAll(/^[✓~] \S+ \S+/gm)].map(([verdict]) => verdict);
  assert.equal(found.length, 2, out);
  assert.deepEqual(found, verdicts.get(lab) ?? found);
  verdicts.set(lab, found);
}

/** Solves a lab, and grades it live and from a file. */
async function compareSnapshot(set: string, folder: string, call: Call): Promise<void> {
  const manager = managerOf(set);
  const host = ['--host', `unix://${manager.socket}`];
  const file = join(folder, 'snapshot.json');
  await call(['lab', 'solve', LAB, '--run', ...host]);
  const live = statusesOf(await call(['check', LAB, '--wait', '60', '--json', ...host]));
  await call(['snapshot', 'save', LAB, file, ...host]);
  assert.deepEqual(statusesOf(await call(['check', LAB, '--json', '--from', file])), live);
  const { apiVersion, info } = JSON.parse(await readFile(file, 'utf8')) as {
    apiVersion: string;
    info: { ServerVersion: string };
  };
  const engine = await versionOf(manager);
  assert.deepEqual([apiVersion, info.ServerVersion], [engine.ApiVersion, engine.Version]);
}

function statusesOf(report: string): readonly string[] {
  const { checks } = JSON.parse(report) as { checks: { id: string; status: string }[] };
  return checks.map(({ id, status }) => `${id} ${status}`);
}

/** Every running container is below its node's cgroup, where `roy machine rm` finds it. */
async function findCgroups(set: string): Promise<void> {
  for (const { name, socket } of nodesOf(set)) {
    const containers = (await engineRequest(socket, { path: '/containers/json' })) as {
      Id: string;
    }[];
    assert.notEqual(containers.length, 0, `на узле ${name} нет контейнеров`);
    for (const { Id } of containers) {
      const place = `*/roy/${kernelOf(set)}/${name}/${Id}`;
      const found = await runTool('find', ['/sys/fs/cgroup', '-type', 'd', '-path', place]);
      assert.notEqual(found, '', `нет группы ${place}`);
    }
  }
}

/**
 * The lab has just killed a container; where the stop ends the one that replaced it, their
 * slot counts as flapping for the next minute.
 */
async function restart(set: string, call: Call): Promise<void> {
  await call(['machine', 'stop', '--name', set]);
  await call(['machine', 'start', '--name', set]);
  const deadline = performance.now() + 120_000;
  for (;;) {
    try {
      await call(['check', LAB, '--wait', '60', '--host', `unix://${managerOf(set).socket}`]);
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(5_000);
    }
  }
}

/** Goes on after Ctrl-C and once the time is up: whatever was begun has to go. */
async function remove(set: string): Promise<void> {
  const { code, out, err } = await roy(['machine', 'rm', '--name', set]);
  assert.equal(code, EXIT.passed, `${out}${err}`);
  assert.deepEqual(await tracesOf(set), []);
}

const nodesOf = (set: string): readonly PracticeNode[] => readSet({ env: {} }, set)?.nodes ?? [];

function managerOf(set: string): PracticeNode {
  const [manager] = nodesOf(set);
  assert.ok(manager !== undefined, `набора ${set} нет`);
  return manager;
}

async function versionOf({ socket }: PracticeNode): Promise<{
  readonly Version: string;
  readonly ApiVersion: string;
}> {
  return (await engineRequest(socket, { path: '/version' })) as {
    Version: string;
    ApiVersion: string;
  };
}

/** `51` of `1.51`. */
const minor = (api: string): number => Number(/^1\.(\d+)$/.exec(api)?.[1]);
