import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveOnSocket, type SocketServer } from '../../e2e/support/servers.ts';
import { EXIT, RoyError } from '../errors.ts';
import {
  type EndpointFlags,
  type PracticeMachines,
  resolveEndpoint,
  type Surroundings,
} from './endpoint.ts';

const OUTSIDE = 'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join".';
const WORKER = "This node is not a swarm manager. Worker nodes can't be used to view state.";

/** A home with contexts, and engines that answer /swarm as managers, workers and loners do. */
let home: string;
let manager: SocketServer;
let worker: SocketServer;
let outside: SocketServer;
let leaderless: SocketServer;
const missing = '/nonexistent/docker.sock';

function answerSwarm(status: number, message?: string): Promise<SocketServer> {
  return serveOnSocket((_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ message }));
  });
}

async function writeContext(name: string, host: string, tls?: Record<string, string>) {
  const id = createHash('sha256').update(name).digest('hex');
  const meta = join(home, '.docker/contexts/meta', id);
  await mkdir(meta, { recursive: true });
  const Endpoints = { docker: { Host: host, SkipTLSVerify: false } };
  await writeFile(join(meta, 'meta.json'), JSON.stringify({ Name: name, Endpoints }));
  const directory = join(home, '.docker/contexts/tls', id, 'docker');
  if (tls) await mkdir(directory, { recursive: true });
  for (const [file, text] of Object.entries(tls ?? {})) {
    await writeFile(join(directory, file), text);
  }
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'roy-home-'));
  manager = await answerSwarm(200);
  worker = await answerSwarm(503, WORKER);
  outside = await answerSwarm(503, OUTSIDE);
  // /swarm hangs, as it does for 20 s after the quorum is lost; /info answers.
  leaderless = await serveOnSocket((request, response) => {
    if (request.url === '/info') {
      response.end(JSON.stringify({ Swarm: { LocalNodeState: 'active' } }));
    }
  });
  await writeContext('far', 'ssh://pi@far');
  await writeContext('secure', 'tcp://node1', { 'ca.pem': 'CA', 'cert.pem': 'C', 'key.pem': 'K' });
  await mkdir(join(home, 'configured'));
  await writeFile(join(home, 'configured/config.json'), '{"currentContext": "gone"}');
  await mkdir(join(home, 'broken'));
  await writeFile(join(home, 'broken/config.json'), '{');
});

afterAll(async () => {
  await Promise.all([manager, worker, outside, leaderless].map((server) => server.close()));
  await rm(home, { recursive: true });
});

function resolve(
  flags: EndpointFlags = {},
  env: Record<string, string> = {},
  {
    practice = [],
    defaultSocket = missing,
  }: Partial<{ practice: PracticeMachines[] }> & Partial<Pick<Surroundings, 'defaultSocket'>> = {},
) {
  const signal = new AbortController().signal;
  return resolveEndpoint(flags, { env, home, signal }, { practice: () => practice, defaultSocket });
}

async function usageError(resolving: Promise<unknown>): Promise<RoyError> {
  const error: unknown = await resolving.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(RoyError);
  expect((error as RoyError).exitCode).toBe(EXIT.usage);
  return error as RoyError;
}

function machines(name: string, ...sockets: string[]): PracticeMachines {
  const nodes = sockets.map((socket, index) => ({ name: `node${index + 1}`, socket }));
  return { name, nodes };
}

