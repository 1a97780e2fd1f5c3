import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckResult, LabReport } from '../grader/lab/report.ts';
import { isLinkUp, linkOf } from '../grader/practice/link.ts';
import { readSet } from '../grader/practice/index.ts';
import { outcomeOf, roy } from './practice.ts';
import { courseSwarm, type CourseSwarm } from './support/course-swarm.ts';
import { recordingProxy, type RecordingProxy } from './support/servers.ts';

/** `roy check --active` on a real swarm: harm, recovery, and everything put back. */

let swarm: CourseSwarm;
let proxy: RecordingProxy;

beforeAll(async () => {
  swarm = await courseSwarm('active', 3);
  proxy = await recordingProxy(swarm.socket, true);
}, 90_000);

afterAll(async () => {
  await proxy.close();
  await swarm.remove();
}, 60_000);

interface Checked {
  readonly code: number | null;
  readonly err: string;
  readonly checks: Readonly<Record<string, CheckResult>>;
}

async function check(lab: string, words: readonly string[], socket?: string): Promise<Checked> {
  const { code, out, err } = await swarm.roy(['check', lab, '--json', ...words], socket);
  const { checks } = JSON.parse(out) as LabReport;
  return { code, err, checks: Object.fromEntries(checks.map((one) => [one.id, one])) };
}

/** Names of the records of what is not undone yet. */
function records(): readonly string[] {
  const folder = swarm.file('state', 'roy', 'faults');
  return existsSync(folder) ? readdirSync(folder) : [];
}

const serve = ['--health-cmd', 'pidof httpd', '--health-interval', '3s', '--health-timeout', '2s'];

/** A service as lab 11 asks for it, whose health check sees nothing: nobody ends a frozen task. */
async function createBlind(): Promise<void> {
  const words = ['--name', 'web', '--replicas', '3', '--health-retries', '2', ...serve];
  await swarm.docker('service', 'create', '--quiet', ...words, 'roy-web:1.0');
}

/** The states of the processes of all its containers on node1: `T` is a stopped one. */
async function processStates(): Promise<string> {
  const ids = await swarm.docker(
    'ps',
    '--quiet',
    '--filter',
    'label=com.docker.swarm.service.name=web',
  );
  const tops = await Promise.all(
    ids.split('\n').map((id) => swarm.docker('top', id, '-o', 'pid,stat')),
  );
  return tops.join('\n');
}

const stopped = async () => /^\d+ +T/m.test(await processStates());

async function until(what: string, look: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await look()) return;
    await sleep(100);
  }
  throw new Error(`waited 30 s in vain: ${what}`);
}

describe('a killed container', () => {
  /** The learner has killed all that stands on node1, so that the next victim has failed before. */
  beforeAll(async () => {
    const serve = ['sh', '-c', 'httpd -f -p 80 -h /'];
    const words = ['--name', 'busybox', '--replicas', '4', 'busybox'];
    await swarm.docker('service', 'create', '--quiet', ...words, ...serve);
    const containers = await swarm.docker('ps', '--quiet');
    await swarm.docker('kill', ...containers.split('\n'));
    const { out } = await swarm.roy(['check', '03', '--wait', '60']);
    expect(out).toContain('Лабораторная пройдена');
  }, 120_000);

  afterAll(async () => {
    await swarm.docker('service', 'rm', 'busybox');
  });

  it('is replaced; it is told beforehand, and nothing else is asked of the engine', async () => {
    const start = proxy.requests.length;
    const { code, err, checks } = await check('03', ['--active'], proxy.socketPath);
    const failed = Object.values(checks).filter(({ status }) => status !== 'passed');
    expect([code, failed]).toEqual([0, []]);
    expect(err).toMatch(
      /^Задача busybox\.\d недавно уже падала\. «Рой» ждёт \d+ с: .*\n«Рой» ломает нарочно: убивает контейнер задачи busybox\.\d \(узел node1\)\.\n/,
    );
    expect(err).toMatch(/Новая задача busybox\.\d заработала через [\d,]+ с\.\n$/);
    const asked = proxy.requests.slice(start);
    expect(asked.filter(({ allowed }) => !allowed)).toEqual([]);
    const writes = asked.filter(({ method }) => method !== 'GET').map(({ path }) => path);
    expect(writes).toEqual([expect.stringMatching(/^\/containers\/\w+\/kill\?signal=SIGKILL$/)]);
  }, 90_000);

  it('is in the saved snapshot, which is graded the same', async () => {
    const file = swarm.file('active.json');
    const saved = await swarm.roy(['snapshot', 'save', '03', file, '--active']);
    expect(saved.code).toBe(0);
    const { out } = await roy(['check', '03', '--from', file, '--json'], { env: swarm.env });
    expect((JSON.parse(out) as LabReport).checks.find(({ id }) => id === 'recovers')).toMatchObject(
      {
        status: 'passed',
      },
    );
  }, 60_000);

  it('is not asked for without --active', async () => {
    const start = proxy.requests.length;
    const { code, checks } = await check('03', [], proxy.socketPath);
    expect(checks['recovers']).toMatchObject({ status: 'skipped', reason: 'active-only' });
    expect(code).toBe(0);
    expect(proxy.requests.slice(start).filter(({ method }) => method !== 'GET')).toEqual([]);
  }, 30_000);
});

