import { readFile } from 'node:fs/promises';
import { listens } from '../knock.ts';
import type { Finding } from './finding.ts';
import { readSocketOwners, type SocketOwner } from './socket-owners.ts';
import type { SwarmNode } from './swarm.ts';

/** A socket that waits for peers. */
export interface Listener {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  readonly owner: SocketOwner;
}

/** A node's port that was knocked at. */
export interface Knock {
  readonly node: string;
  readonly port: number;
  readonly open: boolean;
}

/** What is known of ports; `listeners` is absent where the engine's network is not here. */
export interface PortFacts {
  readonly role: 'manager' | 'worker' | 'outside';
  readonly listeners?: readonly Listener[] | undefined;
  readonly knocks: readonly Knock[];
}

const LISTEN = '0A';

/**
 * Every listening TCP and bound UDP socket of the network namespace that a process is in
 * (`self` for this one's); `undefined` where it cannot be read.
 */
export async function readListeners(pid: number | 'self'): Promise<Listener[] | undefined> {
  try {
    const ownerOf = await readSocketOwners();
    const tables = await Promise.all(
      (['tcp', 'tcp6', 'udp', 'udp6'] as const).map(async (table) =>
        parseSockets(
          await readFile(`/proc/${pid}/net/${table}`, 'utf8').catch((error: unknown) => {
            // A kernel without IPv6 has no such tables.
            if (table.endsWith('6')) return '';
            throw error;
          }),
          table.startsWith('tcp') ? 'tcp' : 'udp',
          ownerOf,
        ),
      ),
    );
    return tables.flat();
  } catch {
    return undefined;
  }
}

/** Reads a table of /proc/net (see proc(5)): address:port in hex, state, … inode. */
export function parseSockets(
  table: string,
  protocol: 'tcp' | 'udp',
  ownerOf: (inode: string) => SocketOwner,
): Listener[] {
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length > 9 && (protocol === 'udp' || fields[3] === LISTEN))
    .map((fields) => ({
      protocol,
      port: Number.parseInt(fields[1]?.split(':')[1] ?? '', 16),
      owner: ownerOf(fields[9] ?? ''),
    }));
}

/** Tries the swarm's TCP ports of other nodes; a UDP port does not tell whether it is open. */
export function knockAt(nodes: readonly SwarmNode[]): Promise<Knock[]> {
  return Promise.all(
    nodes.flatMap(({ name, address, role }) =>
      (role === 'manager' ? [2377, 7946] : [7946]).map(async (port) => ({
        node: name,
        port,
        open: await listens(address, port),
      })),
    ),
  );
}

interface Port {
  readonly number: 2377 | 7946 | 4789;
  readonly protocols: readonly ('tcp' | 'udp')[];
  readonly purpose: string;
}

const PORTS: readonly Port[] = [
  {
    number: 2377,
    protocols: ['tcp'],
    purpose: 'По нему узлы входят в кластер и получают задачи от управляющих.',
  },
  {
    number: 7946,
    protocols: ['tcp', 'udp'],
    purpose: 'По нему узлы рассказывают друг другу, где какие контейнеры.',
  },
  {
    number: 4789,
    protocols: ['udp'],
    purpose: 'По нему идут данные сетей overlay (VXLAN) между узлами.',
  },
];

/** One finding for each port that a swarm needs. */
export function examinePorts(facts: PortFacts): Finding[] {
  return PORTS.map((port) => examinePort(port, facts));
}

