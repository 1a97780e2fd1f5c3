import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { collect } from '../grader/cluster/collect.ts';
import { resolveEndpoint } from '../grader/cluster/endpoint.ts';
import { connect, type Engine } from '../grader/cluster/engine.ts';
import { watchEvents } from '../grader/cluster/events.ts';
import { removeLeftovers, runProbes } from '../grader/cluster/probes.ts';
import { pathsOf, roy, type RoyOptions } from './practice.ts';
import { makeCertificates } from './support/certificates.ts';
import { startEngine, type TestEngine } from './support/engine.ts';
import { recordingProxy, type RecordingProxy } from './support/servers.ts';
import { type SshServer, startSshServer } from './support/ssh-server.ts';

const SET = `e2e-${process.pid}-endpoint`;
const { socket } = pathsOf(SET, 'node1');
const folder = mkdtempSync(path.join(tmpdir(), 'roy-endpoint-'));
const file = (...names: string[]) => path.join(folder, ...names);

const docker = async (...words: string[]) =>
  (
    await promisify(execFile)('docker', words, { env: { ...process.env, ...config } })
  ).stdout.trim();
/** Contexts of the tests' own. */
const config = { DOCKER_CONFIG: file('config') };

let plain: TestEngine;
let secure: TestEngine;
let ssh: SshServer;

beforeAll(async () => {
  const [set] = await Promise.all([
    roy(['machine', 'create', '--name', SET, '--nodes', '1', '--swarm']),
    makeCertificates(folder),
  ]);
  expect(set).toMatchObject({ code: 0 });
  plain = await startEngine(['--tls=false']);
  secure = await startEngine([
    '--tlsverify',
    ...['--tlscacert', file('server', 'ca.pem')],
    ...['--tlscert', file('server', 'cert.pem'), '--tlskey', file('server', 'key.pem')],
  ]);
  ssh = await startSshServer();
}, 90_000);

