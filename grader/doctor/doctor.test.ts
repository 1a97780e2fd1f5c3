import { describe, expect, test } from '@jest/globals';
import { EXIT, RoyError } from '../errors.ts';
import { examineClients } from './client.ts';
import { examineImages } from './course-images.ts';
import { engineUnreachable, type EngineInfo } from './engine.ts';
import { examineFirewall } from './firewall.ts';
import { optionIn } from '../kernel.ts';
import { examineKernel } from './kernel.ts';
import type { SocketOwner } from './socket-owners.ts';
import { examinePorts, parseSockets, type Listener, type PortFacts } from './ports.ts';
import { examineDisk, examineMemory } from './resources.ts';
import { examineSwarm, type SwarmNode } from './swarm.ts';

const GIB = 1024 ** 3;

describe('the swarm', () => {
  const info = (swarm: Partial<EngineInfo['Swarm']>): EngineInfo => ({
    ServerVersion: '20.10.24',
    KernelVersion: '6.1.0',
    OperatingSystem: 'Debian',
    DockerRootDir: '/var/lib/docker',
    MemTotal: GIB,
    Swarm: {
      LocalNodeState: 'active',
      ControlAvailable: true,
      NodeID: 'n1',
      NodeAddr: '10.0.0.1',
      Error: '',
      ...swarm,
    },
  });
  const node = (name: string, state = 'ready'): SwarmNode => ({
    name,
    address: '10.0.0.1',
    role: 'worker',
    state,
  });

  test.each([
    ['manager', info({}), [node('a'), node('b')], 'ok', 'узлов 2'],
    ['outside', info({ LocalNodeState: 'inactive', ControlAvailable: false }), [], 'ok', 'вне'],
    ['a node is down', info({}), [node('a'), node('b', 'down')], 'warn', 'b (down)'],
    ['worker', info({ ControlAvailable: false }), [], 'warn', 'рабочий узел'],
    ['locked', info({ LocalNodeState: 'locked', ControlAvailable: false }), [], 'bad', 'заперт'],
    ['no quorum', info({ Error: 'no leader' }), [], 'bad', 'без кворума: no leader'],
    ['never joined', info({ LocalNodeState: 'error', Error: 'gone' }), [], 'bad', 'gone'],
  ])('%s', (_, engine, nodes, status, found) => {
    const finding = examineSwarm(engine, nodes);
    expect(finding).toMatchObject({ status, found: expect.stringContaining(found) });
    expect(finding.fix.length > 0).toBe(status !== 'ok');
  });
});

describe('ports', () => {
  const tcp = (port: number): Listener => ({ protocol: 'tcp', port, owner: 'program' });
  const udp = (port: number, owner: SocketOwner = 'program'): Listener => ({
    protocol: 'udp',
    port,
    owner,
  });
  const statuses = (facts: PortFacts) =>
    Object.fromEntries(examinePorts(facts).map(({ id, status }) => [id.slice(5), status]));

  test('/proc/net/tcp: only sockets that listen; /proc/net/udp: all that are bound', () => {
    const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt uid';
    const row = (address: string, state: string, inode: number) =>
      `   0: ${address} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000 0 0 ${inode} 1`;
    const ownerOf = (inode: string) => (inode === '8' ? 'kernel' : 'program');
    const streams = [head, row('00000000:0949', '0A', 77), row('0100007F:1F0A', '01', 78), ''];
    expect(parseSockets(streams.join('\n'), 'tcp', ownerOf)).toEqual([tcp(2377)]);
    const datagrams = [head, row('00000000:12B5', '07', 8), row('0:1F0A', '07', 9)];
    expect(parseSockets(datagrams.join('\n'), 'udp', ownerOf)).toEqual([
      udp(4789, 'kernel'),
      udp(7946),
    ]);
  });

  test.each<[string, PortFacts, Record<string, string>]>([
    [
      'a manager that listens and reaches the others',
      {
        role: 'manager',
        listeners: [tcp(2377), tcp(7946), udp(7946), udp(4789, 'kernel')],
        knocks: [{ node: 'b', port: 7946, open: true }],
      },
      { 2377: 'ok', 7946: 'ok', 4789: 'ok' },
    ],
    [
      'a worker needs no 2377, and 7946 over udp as well',
      { role: 'worker', listeners: [tcp(7946)], knocks: [] },
      { 2377: 'ok', 7946: 'bad', 4789: 'ok' },
    ],
    [
      'ports taken by someone else before there is a swarm',
      { role: 'outside', listeners: [tcp(2377), udp(4789)], knocks: [] },
      { 2377: 'bad', 7946: 'ok', 4789: 'bad' },
    ],
    [
      'a user who does not see whose sockets they are',
      { role: 'worker', listeners: [tcp(7946), udp(7946), udp(4789, 'unknown')], knocks: [] },
      { 2377: 'ok', 7946: 'ok', 4789: 'ok' },
    ],
    [
      'the same user, and no swarm that could have opened one',
      { role: 'outside', listeners: [udp(4789, 'unknown')], knocks: [] },
      { 2377: 'ok', 7946: 'ok', 4789: 'unknown' },
    ],
    [
      'a node behind a firewall',
      {
        role: 'manager',
        listeners: [tcp(2377), tcp(7946), udp(7946)],
        knocks: [{ node: 'b', port: 7946, open: false }],
      },
      { 2377: 'ok', 7946: 'bad', 4789: 'ok' },
    ],
    [
      'an engine on another machine',
      { role: 'manager', knocks: [] },
      { 2377: 'unknown', 7946: 'unknown', 4789: 'unknown' },
    ],
  ])('%s', (_, facts, expected) => {
    expect(statuses(facts)).toEqual(expected);
  });
});

