import {
  Agent,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as httpRequest,
} from 'node:http';
import { connect as connectSocket, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { inspect } from 'node:util';
import { type EngineRequest, hasProbeLabel, isTaskContainer, rule } from './allow-list.ts';
import type { Endpoint } from './docker-host.ts';
import { Redactor } from './redactor.ts';

/** A connection is made within this time or never. */
const CONNECT_MS = 5_000;
/** A swarm that has just lost its quorum answers after 20 s. */
const RESPONSE_MS = 25_000;
// A handshake for each parallel read would cost more than waiting for a turn.
const SSH_CONNECTIONS = 4;

/** The engine did not connect, or connected and did not answer, in time. */
export class EngineTimeout extends Error {
  override readonly name = 'EngineTimeout';

  constructor(
    readonly stage: 'connect' | 'response',
    readonly milliseconds: number,
  ) {
    super(`no ${stage} within ${milliseconds} ms`);
  }
}

/** The engine answered with another status than was asked for. */
export class EngineStatusError extends Error {
  override readonly name = 'EngineStatusError';

  constructor(
    readonly statusCode: number,
    /** The engine's own words. */
    readonly engineMessage: string,
    readonly request: string,
  ) {
    super(`${request}: ${statusCode} ${engineMessage}`);
  }
}

/** The grader asked for something that it may never ask: a defect of the grader. */
export class ForbiddenRequest extends Error {
  override readonly name = 'ForbiddenRequest';
}

export interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds within which the answer must begin; for `read`, end. */
  readonly timeout?: number | undefined;
}

/** The only way from the grader to an engine: HTTP over any endpoint, kept to the allow-list. */
export class Transport {
  readonly #endpoint: Endpoint;
  readonly #redactor: Redactor;
  readonly #faults: boolean;
  readonly #agent: EndpointAgent;

  private constructor(endpoint: Endpoint, redactor: Redactor, faults: boolean, dial: Dial) {
    this.#endpoint = endpoint;
    this.#redactor = redactor;
    this.#faults = faults;
    this.#agent = new EndpointAgent(endpoint, dial);
  }

  /**
   * Connects to nothing yet: the first request does.
   *
   * @param faults Whether containers of tasks may be harmed.
   */
  static async open(
    endpoint: Endpoint,
    redactor = new Redactor([]),
    faults = false,
  ): Promise<Transport> {
    return new Transport(endpoint, redactor, faults, await dialFor(endpoint));
  }

  /**
   * Sends a request and returns the answer as it begins; how long it goes on is the caller's
   * affair.
   *
   * @throws EngineStatusError for any status but 2xx, ForbiddenRequest, EngineTimeout,
   *   SshError, a system or TLS error with `code`; after an abort the signal's reason.
   */
  async stream(request: EngineRequest, options: SendOptions = {}): Promise<IncomingMessage> {
    const { response, settle } = await this.#begin(request, options);
    if (!isSuccess(response)) throw await this.#refusal(request, response);
    settle();
    return response;
  }

  /** Sends a request and returns the whole answer, redacted if it is JSON. Errors: as `stream`. */
  async read(request: EngineRequest, options: SendOptions = {}): Promise<Answer> {
    const { response } = await this.#begin(request, options);
    if (!isSuccess(response)) throw await this.#refusal(request, response);
    const { headers } = response;
    const body = await readAll(response);
    return { headers, body: isJson(headers) ? this.#redactor.hideIn(body, request.path) : body };
  }

  /** Ends all connections, also those in use. */
  close(): void {
    this.#agent.destroy();
  }

  async #refusal(request: EngineRequest, response: IncomingMessage): Promise<EngineStatusError> {
    const answer = this.#redactor.hide((await readAll(response)).toString());
    return new EngineStatusError(response.statusCode ?? 0, messageOf(answer), requestName(request));
  }

