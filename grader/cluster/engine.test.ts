import { afterEach, describe, expect, it } from '@jest/globals';
import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveOnSocket, type SocketServer } from '../../e2e/support/servers.ts';
import { EXIT } from '../errors.ts';
import type { Endpoint } from './docker-host.ts';
import { Redactor } from './redactor.ts';
import { connect } from './engine.ts';
import { EngineTimeout, ForbiddenRequest, Transport } from './transport.ts';

const servers: SocketServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** An engine of API 1.41 that answers as told. */
async function engine(listener: RequestListener, apiVersion = '1.41'): Promise<Endpoint> {
  const server = await serveOnSocket((request, response) => {
    response.setHeader('Api-Version', apiVersion);
    response.setHeader('Content-Type', 'application/json');
    if (request.url === '/_ping') response.end('OK');
    else listener(request, response);
  });
  servers.push(server);
  const url = `unix://${server.socketPath}`;
  const { socketPath } = server;
  return { kind: 'unix', socketPath, url, name: url, docker: 'docker', source: 'default' };
}

describe('connect', () => {
  it('tells the API version and puts none into the paths', async () => {
    const paths: (string | undefined)[] = [];
    const endpoint = await engine((request, response) => {
      paths.push(request.url);
      response.end('[]');
    }, '1.51');
    const connected = await connect(endpoint);
    expect(connected.apiVersion).toBe('1.51');
    const [services] = await connected.round((docker) => [
      docker.listServices({ filters: { label: ['a=b'] } }),
    ]);
    expect(services).toEqual([]);
    expect(paths).toEqual([
      `/services?${new URLSearchParams({ filters: '{"label":["a=b"]}' }).toString()}`,
    ]);
    connected.close();
  });

  it.each(['1.40', 'garbage'])('refuses an engine of API %s', async (version) => {
    await expect(connect(await engine(() => undefined, version))).rejects.toMatchObject({
      exitCode: EXIT.unreachable,
      message: expect.stringContaining(`${version}, а нужна 1.41`),
    });
  });

  it('hides declared values and join tokens in answers and in errors', async () => {
    const value = '0f3c9a1b7e5d2846';
    const endpoint = await engine(({ url }, response) => {
      response.statusCode = url === '/info' ? 500 : 200;
      const text = `${value} SWMTKN-1-abc`;
      response.end(JSON.stringify(url === '/info' ? { message: text } : { Labels: { text } }));
    });
    const redactor = new Redactor([{ marker: '‹секрет a/b›', value }]);
    const connected = await connect(endpoint, undefined, redactor);
    const answers = await connected.round((docker) => [docker.getService('web').inspect()]);
    expect(answers[0]).toEqual({ Labels: { text: '‹секрет a/b› SWMTKN-1-…' } });
    await expect(connected.round((docker) => [docker.info()])).rejects.toMatchObject({
      message: expect.stringContaining('500: ‹секрет a/b› SWMTKN-1-… ('),
      cause: { engineMessage: '‹секрет a/b› SWMTKN-1-…' },
    });
    connected.close();
  });

  it('ends a round when it is interrupted', async () => {
    const interrupt = new AbortController();
    const connected = await connect(await engine(() => undefined), interrupt.signal);
    const asking = connected.round((docker) => [docker.info()]);
    interrupt.abort();
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
    connected.close();
  });

  it('explains what the engine answers', async () => {
    const endpoint = await engine((_request, response) => {
      response.writeHead(503);
      response.end(
        '{"message": "Swarm is encrypted and needs to be unlocked before it can be used."}',
      );
    });
    const connected = await connect(endpoint);
    await expect(connected.round((docker) => [docker.listNodes()])).rejects.toMatchObject({
      exitCode: EXIT.notManager,
      message: expect.stringContaining('заблокирован'),
    });
    connected.close();
  });
});

describe('Transport', () => {
  it('sends nothing that is not on the allow-list', async () => {
    let asked = 0;
    const endpoint = await engine((request, response) => {
      asked += 1;
      expect(request.method).toBe('GET');
      response.end('{"Spec": {"Name": "web", "Labels": {}}}');
    });
    const connected = await connect(endpoint);
    const { docker } = connected;
    const forbidden: (() => Promise<unknown>)[] = [
      () => docker.swarmLeave({}),
      () => docker.createService({ Name: 'web' }),
      () => docker.getContainer('a').kill(),
      () => docker.getNode('a').update({}),
      () => docker.getExec('a').start({ hijack: true }),
    ];
    for (const call of forbidden) {
      await expect(call()).rejects.toBeInstanceOf(ForbiddenRequest);
    }
    expect(asked).toBe(0);
    // Somebody's service: looked at, and left alone.
    await expect(docker.getService('web').remove()).rejects.toBeInstanceOf(ForbiddenRequest);
    expect(asked).toBe(1);
    connected.close();
  });

  it('gives up on an engine that does not answer in time, but not on a slow stream', async () => {
    const endpoint = await engine((request, response) => {
      if (request.url !== '/events') return;
      response.flushHeaders();
      setTimeout(() => response.end('{}'), 150);
    });
    const transport = await Transport.open(endpoint);
    await expect(
      transport.read({ method: 'GET', path: '/info' }, { timeout: 50 }),
    ).rejects.toBeInstanceOf(EngineTimeout);
    const request = { method: 'GET', path: '/events' };
    await expect(transport.read(request, { timeout: 50 })).rejects.toBeInstanceOf(EngineTimeout);
    const events = await transport.stream(request, { timeout: 50 });
    expect((await events.toArray()).join('')).toBe('{}');
    transport.close();
  });

  it('ends a stream when it is interrupted', async () => {
    const endpoint = await engine((_request, response) => {
      response.flushHeaders();
    });
    const transport = await Transport.open(endpoint);
    const interrupt = new AbortController();
    const { signal } = interrupt;
    const events = await transport.stream({ method: 'GET', path: '/events' }, { signal });
    interrupt.abort();
    await expect(events.toArray()).rejects.toMatchObject({ name: 'AbortError' });
    transport.close();
  });

  it('asks again where the engine has dropped an idle connection', async () => {
    let asked = 0;
    const endpoint = await engine((request, response) => {
      asked += 1;
      // The second request on a connection meets an engine that restarts.
      if (asked === 2) request.socket.destroy();
      else response.end('{}');
    });
    const transport = await Transport.open(endpoint);
    const request = { method: 'GET', path: '/info' };
    await transport.read(request);
    await sleep(10);
    await expect(transport.read(request)).resolves.toMatchObject({ body: Buffer.from('{}') });
    expect(asked).toBe(3);
    transport.close();
  });
});
