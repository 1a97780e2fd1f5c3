import type Docker from 'dockerode';
import { EXIT, RoyError } from '../errors.ts';
import type { Endpoint } from './docker-host.ts';
import { Redactor } from './redactor.ts';
import { Transport } from './transport.ts';

/** The oldest Engine API that has all that the labs ask for: engine 20.10. */
const OLDEST_API = '1.41';
/** In place of a version where the answer names none. */
const UNKNOWN = '';

/** A connection to one engine. Whatever goes through it is kept to the allow-list. */
export interface Engine {
  readonly endpoint: Endpoint;
  /** The newest API version that the engine speaks, such as `1.51`. Paths carry none. */
  readonly apiVersion: string;
  /** Its own errors: see Transport. */
  readonly docker: Docker;
  /** What it answers in JSON has gone through this; logs and what a command printed have not. */
  readonly redactor: Redactor;
  /**
   * Asks several things at once.
   *
   * @throws RoyError for the first that fails, as `explainEngineError` makes it; the
   *   signal's reason once that of `connect` is aborted.
   */
  round<T extends readonly unknown[] | []>(ask: (docker: Docker) => T): Promise<Answers<T>>;
  /** Ends all connections; whatever still runs fails. Idle ones do not keep the program alive. */
  close(): void;
}

type Answers<T extends readonly unknown[]> = { -readonly [Key in keyof T]: Awaited<T[Key]> };

/**
 * Connects and asks for the API version.
 *
 * @param signal Ends the connecting and every later `round`.
 * @param redactor Hides what must not leave the swarm from all that the engine answers.
 * @param faults Whether containers of tasks may be killed, stopped and continued.
 * @throws RoyError: cannot be reached, or older than 20.10.
 */
export async function connect(
  endpoint: Endpoint,
  signal?: AbortSignal,
  redactor = new Redactor([]),
  faults = false,
): Promise<Engine> {
  const transport = await Transport.open(endpoint, redactor, faults);
  const explained = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (signal?.aborted === true) throw error;
      const { explainEngineError } = await import('./engine-errors.ts');
      throw explainEngineError(error, endpoint);
    }
  };
  try {
    const [apiVersion, docker] = await Promise.all([
      explained(readApiVersion(transport, signal)),
      openDockerode(transport),
    ]);
    assertSupported(apiVersion, endpoint);
    return {
      endpoint,
      apiVersion,
      docker,
      redactor,
      round: (ask) => explained(abortable(Promise.all(ask(docker)), signal)),
      close: () => {
        transport.close();
      },
    };
  } catch (error) {
    transport.close();
    throw error;
  }
}

async function openDockerode(transport: Transport): Promise<Docker> {
  const { createDockerode } = await import('./dockerode.ts');
  return createDockerode(transport);
}

async function readApiVersion(transport: Transport, signal?: AbortSignal): Promise<string> {
  const { headers } = await transport.read({ method: 'GET', path: '/_ping' }, { signal });
  return String(headers['api-version'] ?? UNKNOWN);
}

function assertSupported(version: string, endpoint: Endpoint): void {
  const minor = (text: string) => Number(/^1\.(\d+)$/.exec(text)?.[1]);
  if (minor(version) >= minor(OLDEST_API)) return;
  if (version === UNKNOWN) {
    throw new RoyError(
      EXIT.unreachable,
      `Это не движок Docker: ${endpoint.name} не называет версию Engine API.`,
      'Проверьте адрес и порт.',
    );
  }
  throw new RoyError(
    EXIT.unreachable,
    `Движок слишком старый: ${endpoint.name}. Версия его API — ${version}, а нужна ${OLDEST_API} или новее.`,
    [
      'Поставьте Docker Engine 20.10 или новее. Какая версия сейчас:',
      `  ${endpoint.docker} version`,
    ],
  );
}

function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}
