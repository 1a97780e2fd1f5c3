import { existsSync, readdirSync } from 'node:fs';
import { kernelName, nodeKernelNames, type PracticeRoots } from './paths.ts';
import { run, tryRun, which } from './run.ts';
import type { PracticeNode, PracticeSet } from './sets.ts';
import { bridgeAddress } from './subnet.ts';

/**
 * The wires of a set: one bridge, a network namespace and a veth pair for each node. No
 * node has a default route: with one, every task start would wait 10 s for a DNS
 * time-out while the engine asks a registry. No host-wide setting is changed.
 */

/** Builds what is missing; what is already there stays as it is. */
export async function buildNetwork(roots: PracticeRoots, set: PracticeSet): Promise<void> {
  const bridge = kernelName(roots, set.name);
  if (!existsSync(`/sys/class/net/${bridge}`)) {
    await run('ip', ['-batch', '-'], {
      input: [
        `link add ${bridge} type bridge`,
        `addr add ${bridgeAddress(set.subnet)}/24 dev ${bridge}`,
        `link set ${bridge} up`,
      ].join('\n'),
    });
  }
  await Promise.all(set.nodes.map((node) => wire(bridge, node)));
  await allowForwarding(bridge);
}

/** Gives a node its namespace and its cable, unless it has both. */
async function wire(bridge: string, node: PracticeNode): Promise<void> {
  const { netns, veth } = nodeKernelNames(bridge, node.name);
  if (!existsSync(`/run/netns/${netns}`)) await run('ip', ['netns', 'add', netns]);
  const inner = await tryRun('ip', ['-netns', netns, 'link', 'show', 'eth0']);
  if (inner.code === 0 && existsSync(`/sys/class/net/${veth}/master`)) {
    // A check that was killed while it kept the node off the network leaves the cable so.
    await run('ip', ['link', 'set', veth, 'up']);
    return;
  }
  await tryRun('ip', ['link', 'del', veth]);
  await run('ip', ['-batch', '-'], {
    input: [
      `link add ${veth} type veth peer name eth0 netns ${netns}`,
      `link set ${veth} master ${bridge} up`,
    ].join('\n'),
  });
  const settings = ['link set lo up', `addr add ${node.address}/24 dev eth0`, 'link set eth0 up'];
  await run('ip', ['-netns', netns, '-batch', '-'], { input: settings.join('\n') });
}

/** Removes whatever is there; what is missing is no error. */
export async function removeNetwork(roots: PracticeRoots, setName: string): Promise<void> {
  const bridge = kernelName(roots, setName);
  await forbidForwarding(bridge);
  for (const link of interfacesOf(bridge)) await tryRun('ip', ['link', 'del', link]);
  for (const netns of namespacesOf(bridge)) await tryRun('ip', ['netns', 'del', netns]);
  // `ip netns add` makes the folder a mount point; it stays busy while anyone uses it.
  if (existsSync('/run/netns') && readdirSync('/run/netns').length === 0) {
    await tryRun('umount', ['/run/netns']);
  }
}

/** Whether anything of a set's wires exists now. */
export const networkExists = (kernel: string): boolean =>
  interfacesOf(kernel).length > 0 || namespacesOf(kernel).length > 0;

function namespacesOf(kernel: string): string[] {
  if (!existsSync('/run/netns')) return [];
  return readdirSync('/run/netns').filter((name) => name.startsWith(`${kernel}-node`));
}

const interfacesOf = (kernel: string): string[] =>
  readdirSync('/sys/class/net').filter((name) => name === kernel || name.startsWith(`${kernel}-`));

/** IPv4 ranges that routes and interfaces of this machine use. */
export async function takenRanges(): Promise<string[]> {
  const [routes, addresses] = await Promise.all([
    run('ip', ['-4', '-json', 'route', 'show', 'table', 'all']),
    run('ip', ['-4', '-json', 'addr']),
  ]);
  const routed = (JSON.parse(routes || '[]') as { dst?: string }[]).map((route) => route.dst ?? '');
  const owned = (
    JSON.parse(addresses || '[]') as { addr_info?: { local?: string; prefixlen?: number }[] }[]
  ).flatMap((link) =>
    (link.addr_info ?? []).map((info) => `${info.local ?? ''}/${info.prefixlen ?? 32}`),
  );
  return [...routed.filter((range) => range !== 'default'), ...owned];
}

/**
 * Where Docker set the policy of FORWARD to DROP and bridged packets pass iptables,
 * the nodes would not hear each other. The rule is found again by its comment.
 */
async function allowForwarding(bridge: string): Promise<void> {
  if (which('iptables') === undefined) return;
  const rule = forwardRule(bridge);
  const { code } = await tryRun('iptables', ['--wait', '--check', ...rule]);
  if (code !== 0) await run('iptables', ['--wait', '--insert', ...rule]);
}

async function forbidForwarding(bridge: string): Promise<void> {
  if (which('iptables') === undefined) return;
  const rule = forwardRule(bridge);
  while ((await tryRun('iptables', ['--wait', '--check', ...rule])).code === 0) {
    await run('iptables', ['--wait', '--delete', ...rule]);
  }
}

const forwardRule = (bridge: string): string[] => [
  ...['FORWARD', '--in-interface', bridge, '--out-interface', bridge],
  ...['--match', 'comment', '--comment', `practice machines ${bridge}`, '--jump', 'ACCEPT'],
];
