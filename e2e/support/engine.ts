import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** An engine of a test's own, outside any swarm, that touches no network of this machine. */
export interface TestEngine {
  readonly socketPath: string;
  /** On 127.0.0.1. */
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts dockerd on a Unix socket and a TCP port; `flags` say whether that one uses TLS. */
export async function startEngine(flags: readonly string[]): Promise<TestEngine> {
  const home = await mkdtemp(join(tmpdir(), 'roy-engine-'));
  const socketPath = join(home, 'docker.sock');
  const port = await freePort();
  const dockerd = spawn(
    'dockerd',
    [
      ...['--data-root', join(home, 'data'), '--exec-root', join(home, 'exec')],
      ...[
        '--pidfile',
        join(home, 'pid'),
        '--bridge',
        'none',
        '--iptables=false',
        '--ip-forward=false',
      ],
      ...['-H', `unix://${socketPath}`, '-H', `tcp://127.0.0.1:${port}`, ...flags],
    ],
    { stdio: 'ignore' },
  );
  const stop = async () => {
    await stopProcess(dockerd);
    await rm(home, { recursive: true, force: true });
  };
  for (let tries = 0; !(await answers(socketPath)); tries += 1) {
    if (tries === 300 || dockerd.exitCode !== null) {
      await stop();
      throw new Error('dockerd does not answer');
    }
    await sleep(100);
  }
  return { socketPath, port, stop };
}

/** Ends a process that the test has started, and waits for it. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

/** A port of 127.0.0.1 that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    request({ socketPath, path: '/_ping', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    })
      .on('error', () => {
        resolve(false);
      })
      .end();
  });
}
