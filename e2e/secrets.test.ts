import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connect, type Engine } from '../grader/cluster/engine.ts';
import type { ClusterSnapshot } from '../grader/cluster/snapshot.ts';
import { ForbiddenRequest } from '../grader/cluster/transport.ts';
import type { LabMetadata } from '../grader/lab/metadata.ts';
import type { LabReport } from '../grader/lab/report.ts';
import { secretMarker } from '../grader/lab/secret-marker.ts';
import { fillMetadata } from '../grader/lab/tokens.ts';
import { outcomeOf } from './practice.ts';
import { courseSwarm, type CourseSwarm } from './support/course-swarm.ts';
import { recordingProxy, type RecordingProxy } from './support/servers.ts';

/** What is declared secret, and everything else that must not leave a swarm, stays there. */

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const labs = JSON.parse(readFileSync(join(PROJECT, 'dist/labs.json'), 'utf8')) as LabMetadata[];
const lab = labs.find(({ name }) => name === '10-secrets');
if (lab === undefined) throw new Error('there is no lab 10');
const declared = lab.secrets.map((param) => String(lab.params[param]));
const [, password = ''] = declared;
const MARKER = secretMarker(lab.name, 'newPassword');

let swarm: CourseSwarm;

beforeAll(async () => {
  swarm = await courseSwarm('secrets', 3);
}, 60_000);

afterAll(async () => {
  await swarm.remove();
}, 60_000);

const base64 = (text: string) => Buffer.from(text).toString('base64');

async function statuses(socket = swarm.socket): Promise<Record<string, string>> {
  const { out } = await swarm.roy(['check', '10', '--json', '--wait', '60'], socket);
  const { checks } = JSON.parse(out) as LabReport;
  return Object.fromEntries(checks.map(({ id, status }) => [id, status]));
}

describe('the value in a task’s file', () => {
  let proxy: RecordingProxy;
  let engine: Engine;

  beforeAll(async () => {
    proxy = await recordingProxy(swarm.socket);
    const url = `unix://${proxy.socketPath}`;
    engine = await connect({
      kind: 'unix',
      source: '--host',
      socketPath: proxy.socketPath,
      url,
      name: url,
      docker: 'docker',
    });
    expect((await swarm.roy(['lab', 'solve', '10', '--run'])).code).toBe(0);
    // The one task stands on any of the nodes.
    await move('--constraint-add', 'node.hostname==node1');
    await statuses();
  }, 120_000);

  afterAll(async () => {
    engine.close();
    await proxy.close();
  });

  async function move(...constraints: string[]): Promise<void> {
    const update = ['service', 'update', '--update-parallelism', '0', '--quiet'];
    await swarm.docker(...update, ...constraints, 'db');
  }

  /** What a check asks of the engine other than to read, the IDs left out. */
  async function writesOf(check: () => Promise<Record<string, string>>) {
    const start = proxy.requests.length;
    expect(await check()).toMatchObject({ content: 'passed', configContent: 'passed' });
    const asked = proxy.requests.slice(start);
    expect(asked.filter(({ allowed }) => !allowed)).toEqual([]);
    return asked
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => `${method} ${path.replace(/\/[a-z0-9]{25,64}(?=\/|$)/, '/ID')}`);
  }

  it('is compared inside the task where the engine runs it, and nothing is created', async () => {
    const writes = await writesOf(() => statuses(proxy.socketPath));
    const exec = ['POST /containers/ID/exec', 'POST /exec/ID/start'];
    expect(writes).toEqual([...exec, ...exec]);
  }, 70_000);

  it('is compared by a service with the same secret where another node runs it', async () => {
    const there = ['--constraint-add', 'node.hostname==node2'];
    await move('--constraint-rm', 'node.hostname==node1', ...there);
    const writes = await writesOf(() => statuses(proxy.socketPath));
    const service = ['POST /services/create', 'DELETE /services/ID'];
    expect(writes).toEqual([...service, ...service]);
    expect(await swarm.docker('service', 'ls', '--quiet', '--filter', 'label=roy.probe')).toBe('');
  }, 70_000);

  it('never comes by on the way, in neither direction', () => {
    expect(proxy.passed()).toContain('sha256sum');
    expect(proxy.passed()).toContain('test_secret_v2');
    for (const value of declared) {
      expect(proxy.passed()).not.toContain(value);
      expect(proxy.passed()).not.toContain(base64(value));
    }
  });

  it('no command is run in a container that is no task’s', async () => {
    const container = await swarm.docker('run', '--detach', '--init', 'busybox', 'sleep', '1d');
    const start = proxy.requests.length;
    const exec = engine.docker.getContainer(container).exec({ Cmd: ['true'] });
    await expect(exec).rejects.toBeInstanceOf(ForbiddenRequest);
    expect(proxy.requests.slice(start).map(({ method }) => method)).toEqual(['GET']);
    await swarm.docker('rm', '--force', container);
  });
});

