import http from 'node:http';
import type { Readable } from 'node:stream';

/** An engine answered with an error; `message` is its own text. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

export interface EngineRequest {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** With its query string, without an API version: the engine takes its own newest. */
  readonly path: string;
  /** Sent as JSON; a stream is sent as a tar. */
  readonly body?: unknown;
  readonly tar?: Readable;
  /** Milliseconds without an answer; an engine without quorum hangs for 20 s. */
  readonly timeout?: number;
}

/**
 * One Engine API request over a practice node's Unix socket. Practice machines are
 * always local sockets, so this needs no client library and no endpoint settings.
 *
 * @returns the parsed JSON answer, or the text where it is not JSON
 * @throws EngineError where the engine answers 400 or more; a system error where the
 *   socket is dead or the time is up
 */
export function engineRequest(socket: string, request: EngineRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const json = request.body === undefined ? undefined : JSON.stringify(request.body);
    const outgoing = http.request(
      {
        socketPath: socket,
        method: request.method ?? 'GET',
        path: request.path,
        agent: false,
        timeout: request.timeout ?? 30_000,
        headers: {
          Host: 'docker',
          ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(request.tar === undefined ? {} : { 'Content-Type': 'application/x-tar' }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const answer = parse(Buffer.concat(chunks).toString('utf8'));
          const status = response.statusCode ?? 0;
          if (status < 400) resolve(answer);
          else reject(new EngineError(status, messageOf(answer)));
        });
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer from ${socket}`)));
    outgoing.on('error', reject);
    if (request.tar) {
      request.tar.on('error', (error) => outgoing.destroy(error));
      request.tar.pipe(outgoing);
    } else {
      outgoing.end(json);
    }
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function messageOf(answer: unknown): string {
  return typeof answer === 'object' && answer !== null && 'message' in answer
    ? String(answer.message)
    : String(answer);
}