describe('--active', () => {
  it('refuses a swarm without the course’s label, and touches nothing', async () => {
    await swarm.docker('node', 'update', '--label-rm', 'roy.course', 'node1');
    const start = proxy.requests.length;
    const { code, out, err } = await swarm.roy(['check', '03', '--active'], proxy.socketPath);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^Кластер не помечен как учебный.*\n.*\n +docker node update --label-add/);
    expect(proxy.requests.slice(start).filter(({ method }) => method !== 'GET')).toEqual([]);
    await swarm.docker('node', 'update', '--label-add', 'roy.course=yes', 'node1');
  }, 30_000);

  it.each([
    [['check', '04', '--active'], 'ломать нечего'],
    [['check', '03', '--active', '--watch'], '--watch'],
  ])('refuses %j', async (words, names) => {
    const { code, err } = await swarm.roy(words);
    expect(code).toBe(2);
    expect(err).toContain(names);
  });
});

describe('a frozen application', () => {
  beforeAll(async () => {
    await createBlind();
    await until('healthy', async () => {
      const states = await swarm.docker('service', 'ps', 'web', '--format', '{{.CurrentState}}');
      return states.split('\n').every((state) => state.startsWith('Running'));
    });
    // A check waits for tasks that have lived six seconds.
    await sleep(6_000);
  }, 60_000);

  /** Starts a check that freezes a task of node1, and waits until it has. */
  async function startFreezing() {
    const child = swarm.start(['check', '11', '--active'], proxy.socketPath);
    const outcome = outcomeOf(child);
    await until('frozen', stopped);
    expect(records()).toHaveLength(1);
    return { child, outcome };
  }

  it('goes on after Ctrl-C', async () => {
    const { child, outcome } = await startFreezing();
    child.kill('SIGINT');
    expect(await outcome).toMatchObject({ code: 130, out: '' });
    expect(await stopped()).toBe(false);
    expect(records()).toEqual([]);
  }, 60_000);

  it('goes on when the next run finds what a killed one has left', async () => {
    const { child } = await startFreezing();
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(await stopped()).toBe(true);
    const [record = ''] = records();
    const text = readFileSync(swarm.file('state', 'roy', 'faults', record), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ kind: 'freeze', container: expect.any(String) });
    const { err } = await swarm.roy(['check', '11'], proxy.socketPath);
    expect(err).toMatch(/^Прошлая проверка оборвалась: процессы задачи web\.\d снова идут\.\n$/);
    expect(await stopped()).toBe(false);
    expect(records()).toEqual([]);
  }, 60_000);

  it('goes on when nobody has noticed it, and that is the verdict', async () => {
    const { checks, err } = await check('11', ['--active'], proxy.socketPath);
    expect(checks['notices']).toMatchObject({ status: 'failed', code: 'health-blind' });
    expect(err).toMatch(/кластер этого не заметил\.\n$/);
    expect(await stopped()).toBe(false);
    expect(records()).toEqual([]);
    expect(proxy.requests.filter(({ allowed }) => !allowed)).toEqual([]);
  }, 90_000);

  it('is replaced where the health check asks it, on whichever node of a practice set', async () => {
    const honest = ['--health-cmd', 'wget -q -O /dev/null http://127.0.0.1/health'];
    await swarm.docker(
      'service',
      'update',
      '--quiet',
      '--stop-grace-period',
      '1s',
      ...honest,
      'web',
    );
    await swarm.roy(['check', '11', '--wait', '60']);
    const { checks } = await check('11', ['--active']);
    expect(checks['notices']).toMatchObject({ status: 'passed' });
  }, 120_000);
});