describe('planted values', () => {
  const random = () => randomBytes(16).toString('hex');
  /** Of no lab, so that nothing knows them: they must not be read in the first place. */
  const unknown = { env: random(), secret: random(), config: random(), log: random() };
  const planted = new Map<string, string>();
  /** Whatever the program has said, by the command that made it say so. */
  const said = new Map<string, string>();

  beforeAll(async () => {
    declared.forEach((value, index) => {
      planted.set(`declared ${index}`, value);
      for (const before of ['', '1', '12']) {
        planted.set(
          `declared ${index} in base64 after «${before}»`,
          base64(before + value).slice(4, -4),
        );
      }
    });
    for (const [name, value] of Object.entries(unknown)) planted.set(`unknown ${name}`, value);
    await swarm.docker('swarm', 'update', '--autolock=true');
    for (const role of ['worker', 'manager']) {
      const token = await swarm.docker('swarm', 'join-token', '--quiet', role);
      planted.set(`${role} token`, token.replace(/^SWMTKN-1-/, ''));
    }
    const key = await swarm.docker('swarm', 'unlock-key', '--quiet');
    planted.set('unlock key', key.replace(/^SWMKEY-1-/, ''));
    expect([...planted.values()].every((value) => value.length > 15)).toBe(true);
    await plant();
  }, 120_000);

  const token = () => `SWMTKN-1-${planted.get('worker token') ?? ''}`;
  const key = () => `SWMKEY-1-${planted.get('unlock key') ?? ''}`;

  /** Puts the values wherever an engine keeps text. */
  async function plant(): Promise<void> {
    const file = (name: string, text: string) => {
      writeFileSync(swarm.file(name), text);
      return swarm.file(name);
    };
    const create = (name: string, ...words: string[]) =>
      swarm.docker('service', 'create', '--detach', '--init', '--name', name, ...words);
    const docker = (...words: string[]) => swarm.docker(...words);
    await docker('secret', 'create', '--label', `l=${password}`, 'p', file('p', unknown.secret));
    const data = `user=a\npassword=${password}\n${unknown.config}`;
    await docker('config', 'create', '--label', `l=${password}`, 'c', file('c', data));
    await docker('network', 'create', '-d', 'overlay', '--label', `l=${password}`, 'shop');
    await docker('node', 'update', '--label-add', `${password}=1`, 'node3');
    await docker('service', 'rm', 'db');
    await create(
      ...(['db', '--replicas', '2', '--secret', 'p', '--config', 'c'] as const),
      ...['--env', `A=${password}`, '--env', `B=${base64(`x ${password}`)}`],
      ...['--env', `C=${unknown.env}`, '--label', `l=${password}`, '--label', `k=${key()}`],
      ...['--container-label', `l=${base64(`12${password}`)}`, '--health-interval', '1s'],
      ...['--health-cmd', `echo ${password}`, '--entrypoint', 'sh', 'busybox', '-c'],
      `echo ${password} ${token()}; echo ${base64(unknown.log)} | base64 -d; cat /run/secrets/p; env; exec sleep 1d`,
    );
    // The engine names the command that it cannot find.
    const restart = ['--restart-delay', '1s', '--init=false'];
    await create('busybox', '--replicas', '4', ...restart, 'busybox', password);
    // Their pages name their host: what the probes of labs 05 and 06 will read.
    const web = ['--hostname', password, '--network', 'name=shop,alias=site'];
    await create('web', '--replicas', '3', ...web, 'roy-web:1.0');
    const direct = ['--replicas', '2', '--network', 'shop', '--endpoint-mode', 'dnsrr'];
    await create('api', ...direct, 'roy-web:1.0');
  }

  /** The planted values that a text holds. */
  const leaks = (text: string) =>
    [...planted].filter(([, value]) => text.includes(value)).map(([name]) => name);

  /** Waits until a docker command shows these planted values: tasks take a moment to begin. */
  async function shown(values: readonly string[], ...command: string[]): Promise<void> {
    const deadline = Date.now() + 25_000;
    for (;;) {
      const seen = leaks(await swarm.docker(...command));
      if (values.every((value) => seen.includes(value))) return;
      if (Date.now() > deadline) expect(seen).toEqual(expect.arrayContaining([...values]));
      await sleep(500);
    }
  }

  async function say(...words: string[]): Promise<void> {
    const { out, err } = await swarm.roy(words);
    said.set(words.join(' '), out + err);
  }

  it('stand in the swarm for everyone to see', async () => {
    const text = await swarm.docker('service', 'inspect', 'db');
    expect(leaks(text)).toEqual(
      expect.arrayContaining(['declared 1', 'unknown env', 'worker token', 'unlock key']),
    );
    await shown(['unknown secret', 'unknown log'], 'service', 'logs', '--raw', 'db');
    await shown(['declared 1'], 'service', 'ps', '--no-trunc', 'busybox');
  }, 60_000);

  it('are in no report', async () => {
    for (const number of ['03', '10']) await say('check', number, '--wait', '30');
    for (const number of ['03', '05', '10']) {
      await say('check', number, '--json', '--junit', swarm.file(`${number}.xml`));
    }
    expect(said.get('check 10 --wait 30')).toContain('Значение секрета открыто стоит в');
    // The engine's own words reach the learner, the value in them does not.
    expect(said.get('check 03 --wait 30')).toContain(MARKER);
    expect(readFileSync(swarm.file('03.xml'), 'utf8')).toContain(MARKER);
  }, 120_000);

  it('are in no snapshot', async () => {
    await say('snapshot', 'save', '03', '05', '10', swarm.file('swarm.json'), '--wait', '30');
    const snapshot = JSON.parse(readFileSync(swarm.file('swarm.json'), 'utf8')) as ClusterSnapshot;
    const db = snapshot.services.find(({ Spec }) => Spec.Name === 'db')?.Spec;
    const container = db?.TaskTemplate.ContainerSpec;
    expect(db?.Labels).toEqual({ l: MARKER, k: 'SWMKEY-1-…' });
    expect(container?.Env).toEqual([`A=${MARKER}`, `B=${MARKER}`, 'C']);
    expect(container?.Labels['l']).toContain(MARKER);
    expect(container?.Healthcheck?.Test).toEqual(['CMD-SHELL', `echo ${MARKER}`]);
    expect(container?.Args.join()).toMatch(/‹секрет 10-secrets\/newPassword›.*SWMTKN-1-…/);
    expect(snapshot.configs.map(({ Spec }) => [Spec.Data, Spec.Labels])).toContainEqual([
      MARKER,
      { l: MARKER },
    ]);
    expect(snapshot.secrets.map(({ Spec }) => Spec.Labels)).toContainEqual({ l: MARKER });
    expect(snapshot.networks.map(({ Labels }) => Labels)).toContainEqual({ l: MARKER });
    expect(snapshot.nodes.map(({ Spec }) => Spec.Labels)).toContainEqual({ [MARKER]: '1' });
    expect(snapshot.tasks.map(({ Status }) => Status.Err).join()).toContain(MARKER);
    expect(snapshot.probes['05-discovery/balanced']?.output).toContain(MARKER);
    await say('check', '10', '--from', swarm.file('swarm.json'), '--json');
  }, 60_000);

  it('are in nothing that an HTTP probe has read', async () => {
    await swarm.docker('service', 'rm', 'web', 'api', 'busybox');
    const create = ['service', 'create', '--detach', '--hostname', password, '--name'];
    const host = ['--mode', 'global', '--publish', 'published=8090,target=80,mode=host'];
    await swarm.docker(...create, 'agent', ...host, 'roy-web:1.0');
    await swarm.docker(...create, 'web', '--replicas', '2', '-p', '8080:80', 'roy-web:1.0');
    await say('snapshot', 'save', '06', swarm.file('pages.json'), '--wait', '60');
    const { probes } = JSON.parse(
      readFileSync(swarm.file('pages.json'), 'utf8'),
    ) as ClusterSnapshot;
    expect(probes['06-ingress/direct']?.output).toContain(`roy-web 1.0 ${MARKER}`);
  }, 120_000);

  it('are not said by any other command', async () => {
    await say('labs');
    await say('labs', '--json');
    await say('doctor');
    await say('doctor', '--json');
    for (const { id } of lab.checks) await say('hint', '10', id, '--all');
    await say('lab', 'start', '03');
    await say('lab', 'reset', '10');
    await say('lab', 'solve', '10', '--run');
    expect(said.get('lab solve 10 --run')).toContain('$ docker secret create test_secret_v2 -\n');
    // The learner's task is the one place that tells what to put into the secret.
    const { goal } = fillMetadata(lab);
    expect(said.get('lab reset 10')).toContain(goal);
    said.set('lab reset 10', (said.get('lab reset 10') ?? '').replace(goal, ''));
  }, 120_000);

  it('do not come into the journal of a watch', async () => {
    const watch = swarm.start(['check', '10', '--watch']);
    const outcome = outcomeOf(watch);
    await sleep(1_000);
    const label = ['--label-add', `l=${password}`];
    await swarm.docker('service', 'update', '--detach', ...label, 'db');
    await sleep(2_000);
    watch.kill('SIGINT');
    const { out, err } = await outcome;
    said.set('check 10 --watch', out + err);
    const journal = readdirSync(swarm.file('state', 'roy', 'journal'));
    expect(journal).toHaveLength(1);
    const text = readFileSync(swarm.file('state', 'roy', 'journal', journal[0] ?? ''), 'utf8');
    expect(text).toContain('"action":"update"');
  }, 30_000);

  it('come into no fixture of a lab', async () => {
    await swarm.docker('swarm', 'update', '--autolock=false');
    const copy = swarm.file('project');
    for (const folder of ['dist', 'labs']) {
      cpSync(join(PROJECT, folder), join(copy, folder), { recursive: true });
    }
    const words = ['lab', 'verify', '10', '--cases', 'wrong-env', '--save', '--name', swarm.set];
    const verify = spawn(process.execPath, [join(copy, 'dist/cli.cjs'), ...words], {
      env: { ...process.env, ...swarm.env },
    });
    const { out, err } = await outcomeOf(verify);
    expect(out).toContain('✓ 10-secrets wrong-env');
    said.set('lab verify', out + err);
    const fixture = join(copy, 'labs/10-secrets/fixtures/wrong-env.json');
    expect(statSync(fixture).mtimeMs).toBeGreaterThan(Date.now() - 60_000);
    expect(readFileSync(fixture, 'utf8')).toContain(MARKER);
    writeFileSync(swarm.file('fixture.json'), readFileSync(fixture));
  }, 120_000);

  it('are found nowhere, in no output and in no file', () => {
    expect(said.size).toBeGreaterThan(25);
    for (const [command, text] of said) expect([command, leaks(text)]).toEqual([command, []]);
    // What the test itself has planted from, and the texts of the labs.
    const own = [swarm.file('p'), swarm.file('c'), swarm.file('project')];
    const written = readdirSync(swarm.file(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !own.some((path) => file === path || file.startsWith(`${path}/`)));
    expect(written.length).toBeGreaterThan(6);
    for (const file of written) {
      expect([file, leaks(readFileSync(file, 'utf8'))]).toEqual([file, []]);
    }
  });
});
