import Docker from 'dockerode';
import type { DialOptions, RequestCallback } from 'docker-modem';
import { ForbiddenRequest, type Transport } from './transport.ts';

/**
 * dockerode's calls over our transport. docker-modem, which dockerode would use, lets
 * `DOCKER_HOST` win over the address it is given, follows redirects, prints every request
 * with all its sockets into a debug log that nobody reads, and knows no allow-list.
 */
export function createDockerode(transport: Transport): Docker {
  const modem = {
    Promise,
    dial(options: DialOptions, done: RequestCallback) {
      dial(transport, options).then((answer) => {
        done(null, answer);
      }, done);
    },
  };
  // The types do not know this option of dockerode's constructor.
  return new Docker({ modem } as Docker.DockerOptions);
}

/** One call of dockerode: what it hands to docker-modem's `dial`, and what it expects back. */
async function dial(transport: Transport, options: DialOptions): ReturnType<typeof answerOf> {
  if (options.hijack === true || options.openStdin === true || options.file !== undefined) {
    throw new ForbiddenRequest(`sends a stream: ${options.method ?? ''} ${options.path}`);
  }
  const method = options.method ?? 'GET';
  const values = { ...options.options };
  delete values['abortSignal'];
  const request = {
    method,
    path: withQuery(options.path, values),
    ...(method === 'POST' ? { body: values } : {}),
  };
  return answerOf(transport, request, options);
}

async function answerOf(
  transport: Transport,
  request: Parameters<Transport['read']>[0],
  { isStream, abortSignal: signal }: DialOptions,
) {
  if (isStream === true) return transport.stream(request, { signal });
  const { headers, body } = await transport.read(request, { signal });
  const isJson = headers['content-type']?.startsWith('application/json') === true;
  return isJson && body.length > 0 ? (JSON.parse(body.toString()) as object) : body;
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
