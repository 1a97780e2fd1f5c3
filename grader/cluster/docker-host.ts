import { EXIT, RoyError } from '../errors.ts';

/** Where an engine listens, as an address in Docker's notation says it. */
export type EngineAddress =
  | { readonly kind: 'unix'; readonly socketPath: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port?: number }
  | {
      readonly kind: 'ssh';
      readonly host: string;
      readonly user?: string;
      readonly port?: number;
      /** The engine's socket on the remote machine, where it is not the default one. */
      readonly socketPath?: string;
    };

/** What a TLS connection uses, in PEM. */
export interface TlsFiles {
  /** Absent: the certificate authorities that Node knows. */
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
  /** False: the engine's certificate is not checked. */
  readonly verify: boolean;
}

/** Which rule chose the endpoint. */
export type EndpointSource =
  '--host' | '--context' | 'DOCKER_HOST' | 'context' | 'default' | 'practice';

/** An engine that the grader can connect to. */
export type Endpoint = {
  readonly source: EndpointSource;
  /** In Docker's notation: what `docker --host` takes. */
  readonly url: string;
  /** What a report prints: «учебные машины roy, node1 (unix:///…)». */
  readonly name: string;
  /** The docker command line that asks the same engine, for messages: `docker --context n1`. */
  readonly docker: string;
} & (
  | Extract<EngineAddress, { kind: 'unix' | 'ssh' }>
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'tls'; readonly host: string; readonly port: number; readonly tls: TlsFiles }
);

export const DEFAULT_SOCKET = '/var/run/docker.sock';

// No leading dash: ssh would take such a name for an option.
const HOST_NAME = '(?:\\[[0-9a-fA-F:.]+\\]|[\\p{L}\\d_][\\p{L}\\d._-]*)';
const TCP = new RegExp(`^(${HOST_NAME})?(?::(\\d{1,5}))?/?$`, 'u');
const SSH = new RegExp(
  `^(?:([\\p{L}\\d_][\\p{L}\\d._-]*)@)?(${HOST_NAME})(?::(\\d{1,5}))?(/[\\w./-]*)?$`,
  'u',
);

/**
 * Reads an address as `docker --host` does: `unix:///path`, `tcp://host:port`,
 * `ssh://user@host:port/socket`; without a scheme it is tcp.
 *
 * @param from Where the address was found, for the message: `--host`, `DOCKER_HOST`…
 * @throws RoyError with code 2.
 */
export function parseDockerHost(text: string, from: string): EngineAddress {
  const value = text.trim();
  const [, scheme, rest = ''] = /^([a-z][a-z\d+.-]*):\/\/(.*)$/is.exec(value) ?? [];
  const address = parseWithScheme(
    scheme?.toLowerCase() ?? 'tcp',
    scheme === undefined ? value : rest,
  );
  if (typeof address === 'object') return address;
  // A password that somebody has put into the address is nobody's business.
  const shown = text.replace(/(\/\/[^/@:]*):[^@]*@/, '$1:…@');
  throw new RoyError(EXIT.usage, `Адрес движка «${shown}» (${from}) не разобрать: ${address}`, [
    'Подходят адреса такого вида:',
    '  unix:///var/run/docker.sock',
    '  tcp://192.168.99.100:2376',
    '  ssh://user@192.168.99.100',
  ]);
}

/** The address in Docker's notation; `parseDockerHost` reads it back. */
export function formatDockerHost(address: EngineAddress): string {
  const port = 'port' in address ? `:${address.port}` : '';
  switch (address.kind) {
    case 'unix':
      return `unix://${address.socketPath}`;
    case 'tcp':
      return `tcp://${bracketed(address.host)}${port}`;
    case 'ssh': {
      const user = address.user === undefined ? '' : `${address.user}@`;
      return `ssh://${user}${bracketed(address.host)}${port}${address.socketPath ?? ''}`;
    }
  }
}

/** The address, or what is wrong with it. */
function parseWithScheme(scheme: string, rest: string): EngineAddress | string {
  switch (scheme) {
    case 'unix':
      return parseUnix(rest);
    case 'tcp':
      return parseTcp(rest);
    case 'ssh':
      return parseSsh(rest);
    case 'npipe':
      return (
        'это именованный канал Windows, а roy работает в Linux и macOS. ' +
        'В Windows запускайте roy внутри WSL 2: там сокет движка — unix:///var/run/docker.sock.'
      );
    case 'http':
    case 'https':
      return `вместо ${scheme}:// пишите tcp://; TLS включает переменная DOCKER_TLS_VERIFY=1.`;
    default:
      return `схемы ${scheme}:// roy не знает.`;
  }
}

function parseUnix(path: string): EngineAddress | string {
  if (path === '') return { kind: 'unix', socketPath: DEFAULT_SOCKET };
  if (!path.startsWith('/')) return 'после unix:// нужен полный путь, он начинается с «/».';
  return { kind: 'unix', socketPath: path };
}

function parseTcp(rest: string): EngineAddress | string {
  if (rest.startsWith('/')) return `это путь; сокет в файле пишут так: unix://${rest}`;
  const match = TCP.exec(rest);
  if (rest === '' || match === null) return 'после tcp:// нужны имя или IP-адрес и порт.';
  const [, host = '127.0.0.1', port] = match;
  return withPort({ kind: 'tcp', host: unbracketed(host) }, port);
}

function parseSsh(rest: string): EngineAddress | string {
  if (/^[^@/]*:[^@/]*@/.test(rest)) {
    return 'пароль в адресе ssh не пишут. Настройте вход по ключу: ssh-copy-id.';
  }
  const match = SSH.exec(rest);
  if (match === null) return 'после ssh:// нужны пользователь и машина: user@host.';
  const [, user, host = '', port, path = '/'] = match;
  return withPort(
    {
      kind: 'ssh',
      host: unbracketed(host),
      ...(user === undefined ? {} : { user }),
      ...(path === '/' ? {} : { socketPath: path }),
    },
    port,
  );
}

function withPort(address: EngineAddress, port: string | undefined): EngineAddress | string {
  if (port === undefined) return address;
  const number = Number(port);
  if (number < 1 || number > 65535) return `порта ${port} не бывает: нужен от 1 до 65535.`;
  return { ...address, port: number } as EngineAddress;
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function unbracketed(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