afterAll(async () => {
  await Promise.all([plain.stop(), secure.stop(), ssh.stop()]);
  await roy(['machine', 'rm', '--name', SET]);
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** What a check says of the engine that it reached: a report, or that there is no swarm. */
async function check(words: readonly string[], env: RoyOptions['env'] = {}) {
  const { code, out, err } = await roy(['check', '03', '--json', ...words], { env });
  expect(err).not.toMatch(/\n\s+at /);
  const report = out === '' ? undefined : (JSON.parse(out) as { endpoint: string });
  return { code, err, endpoint: report?.endpoint };
}

describe('the endpoint of a check is', () => {
  it('a Unix socket, whatever DOCKER_HOST says', async () => {
    const env = { DOCKER_HOST: 'tcp://127.0.0.1:1' };
    const { code, endpoint } = await check(['--host', `unix://${socket}`], env);
    expect({ code, endpoint }).toEqual({ code: 1, endpoint: `unix://${socket}` });
  });

  it('DOCKER_HOST', async () => {
    const { endpoint } = await check([], { DOCKER_HOST: `unix://${socket}` });
    expect(endpoint).toBe(`unix://${socket} (из DOCKER_HOST)`);
  });

  it('a context of the docker CLI: named, in DOCKER_CONTEXT, or in use', async () => {
    await docker('context', 'create', 'practice', '--docker', `host=unix://${socket}`);
    const named = `контекст «practice» (unix://${socket})`;
    expect((await check(['--context', 'practice'], config)).endpoint).toBe(named);
    expect((await check([], { ...config, DOCKER_CONTEXT: 'practice' })).endpoint).toBe(named);
    await docker('context', 'use', 'practice');
    expect((await check([], config)).endpoint).toBe(named);
    await docker('context', 'use', 'default');
  });

  it('tcp', async () => {
    const { code, err } = await check(['--host', `tcp://127.0.0.1:${plain.port}`]);
    expect(err).toContain(`не состоит в кластере: tcp://127.0.0.1:${plain.port}.`);
    expect(code).toBe(4);
  });
});

describe('over TLS with certificates on both sides', () => {
  const env = (role: string) => ({ DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: file(role) });
  const host = () => ['--host', `tcp://127.0.0.1:${secure.port}`];

  it('an engine answers', async () => {
    const { code, err } = await check(host(), env('client'));
    expect(err).toContain('не состоит в кластере');
    expect(code).toBe(4);
  });

  it('an engine answers through a context', async () => {
    const files = ['ca', 'cert', 'key'].map((name) => `${name}=${file('client', `${name}.pem`)}`);
    const target = [`host=tcp://127.0.0.1:${secure.port}`, ...files].join(',');
    await docker('context', 'create', 'secure', '--docker', target);
    expect((await check(['--context', 'secure'], config)).err).toContain(
      `не состоит в кластере: контекст «secure» (tcp://127.0.0.1:${secure.port})`,
    );
  });

  it.each<[string, () => Promise<{ code: number | null; err: string }>, string]>([
    ['a request without TLS', () => check(host()), 'принимает только TLS'],
    ['nobody without a certificate', () => check(host(), env('.')), 'не принял ваш сертификат'],
    [
      'no engine of an unknown authority',
      async () => {
        await makeCertificates(file('other'));
        return check(host(), env('other/client'));
      },
      'ca.pem не знает',
    ],
    [
      'no name that the certificate was not made for',
      () => check(['--host', `tcp://localhost:${secure.port}`], env('client')),
      'выдан на другое имя',
    ],
    [
      'no port that speaks without TLS',
      () => check(['--host', `tcp://127.0.0.1:${plain.port}`], env('client')),
      'говорят без TLS',
    ],
  ])('accepts %s', async (_what, attempt, words) => {
    const { code, err } = await attempt();
    expect(err).toContain(words);
    expect(code).toBe(3);
  });
});

describe('over ssh', () => {
  const through = (port: number) => ['--host', `ssh://root@127.0.0.1:${port}${socket}`];

  it('a check passes, with one login for a connection and few connections', async () => {
    const { code, endpoint } = await check(through(ssh.port), { PATH: ssh.path('known') });
    expect({ code, endpoint }).toEqual({
      code: 1,
      endpoint: `ssh://root@127.0.0.1:${ssh.port}${socket}`,
    });
    expect(await ssh.logins()).toBeLessThanOrEqual(4);
  });

  it.each<['known' | 'stranger' | 'newcomer', 'port' | 'portWithoutDocker', string]>([
    ['stranger', 'port', 'Вас не пустили'],
    ['newcomer', 'port', 'Ключ той машины вам ещё не знаком'],
    ['known', 'portWithoutDocker', 'команды docker на той машине нет'],
  ])('%s on %s: «%s»', async (who, port, words) => {
    const { code, err } = await check(through(ssh[port]), { PATH: ssh.path(who) });
    expect(err).toContain(words);
    expect(code).toBe(3);
  });

  it('an engine that is not there is not the same as no docker', async () => {
    const host = `ssh://root@127.0.0.1:${ssh.port}/nonexistent.sock`;
    const { code, err } = await check(['--host', host], { PATH: ssh.path('known') });
    expect(err).toContain('движок на той машине не работает');
    expect(code).toBe(3);
  });

  it('a machine without ssh is named', async () => {
    const { code, err } = await check(['--host', 'ssh://root@127.0.0.1:1']);
    expect(err).toContain('Машина не отвечает');
    expect(code).toBe(3);
  });
});

describe('through a proxy that lets through only what a grader may do', () => {
  let proxy: RecordingProxy;
  let engine: Engine;
  const { signal } = new AbortController();

  beforeAll(async () => {
    proxy = await recordingProxy(socket);
    const host = { env: {}, home: folder, signal };
    const flags = { host: `unix://${proxy.socketPath}` };
    engine = await connect(await resolveEndpoint(flags, host, { practice: () => [] }));
  });

  afterAll(async () => {
    engine.close();
    await proxy.close();
  });

  it('everything that the grader does goes through', async () => {
    const host = ['--host', `unix://${socket}`];
    const network = await docker(...host, 'network', 'create', '--driver', 'overlay', 'proxied');
    const events = await watchEvents(engine, signal);
    const snapshot = await collect(engine);
    await removeLeftovers(engine, Date.now());
    const results = await runProbes(
      engine,
      snapshot,
      new Map([
        [
          'greeting',
          {
            kind: 'network',
            network,
            control: 'overlay',
            script: 'echo hello',
            answered: (output) => output.includes('hello'),
          },
        ],
      ]),
      signal,
    );
    expect(results).toEqual({ greeting: { status: 'answered', output: 'hello' } });
    events.close();

    expect(proxy.requests.filter(({ allowed }) => !allowed)).toEqual([]);
    const writes = proxy.requests.filter(({ method }) => method !== 'GET');
    expect(writes.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
    expect(await docker(...host, 'service', 'ls', '--quiet')).toBe('');
    await docker(...host, 'network', 'rm', 'proxied');
  }, 60_000);

  it('leaves a service of somebody else alone', async () => {
    const host = ['--host', `unix://${socket}`];
    const id = await docker(...host, 'service', 'create', '--detach', '--quiet', 'busybox', 'sh');
    const before = proxy.requests.length;
    await expect(engine.docker.getService(id).remove()).rejects.toThrow('allow-list');
    expect(proxy.requests.slice(before).map(({ method }) => method)).toEqual(['GET']);
    await docker(...host, 'service', 'rm', id);
  }, 30_000);

  it('refuses what is outside the list, should the grader ever send it', async () => {
    const refused = ['service', 'create', '--detach', '--quiet', 'busybox'];
    await expect(docker('--host', `unix://${proxy.socketPath}`, ...refused)).rejects.toThrow();
    expect(proxy.requests.filter(({ allowed }) => !allowed)).not.toEqual([]);
  });
});
