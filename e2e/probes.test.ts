import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { collect } from '../grader/cluster/collect.ts';
import { connect, type Engine } from '../grader/cluster/engine.ts';
import { watchEvents } from '../grader/cluster/events.ts';
import { removeLeftovers, runProbes } from '../grader/cluster/probes.ts';
import { newRunId } from '../grader/cluster/probe-run.ts';
import type { KernelFeature } from '../grader/lab/case.ts';
import type { OneShotProbe } from '../grader/lab/define.ts';
import type { CheckResult, LabReport } from '../grader/lab/report.ts';
import { kernelFeatures } from '../grader/kernel.ts';
import { outcomeOf } from './practice.ts';
import { courseSwarm, type CourseSwarm } from './support/course-swarm.ts';
import { recordingProxy, type RecordingProxy } from './support/servers.ts';

let swarm: CourseSwarm;
let proxy: RecordingProxy;
let engine: Engine;
let kernel: ReadonlySet<KernelFeature>;
const { signal } = new AbortController();

beforeAll(async () => {
  kernel = await kernelFeatures();
  swarm = await courseSwarm('probes', 2);
  proxy = await recordingProxy(swarm.socket);
  const url = `unix://${swarm.socket}`;
  engine = await connect({
    kind: 'unix',
    source: '--host',
    socketPath: swarm.socket,
    url,
    name: url,
    docker: `docker --host ${url}`,
  });
  await swarm.roy(['lab', 'solve', '05', '--run']);
  expect((await swarm.roy(['snapshot', 'save', '05', swarm.file('s'), '--wait', '60'])).code).toBe(
    0,
  );
}, 120_000);

afterAll(async () => {
  engine.close();
  await proxy.close();
  await swarm.remove();
}, 60_000);

/** Grades lab 05 through the proxy: its two last checks stand on probes. */
async function check(...words: string[]): Promise<Record<string, CheckResult>> {
  const { out } = await swarm.roy(['check', '05', '--json', ...words], proxy.socketPath);
  const { checks } = JSON.parse(out) as LabReport;
  return Object.fromEntries(checks.map((one) => [one.id, one]));
}

const probeServices = async () => {
  const listed = await swarm.docker('service', 'ls', '--quiet', '--filter', 'label=roy.probe');
  return listed.split('\n').filter((id) => id !== '');
};

