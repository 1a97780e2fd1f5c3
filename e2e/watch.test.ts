import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckResult, LabReport } from '../grader/lab/report.ts';
import { outcomeOf, roy } from './practice.ts';
import { courseSwarm, type CourseSwarm } from './support/course-swarm.ts';
import { recordingProxy, type RecordingProxy } from './support/servers.ts';

/** `roy check --watch` of lab 12, which sends requests all the while. */

/** As the lab asks. */
const REPLICAS = 3;

let swarm: CourseSwarm;
let proxy: RecordingProxy;

beforeAll(async () => {
  swarm = await courseSwarm('watch', 2);
  proxy = await recordingProxy(swarm.socket);
  expect((await swarm.roy(['lab', 'start', '12'])).code).toBe(0);
  await swarm.roy(['check', '12', '--wait', '60']);
}, 120_000);

afterAll(async () => {
  await proxy.close();
  await swarm.remove();
}, 60_000);

async function uninterrupted(): Promise<CheckResult | undefined> {
  const { out } = await swarm.roy(['check', '12', '--json'], proxy.socketPath);
  return (JSON.parse(out) as LabReport).checks.find(({ id }) => id === 'uninterrupted');
}

const probeServices = async () => {
  const listed = await swarm.docker('service', 'ls', '--quiet', '--filter', 'label=roy.probe');
  return listed.split('\n').filter((id) => id !== '');
};

async function until(look: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await look()) return;
    await sleep(100);
  }
  throw new Error('waited 30 s in vain');
}

/** Watches until requests are on their way. */
async function watching() {
  const child = swarm.start(['check', '12', '--watch'], proxy.socketPath);
  let shown = '';
  child.stdout?.on('data', (text: Buffer) => (shown += text.toString()));
  const outcome = outcomeOf(child);
  await until(() => shown.includes('update-not-watched'));
  return { child, outcome };
}

it('nobody watches: no request is sent, and the check says what would see it', async () => {
  const start = proxy.requests.length;
  expect(await uninterrupted()).toMatchObject({ status: 'skipped', reason: 'watch-only' });
  expect(proxy.requests.slice(start).filter(({ method }) => method !== 'GET')).toEqual([]);
}, 30_000);

describe('a watch that is ended', () => {
  it('by Ctrl-C has removed what sent the requests', async () => {
    const { child, outcome } = await watching();
    // With IPVS the requests go through the published port, and nothing is needed for them.
    expect((await probeServices()).length).toBeLessThanOrEqual(1);
    const at = performance.now();
    child.kill('SIGINT');
    expect(await outcome).toMatchObject({ code: 130, err: '' });
    expect(performance.now() - at).toBeLessThan(4_000);
    expect(await probeServices()).toEqual([]);
  }, 60_000);

  it('by force leaves it to the next one', async () => {
    const { child } = await watching();
    child.kill('SIGKILL');
    await once(child, 'close');
    const { child: next, outcome } = await watching();
    expect((await probeServices()).length).toBeLessThanOrEqual(1);
    next.kill('SIGINT');
    await outcome;
    expect(await probeServices()).toEqual([]);
    expect(proxy.requests.filter(({ allowed }) => !allowed)).toEqual([]);
  }, 90_000);

  it('by a closed pipe as well', async () => {
    const { child, outcome } = await watching();
    child.stdout?.destroy();
    await swarm.docker('service', 'scale', '--detach', 'catalog=1');
    expect((await outcome).err).toBe('');
    expect(await probeServices()).toEqual([]);
    await swarm.docker('service', 'scale', `catalog=${REPLICAS}`);
  }, 60_000);
});

it('an update that is watched is told in numbers, and is remembered', async () => {
  const { child, outcome } = await watching();
  await swarm.docker(
    ...['service', 'update', '--quiet', '--update-order', 'start-first', '--update-monitor', '1s'],
    ...['--image', 'roy-web:1.1', 'catalog'],
  );
  let shown = '';
  child.stdout?.on('data', (text: Buffer) => (shown += text.toString()));
  await until(() => /отправлено \d+ запрос.*, без ответа — 0/.test(shown));
  child.kill('SIGINT');
  await outcome;
  expect(await uninterrupted()).toMatchObject({ status: 'passed', remembered: true });
}, 90_000);

// Last: for a minute the nodes of a manager that has started again do not know each other's tasks.
it('an engine that starts again ends no watch', async () => {
  const child = swarm.start(['check', '12', '--watch'], proxy.socketPath);
  let shown = '';
  child.stdout?.on('data', (text: Buffer) => (shown += text.toString()));
  const outcome = outcomeOf(child);
  await until(() => shown.includes('Лабораторная 12'));
  for (const action of ['stop', 'start']) {
    const { code } = await roy(['machine', action, '--name', swarm.set, 'node1']);
    expect(code).toBe(0);
  }
  await swarm.docker('service', 'scale', '--detach', 'catalog=1');
  await until(() => shown.includes('replicas-wrong'));
  child.kill('SIGINT');
  expect(await outcome).toMatchObject({ code: 130 });
}, 120_000);