describe('the kernel', () => {
  test('an option is built in, a module, or absent', () => {
    const config = 'CONFIG_IP_VS=m\nCONFIG_VXLAN=y\n# CONFIG_INET_ESP is not set\n';
    expect(
      ['CONFIG_IP_VS', 'CONFIG_VXLAN', 'CONFIG_INET_ESP'].map((name) => optionIn(config, name)),
    ).toEqual(['m', 'y', 'n']);
  });

  test('what is missing costs the course more or less; elsewhere it is unknown', () => {
    const statuses = (facts: Parameters<typeof examineKernel>[0]) =>
      examineKernel(facts).map(({ id, status }) => [id, status]);
    expect(statuses({ vxlan: false, ipvs: false, esp: true })).toEqual([
      ['vxlan', 'bad'],
      ['ipvs', 'warn'],
      ['esp', 'ok'],
    ]);
    expect(statuses(undefined).map(([, status]) => status)).toEqual(Array(3).fill('unknown'));
  });
});

describe('the firewall', () => {
  const bridge = 'roy-abc123';
  const rule = `-A FORWARD -i ${bridge} -o ${bridge} -m comment --comment "x" -j ACCEPT`;

  test.each([
    ['practice machines, open', '-P FORWARD ACCEPT', bridge, 'ok'],
    ['practice machines behind DROP with their rule', `-P FORWARD DROP\n${rule}`, bridge, 'ok'],
    ['practice machines behind DROP', '-P FORWARD DROP', bridge, 'bad'],
    ['a node of its own, open', '-P INPUT ACCEPT\n-P FORWARD DROP', undefined, 'ok'],
    ['a node of its own, closed', '-P INPUT DROP', undefined, 'warn'],
    [
      'a node of its own, closed but for the swarm',
      [
        '-P INPUT DROP',
        '-A INPUT -p tcp -m multiport --dports 22,2377,7946 -j ACCEPT',
        '-A INPUT -p udp -m udp --dport 7946 -j ACCEPT',
        '-A INPUT -p udp -m udp --dport 4789 -j ACCEPT',
      ].join('\n'),
      undefined,
      'ok',
    ],
    ['without root', undefined, undefined, 'unknown'],
  ])('%s', (_, rules, where, status) => {
    expect(examineFirewall(rules, where).status).toBe(status);
  });
});

test('disk and memory: enough, little, too little, unknown', () => {
  expect(
    [3 * GIB, 1.5 * GIB, GIB / 2, undefined].map((free) => examineDisk('/data', free).status),
  ).toEqual(['ok', 'warn', 'bad', 'unknown']);
  expect([2 * GIB, GIB / 2, GIB / 8].map((free) => examineMemory(4 * GIB, free).status)).toEqual([
    'ok',
    'warn',
    'bad',
  ]);
  expect(examineMemory(4 * GIB, undefined)).toMatchObject({ status: 'ok', found: 'всего 4,0 ГБ' });
});

test('images: the machines that lack some are named', () => {
  const finding = examineImages([
    { node: 'node1', missing: [] },
    { node: 'node2', missing: ['busybox:latest'] },
  ]);
  expect(finding).toMatchObject({ status: 'bad', found: 'node2: нет busybox:latest' });
});

test('the docker command: absent, alone, hiding another', () => {
  const debian = { path: '/usr/bin/docker', version: '20.10.24' };
  const newer = { path: '/usr/local/bin/docker', version: '28.2.2' };
  expect(examineClients([]).status).toBe('bad');
  expect(examineClients([debian]).status).toBe('ok');
  expect(examineClients([newer, debian])).toMatchObject({
    status: 'warn',
    found: expect.stringContaining('заслоняет /usr/bin/docker, версия 20.10.24'),
  });
});

test('an engine that cannot be reached says why and what to do', () => {
  const error = new RoyError(EXIT.unreachable, 'Сокета нет.', ['Запустите движок:']);
  expect(engineUnreachable(error)).toMatchObject({
    status: 'bad',
    found: 'Сокета нет.',
    fix: ['Запустите движок:'],
  });
});