/** What was asked since, other than to read. */
const writesSince = (start: number) =>
  proxy.requests
    .slice(start)
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path.replace(/\/[a-z0-9]{25}$/, '/ID')}`);

const CREATE = 'POST /services/create';
const REMOVE = 'DELETE /services/ID';

describe('on a swarm without the course’s label', () => {
  beforeAll(async () => {
    await swarm.docker('node', 'update', '--label-rm', 'roy.course', 'node1');
  });

  afterAll(async () => {
    await swarm.docker('node', 'update', '--label-add', 'roy.course=yes', 'node1');
  });

  it('no probe is made, and the reason is given', async () => {
    const start = proxy.requests.length;
    const { names, balanced } = await check();
    for (const skipped of [names, balanced]) {
      expect(skipped).toMatchObject({ status: 'skipped', reason: 'probe-unavailable' });
      expect(JSON.stringify(skipped)).toMatch(/roy\.course.*--probe/);
    }
    expect(writesSince(start)).toEqual([]);
  }, 30_000);

  it('--probe allows them; nothing else is asked, and nothing is left', async () => {
    const start = proxy.requests.length;
    const { names, balanced } = await check('--probe');
    expect(names).toMatchObject({ status: 'passed' });
    expect(balanced).toMatchObject(
      kernel.has('ipvs') ? { status: 'passed' } : { status: 'skipped', reason: 'data-plane' },
    );
    const writes = writesSince(start);
    expect(new Set(writes)).toEqual(new Set([CREATE, REMOVE]));
    expect(writes.filter((write) => write === REMOVE)).toHaveLength(writes.length / 2);
    expect(proxy.requests.filter(({ allowed }) => !allowed)).toEqual([]);
    expect(await probeServices()).toEqual([]);
  }, 60_000);
});

describe('a grader that is ended during a probe', () => {
  async function endedDuringProbe(by: 'SIGINT' | 'SIGKILL') {
    const start = proxy.requests.length;
    const child = swarm.start(['check', '05'], proxy.socketPath);
    const outcome = outcomeOf(child);
    while (!writesSince(start).includes(CREATE)) await sleep(20);
    while ((await probeServices()).length === 0) await sleep(20);
    const at = performance.now();
    child.kill(by);
    await once(child, 'close');
    return { outcome: await outcome, seconds: (performance.now() - at) / 1000 };
  }

  it('by Ctrl-C removes it first', async () => {
    const { outcome, seconds } = await endedDuringProbe('SIGINT');
    expect(outcome).toMatchObject({ code: 130, out: '', err: '' });
    expect(seconds).toBeLessThan(3);
    expect(await probeServices()).toEqual([]);
  }, 30_000);

  it('by force leaves it to the next one', async () => {
    await endedDuringProbe('SIGKILL');
    expect(await probeServices()).toHaveLength(1);
    expect(await check()).toMatchObject({ names: { status: 'passed' } });
    expect(await probeServices()).toEqual([]);
  }, 60_000);
});

describe('a probe service of another run', () => {
  const left = (run: string) =>
    swarm.docker(
      ...['service', 'create', '--detach', '--quiet', '--label', `roy.probe=${run}`],
      ...['--restart-condition', 'none', 'busybox', 'true'],
    );

  it('stays while that run may be alive', async () => {
    const ids = [await left(newRunId()), await left('0123456789ab.1.01234567')];
    await removeLeftovers(engine, Date.now());
    expect((await probeServices()).length).toBe(2);
    await removeLeftovers(engine, Date.now() + 100_000);
    expect((await probeServices()).length).toBe(2);
    await removeLeftovers(engine, Date.now() + 125_000);
    expect(await probeServices()).toEqual([]);
    expect(ids).toHaveLength(2);
  }, 30_000);

  it('is nobody’s work, and is not graded', async () => {
    const id = await left('0123456789ab.1.01234567');
    const snapshot = await collect(engine);
    expect(snapshot.services.map(({ ID }) => ID)).not.toContain(id);
    expect(snapshot.tasks.filter(({ ServiceID }) => ServiceID === id)).toEqual([]);
    await swarm.docker('service', 'rm', id);
  });
});

describe('what a probe tells apart', () => {
  async function make(probe: OneShotProbe) {
    const { one } = await runProbes(
      engine,
      await collect(engine),
      new Map([['one', probe]]),
      signal,
    );
    return one;
  }

  const network = async () => await swarm.docker('network', 'ls', '-qf', 'name=shop', '--no-trunc');

  const mute = async (control: 'overlay' | 'vip') =>
    make({
      kind: 'network',
      network: await network(),
      control,
      script: 'echo nobody',
      answered: () => false,
    });

  /** A port that nobody has published. */
  const closed = async (control: 'host' | 'ingress') => {
    const { nodes } = await collect(engine);
    const urls = nodes.map(({ Status }) => `http://${Status.Addr ?? ''}:1/`);
    const answered = () => false;
    return make({ kind: 'http', urls, control, answered });
  };

  it('silence on a plain overlay is the learner’s: there it works', async () => {
    expect(await mute('overlay')).toEqual({
      status: 'silent',
      output: 'nobody',
      controlWorked: true,
    });
  }, 60_000);

  it('silence behind a virtual address is the kernel’s, where it has no IPVS', async () => {
    expect(await mute('vip')).toMatchObject({
      status: 'silent',
      controlWorked: kernel.has('ipvs'),
    });
  }, 60_000);

  it('a port that stays shut in host mode is the learner’s', async () => {
    const result = await closed('host');
    expect(result).toMatchObject({ status: 'silent', controlWorked: true });
    expect(result?.output.split('\n')[0]).toMatch(/^000 http:/);
  }, 60_000);

  it('a port that stays shut in the mesh is the kernel’s, where it has no IPVS', async () => {
    expect(await closed('ingress')).toMatchObject({
      status: 'silent',
      controlWorked: kernel.has('ipvs'),
    });
    expect(await probeServices()).toEqual([]);
  }, 60_000);

  it('a probe that no node can make says why', async () => {
    const result = await make({
      kind: 'network',
      network: 'nonexistent',
      control: 'overlay',
      script: 'true',
      answered: () => true,
    });
    expect(result).toMatchObject({ status: 'unavailable' });
    expect(result?.reason).toMatch(/^проба не удалась: .*nonexistent/);
  }, 60_000);

  it('its own doings are no event; a learner’s are', async () => {
    const events = await watchEvents(engine, signal);
    await mute('overlay');
    const [container] = (await swarm.docker('ps', '-q')).split('\n');
    await swarm.docker('exec', container ?? '', 'true');
    await sleep(1_000);
    expect(events.take()).toEqual([]);
    await swarm.docker('service', 'update', '--detach', '--label-add', 'a=b', 'web');
    await events.next(5_000);
    expect(events.take()).toMatchObject([{ type: 'service', action: 'update' }]);
    events.close();
  }, 60_000);
});

it('behaviour that comes later than its task is waited for, and asked about again', async () => {
  await swarm.roy(['lab', 'start', '17-05']);
  const late = "sh -c 'sleep 20; exec httpd -f -p 80 -h /'";
  await swarm.docker('service', 'update', '--detach', '--args', late, 'sundial');
  const { code, out } = await swarm.roy(['check', '17-05', '--watch']);
  expect(code).toBe(0);
  expect(out).toMatch(/ждём: ответят все задачи \(sundial\.\d .* — соединение отклонено/);
  expect(out).not.toContain('task-not-answering');
}, 120_000);
