import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { readRequests } from '../lab/requests.ts';
import type { Engine } from './engine.ts';
import { RequestStream } from './requests.ts';
import { readSnapshot } from './snapshot-file.ts';
import type { ClusterSnapshot } from './snapshot.ts';

const real = await readSnapshot(
  fileURLToPath(new URL('../../labs/12-update/fixtures/solution.json', import.meta.url)),
);
const service = real.services[0]?.ID ?? '';
const { signal } = new AbortController();

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A port of this machine in the place of the nodes' own; `status` is asked for each answer. */
async function publishedPort(status: () => number | undefined): Promise<number> {
  server = createServer((_, response) => {
    const code = status();
    if (code === undefined) response.destroy();
    else response.writeHead(code).end('page\n');
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** The real swarm with one node, this machine, and its service's update in that state. */
function swarm(updateState: string, started: string, second: number): ClusterSnapshot {
  return {
    ...real,
    info: { ...real.info, SystemTime: `2026-01-01T00:00:${String(second).padStart(2, '0')}Z` },
    nodes: real.nodes
      .slice(0, 1)
      .map((node) => ({ ...node, Status: { ...node.Status, Addr: '127.0.0.1' } })),
    services: real.services.map((one) => ({
      ...one,
      UpdateStatus: { State: updateState, StartedAt: started },
    })),
  };
}

test('requests go through the published port where a node answers there, and the lost are told', async () => {
  let status: number | undefined = 200;
  const published = await publishedPort(() => status);
  const probe = { kind: 'requests', service, published, target: 80 } as const;
  // It needs no engine: nothing is made in the swarm.
  const stream = new RequestStream({} as Engine, swarm('completed', 'first', 0), probe);
  try {
    await stream.ready(signal);
    expect(stream.look(swarm('completed', 'first', 0))).toEqual({ status: 'answered', output: '' });
    stream.look(swarm('updating', 'second', 1));
    await sleep(500);
    status = 500;
    await sleep(300);
    status = undefined;
    await sleep(300);
    status = 200;
    stream.look(swarm('completed', 'second', 2));
    const { output } = stream.look(swarm('completed', 'second', 9));
    const [update] = readRequests(output);
    expect(update).toMatchObject({ state: 'completed', image: 'roy-web:1.1' });
    // Twelve a second at the most; a busy machine sends fewer.
    expect(update?.sent).toBeGreaterThanOrEqual(3);
    expect(update?.sent).toBeLessThanOrEqual(18);
    expect(update?.lost).toBeGreaterThanOrEqual(1);
    expect(update?.lost).toBeLessThan(update?.sent ?? 0);
  } finally {
    await stream.close();
  }
}, 20_000);

test('nobody at the port and no network of the service: it says so, and nothing is lost', async () => {
  const published = await publishedPort(() => undefined);
  const probe = { kind: 'requests', service, published, target: 80 } as const;
  const [one] = real.services;
  if (one === undefined) throw new Error('the fixture has no service');
  const { TaskTemplate } = one.Spec;
  const bare = { ...one, Spec: { ...one.Spec, TaskTemplate: { ...TaskTemplate, Networks: [] } } };
  const snapshot = { ...swarm('completed', 'first', 0), services: [bare] };
  const stream = new RequestStream({} as Engine, snapshot, probe);
  await stream.ready(signal);
  const result = stream.look(snapshot);
  expect(result).toMatchObject({ status: 'unavailable', output: '' });
  expect(result.reason).toMatch(/своей сети у сервиса нет/);
  await stream.close();
}, 20_000);
