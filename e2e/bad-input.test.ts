import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CLI, type Outcome, outcomeOf, pathsOf, roy, type RoyOptions } from './practice.ts';
import { serveOnSocket, silentServer } from './support/servers.ts';

const SET = `e2e-${process.pid}-bad`;
/** A user who has no account here: in no group, and so without rights to any socket. */
const STRANGER = 34_568;

const machine = async (action: string, ...words: string[]) => {
  expect(await roy(['machine', action, '--name', SET, ...words])).toMatchObject({ code: 0 });
};

const socketOf = (node: string) => pathsOf(SET, node).socket;

const docker = async (node: string, ...words: string[]) =>
  (
    await promisify(execFile)('docker', ['--host', `unix://${socketOf(node)}`, ...words])
  ).stdout.trim();

/** A check must end so: with this code, these words, a next step, and no stack trace. */
async function expectRefusal(
  words: readonly string[],
  expected: { code: number; says: string },
  options: RoyOptions = {},
): Promise<void> {
  expectRefused(await roy(['check', '03', ...words], options), expected);
}

function expectRefused(outcome: Outcome, { code, says }: { code: number; says: string }): void {
  expect(outcome.err).toContain(says);
  expect(outcome.code).toBe(code);
  expect(outcome.out).toBe('');
  const [, ...next] = outcome.err.trimEnd().split('\n');
  expect(next).not.toHaveLength(0);
  expect(outcome.err).not.toMatch(/\n\s+at |node:internal|undefined|\[object/);
}

const onNode = (node: string) => ['--host', `unix://${socketOf(node)}`];

beforeAll(async () => {
  await machine('create', '--nodes', '3', '--no-images');
}, 60_000);

afterAll(async () => {
  await roy(['machine', 'rm', '--name', SET]);
}, 60_000);

describe('an engine that cannot be reached', () => {
  it('has no socket', async () => {
    const says = 'Сокета движка нет: unix:///nonexistent/docker.sock';
    await expectRefusal(['--host', 'unix:///nonexistent/docker.sock'], { code: 3, says });
  });

  it('has left its socket behind', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'roy-dead-'));
    const socket = path.join(folder, 'docker.sock');
    // A killed process leaves the file; a server that is closed takes it along.
    const script = `require('net').createServer().listen('${socket}', () => process.kill(process.pid, 'SIGKILL'))`;
    await promisify(execFile)(process.execPath, ['-e', script]).catch(() => undefined);
    await expectRefusal(['--host', `unix://${socket}`], { code: 3, says: 'за ним никого нет' });
    rmSync(folder, { recursive: true });
  });

  it('has a socket that is somebody else’s', async () => {
    const says = `Нет прав на сокет движка: unix://${socketOf('node1')}`;
    await expectRefusal(onNode('node1'), { code: 3, says }, { uid: STRANGER });
  });

  it('accepts the connection and never answers', async () => {
    const server = await silentServer();
    const words = ['--host', `tcp://127.0.0.1:${server.port}`];
    await expectRefusal(words, { code: 3, says: 'молчит уже 25 с' });
    await server.close();
  }, 40_000);

  it('listens on another port', async () => {
    await expectRefusal(['--host', 'tcp://127.0.0.1:1'], { code: 3, says: 'никто не слушает' });
  });

  it('has a name that nobody knows', async () => {
    const words = ['--host', 'tcp://engine.invalid:2375'];
    await expectRefusal(words, { code: 3, says: 'не превращается в адрес' });
  });

  it('is no engine', async () => {
    const server = createServer((socket) => socket.end('220 mail ready\r\n'));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await expectRefusal(['--host', `tcp://127.0.0.1:${port ?? 0}`], {
      code: 3,
      says: 'не по HTTP',
    });
    server.close();
  });
});

const VERSION = { 'Api-Version': '1.41', 'Content-Type': 'application/json' };

