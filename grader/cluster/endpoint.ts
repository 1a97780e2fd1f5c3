import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, RoyError } from '../errors.ts';
import type { Host } from '../host.ts';
import {
  currentContext,
  dockerConfigDirectory,
  type DockerContext,
  readContext,
  setting,
} from './contexts.ts';
import {
  DEFAULT_SOCKET,
  type Endpoint,
  type EndpointSource,
  type EngineAddress,
  formatDockerHost,
  parseDockerHost,
  type TlsFiles,
} from './docker-host.ts';
import { swarmRole } from './swarm-role.ts';

/** What the user typed. */
export interface EndpointFlags {
  readonly host?: string | undefined;
  readonly context?: string | undefined;
}

/** What is known of a set of practice machines. */
export interface PracticeMachines {
  readonly name: string;
  readonly nodes: readonly { readonly name: string; readonly socket: string }[];
}

export interface Surroundings {
  /** Asked only when nothing before it applies. */
  practice(): Promise<readonly PracticeMachines[]> | readonly PracticeMachines[];
  readonly defaultSocket?: string;
}

/** The set that is taken where there are several. */
const MAIN_SET = 'roy';

/**
 * Which engine is meant. The first that applies: `--host`; `--context`; `DOCKER_HOST`;
 * `DOCKER_CONTEXT` or the context that `docker context use` chose; the default socket if its
 * engine is in a swarm; the practice machines; the default socket.
 *
 * @throws RoyError with code 2: an address that cannot be read, an unknown context, TLS
 *   files that are missing, several sets of practice machines of which none is called `roy`.
 */
export async function resolveEndpoint(
  flags: EndpointFlags,
  host: Pick<Host, 'env' | 'home' | 'signal'>,
  surroundings: Surroundings,
): Promise<Endpoint> {
  const dockerHost = setting(host, 'DOCKER_HOST');
  const dockerContext = setting(host, 'DOCKER_CONTEXT');
  const fallback = defaultEndpoint(surroundings.defaultSocket ?? DEFAULT_SOCKET);
  if (flags.host) return fromAddress(flags.host, '--host', host);
  if (flags.context && flags.context !== 'default') {
    return fromContext(await readContext(host, flags.context), '--context');
  }
  if (dockerHost) return fromAddress(dockerHost, 'DOCKER_HOST', host);
  if (flags.context === 'default' || dockerContext === 'default') return fallback;
  const context = dockerContext ?? (await currentContext(host));
  if (context !== undefined) return fromContext(await readContext(host, context), 'context');

  const role = await swarmRole(fallback, host.signal);
  if (role === 'manager' || role === 'member') return fallback;
  return (await practiceEndpoint(await surroundings.practice(), host.signal)) ?? fallback;
}

async function fromAddress(
  text: string,
  source: '--host' | 'DOCKER_HOST',
  host: Pick<Host, 'env' | 'home'>,
): Promise<Endpoint> {
  const address = parseDockerHost(text, source);
  const url = formatDockerHost(address);
  const origin = {
    source,
    url,
    name: source === '--host' ? url : `${url} (из DOCKER_HOST)`,
    docker: source === '--host' ? `docker --host ${url}` : 'docker',
  };
  return withTls(
    address,
    origin,
    address.kind === 'tcp' ? await tlsFromEnvironment(host) : undefined,
  );
}

function fromContext(context: DockerContext, source: '--context' | 'context'): Endpoint {
  const address = parseDockerHost(context.host, `контекст «${context.name}»`);
  const url = formatDockerHost(address);
  const origin = {
    source,
    url,
    name: `контекст «${context.name}» (${url})`,
    docker: `docker --context ${context.name}`,
  };
  const tls = context.tls ?? (context.skipTlsVerify ? {} : undefined);
  return withTls(address, origin, tls && { ...tls, verify: !context.skipTlsVerify });
}

function defaultEndpoint(socketPath: string): Endpoint {
  const url = `unix://${socketPath}`;
  return {
    kind: 'unix',
    socketPath,
    url,
    source: 'default',
    name: `движок этой машины (${url})`,
    docker: 'docker',
  };
}

async function practiceEndpoint(
  sets: readonly PracticeMachines[],
  signal: AbortSignal,
): Promise<Endpoint | undefined> {
  const set = sets.find(({ name }) => name === MAIN_SET) ?? sets[0];
  if (set === undefined) return undefined;
  if (set.name !== MAIN_SET && sets.length > 1) throw severalSets(sets);
  const endpoints = set.nodes.map((node): Endpoint => {
    const url = `unix://${node.socket}`;
    return {
      kind: 'unix',
      socketPath: node.socket,
      url,
      source: 'practice',
      name: `учебные машины ${set.name}, ${node.name} (${url})`,
      docker: `docker --host ${url}`,
    };
  });
  const roles = await Promise.all(endpoints.map((endpoint) => swarmRole(endpoint, signal)));
  return endpoints[Math.max(0, roles.indexOf('manager'))];
}

function severalSets(sets: readonly PracticeMachines[]): RoyError {
  const names = sets.map(({ name }) => name).join(', ');
  return new RoyError(
    EXIT.usage,
    `Наборов учебных машин несколько (${names}), и ни один не называется ${MAIN_SET}.`,
    [
      'Выберите узел ключом --host:',
      ...sets.flatMap(({ nodes }) =>
        nodes.slice(0, 1).map(({ socket }) => `  --host unix://${socket}`),
      ),
    ],
  );
}

/** Docker's own ports: https://www.iana.org/assignments/service-names-port-numbers */
const PORT = { tcp: 2375, tls: 2376 };

function withTls(
  address: EngineAddress,
  origin: { source: EndpointSource; url: string; name: string; docker: string },
  tls: TlsFiles | undefined,
): Endpoint {
  if (address.kind !== 'tcp') return { ...origin, ...address };
  const { host, port } = address;
  return tls === undefined
    ? { ...origin, kind: 'tcp', host, port: port ?? PORT.tcp }
    : { ...origin, kind: 'tls', host, port: port ?? PORT.tls, tls };
}

/** `DOCKER_TLS_VERIFY` turns TLS on, `DOCKER_TLS` turns it on without checking the engine. */
async function tlsFromEnvironment(host: Pick<Host, 'env' | 'home'>): Promise<TlsFiles | undefined> {
  const verify = setting(host, 'DOCKER_TLS_VERIFY') !== undefined;
  if (!verify && setting(host, 'DOCKER_TLS') === undefined) return undefined;
  const directory = setting(host, 'DOCKER_CERT_PATH') ?? dockerConfigDirectory(host);
  const read = (file: string) => readFile(join(directory, file)).catch(() => undefined);
  const [ca, cert, key] = await Promise.all([read('ca.pem'), read('cert.pem'), read('key.pem')]);
  if (verify && ca === undefined) {
    throw new RoyError(
      EXIT.usage,
      `DOCKER_TLS_VERIFY включает TLS, но файл ${join(directory, 'ca.pem')} не прочитать.`,
      [
        'Назовите каталог, в котором лежат ca.pem, cert.pem и key.pem:',
        '  export DOCKER_CERT_PATH=~/.docker',
      ],
    );
  }
  return { verify, ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}
