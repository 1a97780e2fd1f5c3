import { mkdtemp, rm } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  request,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Servers that stand in for an engine, or in front of one. */

export interface SocketServer {
  readonly socketPath: string;
  close(): Promise<void>;
}

/** An HTTP server on a Unix socket of its own. */
export async function serveOnSocket(listener: RequestListener): Promise<SocketServer> {
  const directory = await mkdtemp(join(tmpdir(), 'roy-socket-'));
  const socketPath = join(directory, 'docker.sock');
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(socketPath, ready));
  return {
    socketPath,
    close: async () => {
      await closeHttp(server);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A TCP server on 127.0.0.1 that accepts every connection and never says a word. */
export async function silentServer(): Promise<{ port: number; close(): Promise<void> }> {
  const open = new Set<Socket>();
  const server = createTcpServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((closed) => {
        server.close(() => {
          closed();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  /** False: the proxy answered 403 and the engine never saw it. */
  readonly allowed: boolean;
}

export interface RecordingProxy extends SocketServer {
  /** Everything that was asked, in order. */
  readonly requests: readonly RecordedRequest[];
  /** All bodies that have gone through it in either direction. */
  passed(): string;
}

/**
 * A proxy before an engine's socket that lets through what a grader may do to a swarm and
 * nothing else. Its rules are written here a second time, on purpose: it is the proof that
 * the grader's own allow-list holds.
 *
 * @param faults Whether the grader was asked to harm containers of tasks.
 */
export async function recordingProxy(
  engineSocket: string,
  faults = false,
): Promise<RecordingProxy> {
  const requests: RecordedRequest[] = [];
  const created = new Set<string>();
  const bodies: string[] = [];

  const allows = async (method: string, path: string, body: string): Promise<boolean> => {
    const [root = '', id = '', action = ''] = path.split('/').slice(1);
    if (method === 'GET') {
      const carriesAway = /(unlockkey|attach|export|archive|\/get)(\/|$)/.test(path);
      return !carriesAway && !/^v1\.\d/.test(root);
    }
    if (method === 'DELETE') return root === 'services' && (created.has(id) || (await isProbe(id)));
    if (method !== 'POST') return false;
    if (path === '/services/create') return probeLabel(JSON.parse(body)) !== undefined;
    if (root === 'containers' && action === 'exec') return isTask(id);
    if (root === 'containers' && action === 'kill') return faults && isTask(id);
    return root === 'exec' && action === 'start';
  };
  const isProbe = async (id: string) => {
    const service = (await ask(engineSocket, `/services/${id}`)) as { Spec?: unknown };
    return probeLabel(service.Spec) !== undefined;
  };
  const isTask = async (id: string) => {
    const container = (await ask(engineSocket, `/containers/${id}/json`)) as {
      Config?: { Labels?: Record<string, string> };
    };
    return container.Config?.Labels?.['com.docker.swarm.task.id'] !== undefined;
  };

  const server = await serveOnSocket((incoming, outgoing) => {
    void (async () => {
      const body = await textOf(incoming);
      const { method = '', url = '' } = incoming;
      const allowed = await allows(method, url.replace(/\?.*$/, ''), body);
      requests.push({ method, path: url, allowed });
      bodies.push(body);
      if (!allowed) {
        outgoing.writeHead(403, { 'Content-Type': 'application/json' });
        outgoing.end(JSON.stringify({ message: `refused by the test's proxy: ${method} ${url}` }));
        return;
      }
      forward(engineSocket, incoming, body, outgoing, (answer) => {
        bodies.push(answer);
        if (method === 'POST' && url === '/services/create') {
          created.add((JSON.parse(answer) as { ID: string }).ID);
        }
      });
    })();
  });
  return { ...server, requests, passed: () => bodies.join('\n') };
}

function forward(
  engineSocket: string,
  { method, url, headers }: IncomingMessage,
  body: string,
  outgoing: ServerResponse,
  answered: (body: string) => void,
): void {
  const onward = request(
    { socketPath: engineSocket, method, path: url, headers, agent: false },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      // A stream of events has said nothing yet, but its head is an answer.
      outgoing.flushHeaders();
      answer.pipe(outgoing);
      textOf(answer).then(answered, () => undefined);
    },
  );
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  onward.end(body);
}

function probeLabel(spec: unknown): string | undefined {
  return (spec as { Labels?: Record<string, string> } | undefined)?.Labels?.['roy.probe'];
}

async function ask(socketPath: string, path: string): Promise<unknown> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ socketPath, path, agent: false }, resolve).on('error', reject).end();
  });
  return JSON.parse(await textOf(answer));
}

function textOf(stream: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      resolve(Buffer.concat(chunks).toString());
    });
    stream.on('error', reject);
  });
}

function closeHttp(server: Server): Promise<void> {
  return new Promise((closed) => {
    server.close(() => {
      closed();
    });
    server.closeAllConnections();
  });
}
