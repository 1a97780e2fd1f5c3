import type { IncomingMessage } from 'node:http';
import Docker from 'dockerode';
import { ForbiddenRequest, isJson, type Transport } from './transport.ts';

/**
 * dockerode's calls over our transport. docker-modem, which dockerode would use, lets
 * `DOCKER_HOST` win over the address it is given, follows redirects, prints every request
 * with all its sockets into a debug log that nobody reads, and knows no allow-list.
 */
export function createDockerode(transport: Transport): Docker {
  const modem = {
    Promise,
    dial(call: Call, done: (error: unknown, answer: Answer | null) => void) {
      dial(transport, call).then(
        (answer) => {
          done(null, answer);
        },
        (error: unknown) => {
          done(error, null);
        },
      );
    },
  };
  // The types do not know this option of dockerode's constructor.
  return new Docker({ modem } as Docker.DockerOptions);
}

/** What dockerode hands to docker-modem's `dial`. */
interface Call {
  readonly method: string;
  readonly path: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly isStream?: boolean;
  readonly hijack?: boolean;
  readonly openStdin?: boolean;
  readonly file?: unknown;
  readonly abortSignal?: AbortSignal;
}

type Answer = IncomingMessage | Buffer | object;

async function dial(transport: Transport, call: Call): Promise<Answer> {
  const { method, path, isStream, abortSignal: signal } = call;
  if (call.hijack === true || call.openStdin === true || call.file !== undefined) {
    throw new ForbiddenRequest(`sends a stream: ${method} ${path}`);
  }
  const values = { ...call.options };
  delete values['abortSignal'];
  const request = {
    method,
    path: withQuery(path, values),
    ...(method === 'POST' ? { body: values } : {}),
  };
  if (isStream === true) return transport.stream(request, { signal });
  const { headers, body } = await transport.read(request, { signal });
  return isJson(headers) && body.length > 0 ? (JSON.parse(body.toString()) as object) : body;
}

/** dockerode marks the paths that take a query by a question mark at their end. */
function withQuery(path: string, values: Readonly<Record<string, unknown>>): string {
  if (!path.endsWith('?')) return path;
  const parameters = Object.entries(values).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => item !== undefined)
      .map((item) => [name, typeof item === 'object' ? JSON.stringify(item) : String(item)]),
  );
  return (path + new URLSearchParams(parameters as [string, string][]).toString()).replace(
    /\?$/,
    '',
  );
}