  async #begin(request: EngineRequest, options: SendOptions): Promise<Begun> {
    await this.#permit(request, options);
    try {
      return await this.#send(request, options);
    } catch (error) {
      // A kept connection that the engine has closed meanwhile fails at first use.
      if (request.method === 'GET' && error instanceof StaleConnection) {
        return this.#send(request, options);
      }
      throw error;
    }
  }

  async #permit(request: EngineRequest, options: SendOptions): Promise<void> {
    const ruling = rule(request, this.#faults);
    if (ruling.verdict === 'send') return;
    const look = async (path: string): Promise<unknown> =>
      JSON.parse((await this.read({ method: 'GET', path }, options)).body.toString());
    if (ruling.verdict === 'send-if-probe') {
      const service = (await look(`/services/${ruling.service}`)) as { Spec?: unknown };
      if (hasProbeLabel(service.Spec)) return;
    }
    if (ruling.verdict === 'send-if-task') {
      if (isTaskContainer(await look(`/containers/${ruling.container}/json`))) return;
    }
    throw new ForbiddenRequest(`not on the allow-list: ${request.method} ${request.path}`);
  }

  #send(request: EngineRequest, options: SendOptions): Promise<Begun> {
    const { signal, timeout = RESPONSE_MS } = options;
    return new Promise((resolve, reject) => {
      const sent = this.#open(request);
      let response: IncomingMessage | undefined;
      const stop = (reason: Error) => (response ?? sent).destroy(reason);
      const timer = setTimeout(() => stop(new EngineTimeout('response', timeout)), timeout);
      const abort = () => stop(signal?.reason as Error);
      const release = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      };
      signal?.addEventListener('abort', abort, { once: true });
      if (signal?.aborted === true) abort();

      sent.once('response', (begun: IncomingMessage) => {
        response = begun;
        begun.once('close', release);
        resolve({
          response: begun,
          settle: () => {
            clearTimeout(timer);
          },
        });
      });
      // No request asks for another protocol; what answers so speaks of something else.
      sent.once('upgrade', ({ statusCode = 101 }: IncomingMessage, socket: Duplex) => {
        release();
        socket.destroy();
        reject(new EngineStatusError(statusCode, '', requestName(request)));
      });
      sent.once('error', (error: NodeJS.ErrnoException) => {
        release();
        const stale = sent.reusedSocket && /^(ECONNRESET|EPIPE)$/.test(error.code ?? '');
        reject(stale ? new StaleConnection(error.message, { cause: error }) : error);
      });
      sent.end(request.body === undefined ? undefined : JSON.stringify(request.body));
    });
  }

  #open({ method, path, body }: EngineRequest): ClientRequest {
    const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const { kind } = this.#endpoint;
    const address =
      kind === 'tcp' || kind === 'tls'
        ? { host: this.#endpoint.host, port: this.#endpoint.port }
        : { host: 'localhost' };
    // What dials knows the server's name; left to itself, Node compiles a regex of IPv6 for it.
    const name = { servername: '' };
    return httpRequest({ ...address, ...name, method, path, headers, agent: this.#agent as Agent });
  }
}

function requestName({ method, path }: EngineRequest): string {
  return `${method} ${path}`;
}

export interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Begun {
  readonly response: IncomingMessage;
  /** Lifts the time limit: from here on the answer may take as long as it likes. */
  readonly settle: () => void;
}

class StaleConnection extends Error {
  readonly code = 'ECONNRESET';
}

/** Starts one more connection; a failure arrives as its `error`. */
type Dial = () => Duplex;

/** Keeps connections to one endpoint, whatever they run over. */
class EndpointAgent extends Agent {
  readonly #dial: Dial;

  constructor(endpoint: Endpoint, dial: Dial) {
    super({
      keepAlive: true,
      maxSockets: endpoint.kind === 'ssh' ? SSH_CONNECTIONS : Infinity,
    });
    this.#dial = dial;
  }

  // The address comes from the endpoint alone: nothing in a request can lead elsewhere.
  override createConnection(): Duplex {
    return this.#dial();
  }

  /** A debugger or logger that prints a request must not walk through all sockets. */
  [inspect.custom](): string {
    return '[Agent]';
  }
}

// TLS and ssh are loaded where they are needed: they would cost every start some milliseconds.
async function dialFor(endpoint: Endpoint): Promise<Dial> {
  switch (endpoint.kind) {
    case 'unix':
      return () => limited(connectSocket({ path: endpoint.socketPath }), 'connect');
    case 'tcp':
      return () => limited(connectSocket({ host: endpoint.host, port: endpoint.port }), 'connect');
    case 'tls': {
      const { openTls } = await import('./tls-socket.ts');
      return () => limited(openTls(endpoint), 'secureConnect');
    }
    case 'ssh': {
      const { SshSocket } = await import('./ssh-socket.ts');
      return () => new SshSocket(endpoint, CONNECT_MS / 1000);
    }
  }
}

/** Ends a connection that is not made in time. */
function limited(socket: Socket, made: 'connect' | 'secureConnect'): Socket {
  const timer = setTimeout(() => {
    socket.destroy(new EngineTimeout('connect', CONNECT_MS));
  }, CONNECT_MS);
  const settle = () => {
    clearTimeout(timer);
  };
  return socket.once(made, settle).once('close', settle);
}

function isSuccess({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 200 && statusCode < 300;
}

export function isJson(headers: IncomingHttpHeaders): boolean {
  return headers['content-type']?.startsWith('application/json') === true;
}

function readAll(response: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.once('end', () => {
      resolve(Buffer.concat(chunks));
    });
    response.once('error', reject);
  });
}

/** Docker answers errors as `{"message": "…"}`; a proxy before it may answer anything. */
function messageOf(answer: string): string {
  const text = answer.trim();
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === 'string' ? message : text;
  } catch {
    return text.startsWith('<') ? '' : text.slice(0, 500);
  }
}