describe('a manager off the network', () => {
  const host = { env: {} };

  /** Host names of the machines whose cable is out. */
  function cut(): readonly string[] {
    const set = readSet(host, swarm.set);
    if (set === undefined) throw new Error(`there is no set ${swarm.set}`);
    return set.nodes.filter((node) => !isLinkUp(linkOf(host, set, node))).map(({ name }) => name);
  }

  async function managersAnswer(): Promise<boolean> {
    const status = await swarm.docker('node', 'ls', '--format', '{{.ManagerStatus}}');
    return /^(Leader|Reachable)\n(Leader|Reachable)\n(Leader|Reachable)$/.test(status);
  }

  /** Starts a check that cuts one of them off, and waits until it has. */
  async function startCutting() {
    await until('three managers', managersAnswer);
    const child = swarm.start(['check', '15', '--active']);
    const outcome = outcomeOf(child);
    await until('cut off', () => cut().length > 0);
    expect(records()).toHaveLength(1);
    return { child, outcome };
  }

  beforeAll(async () => {
    await swarm.docker('node', 'promote', 'node2', 'node3');
  }, 60_000);

  it('is back after Ctrl-C', async () => {
    const { child, outcome } = await startCutting();
    child.kill('SIGINT');
    expect(await outcome).toMatchObject({ code: 130, out: '' });
    expect(cut()).toEqual([]);
    expect(records()).toEqual([]);
  }, 60_000);

  it('is back when the next run finds what a killed one has left', async () => {
    const { child } = await startCutting();
    child.kill('SIGKILL');
    await once(child, 'close');
    const [node = ''] = cut();
    const [record = ''] = records();
    const text = readFileSync(swarm.file('state', 'roy', 'faults', record), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ kind: 'cut', node, set: swarm.set });
    const { err } = await swarm.roy(['check', '15']);
    expect(err).toContain(`Прошлая проверка оборвалась: возвращаю узлу ${node} сеть.\n`);
    expect(cut()).toEqual([]);
    expect(records()).toEqual([]);
  }, 60_000);

  it('is missed by nobody: the others write, and it comes back unlocked', async () => {
    await until('three managers', managersAnswer);
    await swarm.docker('swarm', 'update', '--autolock=true');
    const { checks, err } = await check('15', ['--active']);
    expect(checks).toMatchObject({
      survives: { status: 'passed' },
      reachable: { status: 'passed' },
      autolock: { status: 'passed' },
    });
    expect(err).toMatch(
      /^«Рой» ломает нарочно: отключает от сети управляющий узел (node[23])\.\n.*\n.*\1 недоступен, а кластер принимает изменения\.\n.*узлу \1 возвращена\.\n$/,
    );
    expect(cut()).toEqual([]);
    expect(await swarm.docker('service', 'ls', '--format', '{{.Name}}')).not.toContain('roy-');
  }, 120_000);

  it('cannot be cut where it is no practice machine', async () => {
    const { checks } = await check('15', ['--active'], proxy.socketPath);
    expect(checks['survives']).toMatchObject({ status: 'skipped', reason: 'fault-unavailable' });
  }, 30_000);
});
