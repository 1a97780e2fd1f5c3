import type { NetworkState } from '../cluster/snapshot.ts';
import { addressOn } from './network.ts';
import { fail } from './outcome.ts';
import { failOnceSettled } from './settled.ts';
import type { Service } from './swarm.ts';

/** How a service's name is resolved. Code: `endpoint-mode-wrong`. */
export function expectEndpointMode(service: Service, expected: 'vip' | 'dnsrr'): void {
  const actual = service.state.Spec.EndpointSpec?.Mode ?? 'vip';
  if (actual !== expected) fail('endpoint-mode-wrong', { name: service.name, expected, actual });
}

/** The service answers to a second name in the network. Code: `alias-missing`. */
export function expectAlias(service: Service, network: NetworkState, expected: string): void {
  const { TaskTemplate, Networks } = service.state.Spec;
  const actual = [...TaskTemplate.Networks, ...Networks]
    .filter(({ Target }) => Target === network.Id)
    .flatMap(({ Aliases }) => Aliases);
  if (!actual.includes(expected)) {
    fail('alias-missing', { name: service.name, network: network.Name, expected, actual });
  }
}

/** The service's virtual address in the network; a `dnsrr` service has none. */
export function virtualAddress(service: Service, network: NetworkState): string | undefined {
  const virtual = service.state.Endpoint?.VirtualIPs.find(
    ({ NetworkID }) => NetworkID === network.Id,
  );
  return virtual?.Addr?.replace(/\/\d+$/, '');
}

/** The addresses of the service's live tasks in the network. */
export function taskAddresses(service: Service, network: NetworkState): readonly string[] {
  return service.liveTasks.flatMap((task) => addressOn(task, network) ?? []);
}

/** A shell script for a network probe that looks up each name; `readLookups` reads it. */
export function lookupScript(names: readonly string[]): string {
  return names.map((name) => `echo "name ${name}"; timeout 5 nslookup ${name} 2>&1`).join('\n');
}

/** What `lookupScript` printed: the IPv4 addresses of each name. */
export function readLookups(output: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  let addresses: string[] = [];
  for (const line of output.split('\n')) {
    const [, name] = /^name (\S+)/.exec(line) ?? [];
    if (name !== undefined) found.set(name, (addresses = []));
    // "Address: 10.0.1.2"; "Address 1: 10.0.1.2 host" in a BusyBox built small. The
    // resolver's own line ends with its port.
    const [, address] = /^Address(?: \d+)?:\s*(\d+\.\d+\.\d+\.\d+)(?:\s|$)/.exec(line) ?? [];
    if (address !== undefined && address !== '127.0.0.11') addresses.push(address);
  }
  return found;
}

/**
 * The name of the service, or of its tasks, leads to these addresses and no others.
 * Code: `name-resolves-wrong`, once the service has settled.
 */
export function expectResolves(
  service: Service,
  lookups: ReadonlyMap<string, readonly string[]>,
  name: string,
  addresses: readonly string[],
): void {
  const expected = [...addresses].sort();
  const actual = [...(lookups.get(name) ?? [])].sort();
  if (expected.join() === actual.join()) return;
  failOnceSettled(
    service,
    `имя ${name} приведёт к ${expected.join(', ')} (сейчас: ${actual.join(', ') || 'никуда'})`,
    'name-resolves-wrong',
    { object: name, expected, actual },
  );
}