describe('resolveEndpoint takes the first that applies:', () => {
  const everything = { DOCKER_HOST: 'tcp://env', DOCKER_CONTEXT: 'secure' };

  it('--host', async () => {
    const endpoint = await resolve({ host: 'unix:///x.sock', context: 'far' }, everything);
    expect(endpoint).toEqual({
      kind: 'unix',
      socketPath: '/x.sock',
      source: '--host',
      url: 'unix:///x.sock',
      name: 'unix:///x.sock',
      docker: 'docker --host unix:///x.sock',
    });
  });

  it('--context', async () => {
    expect(await resolve({ context: 'far' }, everything)).toMatchObject({
      kind: 'ssh',
      user: 'pi',
      host: 'far',
      source: '--context',
      name: 'контекст «far» (ssh://pi@far)',
      docker: 'docker --context far',
    });
  });

  it('DOCKER_HOST', async () => {
    expect(await resolve({}, everything)).toMatchObject({
      kind: 'tcp',
      host: 'env',
      port: 2375,
      source: 'DOCKER_HOST',
      name: 'tcp://env (из DOCKER_HOST)',
    });
  });

  it('DOCKER_CONTEXT, with its TLS files', async () => {
    expect(await resolve({}, { DOCKER_CONTEXT: 'secure' })).toMatchObject({
      kind: 'tls',
      host: 'node1',
      port: 2376,
      tls: { verify: true, ca: Buffer.from('CA'), cert: Buffer.from('C'), key: Buffer.from('K') },
    });
  });

  it('the current context of config.json', async () => {
    const error = await usageError(resolve({}, { DOCKER_CONFIG: join(home, 'configured') }));
    expect(error.message).toContain('«gone»');
  });

  it('the default socket in a swarm, be it a manager, a worker or without a quorum', async () => {
    const practice = [machines('roy', manager.socketPath)];
    for (const { socketPath } of [manager, worker, leaderless]) {
      const endpoint = await resolve({}, {}, { practice, defaultSocket: socketPath });
      expect(endpoint).toMatchObject({ source: 'default', docker: 'docker', socketPath });
    }
  });

  it('the practice machines: the first manager', async () => {
    const practice = [machines('roy', missing, worker.socketPath, manager.socketPath)];
    expect(await resolve({}, {}, { practice, defaultSocket: outside.socketPath })).toMatchObject({
      source: 'practice',
      socketPath: manager.socketPath,
      name: `учебные машины roy, node3 (unix://${manager.socketPath})`,
    });
  });

  it('the practice machines: node1 where none is a manager', async () => {
    const practice = [machines('roy', outside.socketPath, worker.socketPath)];
    expect(await resolve({}, {}, { practice })).toMatchObject({ socketPath: outside.socketPath });
  });

  it('the default socket', async () => {
    expect(await resolve()).toMatchObject({ source: 'default', socketPath: missing });
  });
});

describe('of several sets of practice machines', () => {
  it('takes the one called roy', async () => {
    const practice = [machines('a', outside.socketPath), machines('roy', manager.socketPath)];
    expect(await resolve({}, {}, { practice })).toMatchObject({ socketPath: manager.socketPath });
  });

  it('takes the only one, whatever its name', async () => {
    const practice = [machines('class', manager.socketPath)];
    expect(await resolve({}, {}, { practice })).toMatchObject({ socketPath: manager.socketPath });
  });

  it('asks which where none is called roy', async () => {
    const practice = [machines('a', '/a.sock'), machines('b', '/b.sock')];
    const error = await usageError(resolve({}, {}, { practice }));
    expect(error.message).toContain('a, b');
    expect(error.next).toContain('  --host unix:///b.sock');
  });
});

describe('contexts', () => {
  it('suggest the nearest name', async () => {
    const error = await usageError(resolve({ context: 'secur' }));
    expect(error.message).toContain('«secur»');
    expect(error.next[0]).toContain('--context secure');
  });

  it('called default are the engine that docker itself would take', async () => {
    const env = { DOCKER_HOST: 'tcp://env' };
    expect(await resolve({ context: 'default' }, env)).toMatchObject({ source: 'DOCKER_HOST' });
    const practice = [machines('roy', manager.socketPath)];
    expect(await resolve({}, { DOCKER_CONTEXT: 'default' }, { practice })).toMatchObject({
      source: 'default',
    });
  });

  it('name the file that is damaged', async () => {
    const error = await usageError(resolve({}, { DOCKER_CONFIG: join(home, 'broken') }));
    expect(error.message).toContain(join(home, 'broken/config.json'));
  });

  it('say where a wrong address stands', async () => {
    await writeContext('odd', 'fd://');
    expect((await usageError(resolve({ context: 'odd' }))).message).toContain('контекст «odd»');
  });
});

describe('TLS from the environment', () => {
  it('is on for tcp with DOCKER_TLS_VERIFY', async () => {
    await writeFile(join(home, 'ca.pem'), 'CA');
    const env = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: home };
    expect(await resolve({ host: 'tcp://node1' }, env)).toMatchObject({
      kind: 'tls',
      port: 2376,
      tls: { verify: true, ca: Buffer.from('CA') },
    });
    expect(await resolve({ host: 'unix:///x' }, env)).toMatchObject({ kind: 'unix' });
  });

  it('trusts anybody with DOCKER_TLS alone', async () => {
    const endpoint = await resolve({ host: 'tcp://node1' }, { DOCKER_TLS: '1' });
    expect(endpoint).toMatchObject({ kind: 'tls', tls: { verify: false } });
  });

  it('names the file that is missing', async () => {
    const env = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/nonexistent' };
    const error = await usageError(resolve({ host: 'tcp://node1' }, env));
    expect(error.message).toContain('/nonexistent/ca.pem');
  });
});