/** What stands where an engine is looked for, and what `roy` says of it. */
const STRANGERS: readonly [string, RequestListener, { code: number; says: string }][] = [
  [
    'is a web server',
    (_, answer) => answer.writeHead(404).end('<html>no such page</html>'),
    { code: 3, says: 'Это не движок Docker' },
  ],
  [
    'answers all and says no version',
    (_, answer) => answer.end('<html>welcome</html>'),
    { code: 3, says: 'Это не движок Docker' },
  ],
  [
    'is a proxy that lets nobody in',
    (_, answer) => answer.writeHead(403).end('<html>forbidden</html>'),
    { code: 3, says: 'Посредник перед движком не пропускает запрос GET /_ping' },
  ],
  [
    'changes the protocol',
    (_, answer) =>
      answer.socket?.end('HTTP/1.1 101 Yes\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
    { code: 3, says: 'Это не движок Docker' },
  ],
  [
    'answers with half of its JSON',
    ({ url }, answer) => answer.writeHead(200, VERSION).end(url === '/_ping' ? 'OK' : '{"ID":'),
    { code: 70, says: 'Движок ответил не так, как описано в Engine API' },
  ],
];

it.each(STRANGERS)('what %s is no engine', async (_, listener, expected) => {
  const server = await serveOnSocket(listener);
  const words = ['--host', `unix://${server.socketPath}`];
  await expectRefusal(words, expected);
  const { code, out } = await roy(['doctor', ...words]);
  expect([code, out]).toEqual([1, expect.stringContaining(`✗ Движок Docker: ${expected.says}`)]);
  await server.close();
});

it('output that was lost is told of', async () => {
  const script = `'${process.execPath}' '${CLI}' labs >/dev/full`;
  const outcome = await outcomeOf(
    spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  expectRefused(outcome, { code: 70, says: 'Вывод записан не весь: на диске нет места' });
});

describe('words that name no engine', () => {
  it.each([
    [['--host', 'fd://'], 'схемы fd:// roy не знает'],
    [['--context', 'nonexistent'], 'Контекста Docker «nonexistent» нет'],
  ])('%j', async (words, says) => {
    await expectRefusal(words, { code: 2, says });
  });
});

// Each state is made from the one before it, by what makes it in life.
describe('a node that cannot speak for a swarm', () => {
  it('is outside any', async () => {
    await expectRefusal(onNode('node1'), { code: 4, says: 'Движок не состоит в кластере' });
  });

  it('is a worker', async () => {
    await joinNodes();
    await expectRefusal(onNode('node2'), { code: 4, says: 'Это рабочий узел' });
  }, 30_000);

  it('has lost the quorum', async () => {
    await docker('node1', 'node', 'promote', 'node2', 'node3');
    await machine('stop', 'node2');
    await machine('stop', 'node3');
    // For some ten seconds the last manager still tells what it knew; then it once takes 20 s
    // to find out that it knows nothing; from then on it soon says so.
    let first = await roy(['check', '03', ...onNode('node1')]);
    for (let tries = 0; first.code === 1 && tries < 60; tries += 1) {
      await sleep(500);
      first = await roy(['check', '03', ...onNode('node1')]);
    }
    expectRefused(first, { code: 4, says: 'В кластере нет кворума' });
  }, 120_000);

  it('is locked', async () => {
    await machine('stop', 'node1');
    await machine('start', 'node1');
    await expectRefusal(onNode('node1'), { code: 4, says: 'Кластер заблокирован' });
  }, 60_000);

  it('is stopped', async () => {
    await machine('stop', 'node1');
    await expectRefusal(onNode('node1'), { code: 3, says: 'Сокета движка нет' });
  }, 30_000);
});

/** A swarm of the three with autolock on: node1 is its manager. */
async function joinNodes(): Promise<void> {
  const rows = JSON.parse((await roy(['machine', 'ls', '--json'])).out) as {
    set: string;
    node: string;
    address: string;
  }[];
  const addressOf = (node: string) =>
    rows.find((row) => row.set === SET && row.node === node)?.address ?? '';
  const manager = addressOf('node1');
  await docker('node1', 'swarm', 'init', '--autolock', '--advertise-addr', manager);
  const token = await docker('node1', 'swarm', 'join-token', '--quiet', 'worker');
  for (const node of ['node2', 'node3']) {
    await docker(node, 'swarm', 'join', '--token', token, `${manager}:2377`);
  }
}

it('a folder that was removed under the shell is no trouble', async () => {
  const gone = mkdtempSync(path.join(tmpdir(), 'roy-gone-'));
  const line = `cd ${gone} && rmdir ${gone} && exec ${process.execPath} ${CLI} labs`;
  const { code, out } = await outcomeOf(spawn('sh', ['-c', line]));
  expect(code).toBe(0);
  expect(out).toContain('Сервис и самолечение');
});