function examinePort(port: Port, { role, listeners, knocks }: PortFacts): Finding {
  const about = {
    id: `port-${port.number}`,
    title: `Порт ${port.number}/${port.protocols.join('+')}`,
    meaning: port.purpose,
  };
  const closed = knocks.filter(({ port: number, open }) => number === port.number && !open);
  if (closed.length > 0) {
    return {
      ...about,
      status: 'bad',
      found: `отсюда не открывается на узлах: ${closed.map(({ node }) => node).join(', ')}`,
      fix: openPort(port),
    };
  }
  if (listeners === undefined) {
    const reached = knocks.some(({ port: number }) => number === port.number);
    return reached
      ? { ...about, status: 'ok', found: 'открыт на остальных узлах', fix: [] }
      : {
          ...about,
          status: 'unknown',
          found: 'нельзя узнать: движок работает не на этой машине',
          fix: [`Посмотрите там: ${whoHas(port)}`],
        };
  }
  const own = listeners.filter((listener) => listener.port === port.number);
  return port.number === 4789
    ? examineVxlan(port, about, own, role)
    : examineOwn(port, about, own, role, knocks);
}

type About = Pick<Finding, 'id' | 'title' | 'meaning'>;

function examineOwn(
  port: Port,
  about: About,
  own: readonly Listener[],
  role: PortFacts['role'],
  knocks: readonly Knock[],
): Finding {
  const needed = role === 'manager' || (role === 'worker' && port.number !== 2377);
  if (!needed) {
    return own.length === 0
      ? { ...about, status: 'ok', found: 'свободен', fix: [] }
      : { ...about, status: 'bad', found: 'занят', fix: [...freePort(port), ...LEFT_OPEN] };
  }
  const silent = port.protocols.filter(
    (protocol) => !own.some((listener) => listener.protocol === protocol),
  );
  if (silent.length > 0) {
    return {
      ...about,
      status: 'bad',
      found: `движок в кластере, а порт ${port.number}/${silent.join('+')} не слушает`,
      fix: ['Перезапустите движок; учебные машины:', '  roy machine stop && roy machine start'],
    };
  }
  const peers = knocks.filter(({ port: number }) => number === port.number);
  return {
    ...about,
    status: 'ok',
    found:
      peers.length === 0
        ? 'движок слушает'
        : `движок слушает, на остальных узлах открыт: ${peers.map(({ node }) => node).join(', ')}`,
    fix: [],
  };
}

/** The kernel opens this port with the first overlay network on the node. */
function examineVxlan(
  port: Port,
  about: About,
  own: readonly Listener[],
  role: PortFacts['role'],
): Finding {
  if (own.length === 0) {
    const found = 'свободен: ядро откроет его с первой сетью overlay';
    return { ...about, status: 'ok', found, fix: [] };
  }
  if (own.some(({ owner }) => owner === 'program')) {
    return { ...about, status: 'bad', found: 'занят чужой программой', fix: freePort(port) };
  }
  const isKnown = own.every(({ owner }) => owner === 'kernel');
  if (!isKnown && role === 'outside') {
    return {
      ...about,
      status: 'unknown',
      found: 'занят, а кем, видно только root',
      fix: ['Посмотрите, названа ли в конце строки программа:', `  ${whoHas(port)}`],
    };
  }
  return {
    ...about,
    status: 'ok',
    found: `${isKnown ? 'ядро слушает' : 'открыт, как и должно быть в кластере'}; доходит ли до других узлов, видно только по самой сети`,
    fix: [],
  };
}

/** An engine 20.10 that left a swarm in a hurry keeps the port, and hears nobody in the next. */
const LEFT_OPEN = [
  'Если это dockerd, движок не отпустил порт прежнего кластера: перезапустите его',
  '(sudo systemctl restart docker; учебные машины — roy machine stop && roy machine start).',
];

const whoHas = ({ number }: Port) => `sudo ss -lntup 'sport = :${number}'`;

function freePort(port: Port): string[] {
  return [
    'Найдите, кто его занял, и остановите:',
    `  ${whoHas(port)}`,
    ...(port.number === 4789
      ? ['Или выберите другой порт для данных при создании кластера:', '  --data-path-port 7789']
      : []),
  ];
}

function openPort({ number, protocols }: Port): string[] {
  return [
    'Проверьте, что узлы включены, и откройте порт на них и между ними, например:',
    ...protocols.map((protocol) => `  sudo ufw allow ${number}/${protocol}`),
  ];
}
