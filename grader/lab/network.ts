import type { NetworkState, TaskState } from '../cluster/snapshot.ts';
import { fail, StillConverging } from './outcome.ts';
import { isRefused, parseTime, STABLE_AFTER, type Service, type Swarm } from './swarm.ts';

/** Seconds that the manager may take to give a new network its driver and subnet. */
const ALLOCATION = 5;

/** The network of that name, with or without a stack's prefix. Code: `network-missing`. */
export function expectNetwork(swarm: Swarm, name: string): NetworkState {
  const found = swarm.findNetwork(name);
  if (found !== undefined) return found;
  const similar = swarm.snapshot.networks
    .filter(({ Scope, Ingress }) => Scope === 'swarm' && Ingress !== true)
    .map(({ Name }) => Name)
    .find((other) => other.includes(name) || name.includes(other));
  return fail('network-missing', { name, similar });
}

/**
 * The network spans the nodes: driver overlay, and its subnet is really its own.
 *
 * Codes: `network-missing`, `network-not-allocated`, `network-driver-wrong`.
 */
export function expectOverlay(swarm: Swarm, name: string): NetworkState {
  const network = expectNetwork(swarm, name);
  if (network.Driver === '') {
    const age = (swarm.now - parseTime(network.Created ?? '')) / 1000;
    if (age < ALLOCATION) throw new StillConverging(`сеть ${network.Name} получит подсеть`);
    fail('network-not-allocated', { name: network.Name });
  }
  if (network.Driver !== 'overlay') {
    fail('network-driver-wrong', {
      name: network.Name,
      expected: 'overlay',
      actual: network.Driver,
    });
  }
  return network;
}

/** Code: `network-subnet-wrong`. */
export function expectSubnet(network: NetworkState, expected: string): void {
  const subnets = (network.IPAM?.Config ?? []).map(({ Subnet }) => Subnet ?? '');
  if (!subnets.includes(expected)) {
    fail('network-subnet-wrong', { name: network.Name, expected, actual: subnets.join(', ') });
  }
}

/** The option's key counts: any value of it, even `false`, turns the encryption on. */
export function expectEncrypted(network: NetworkState): void {
  if (!('encrypted' in network.Options)) fail('network-not-encrypted', { name: network.Name });
}

/** Code: `network-not-attachable`. */
export function expectAttachable(network: NetworkState): void {
  if (network.Attachable !== true) fail('network-not-attachable', { name: network.Name });
}

/** The specification attaches the service to the network. Code: `service-not-attached`. */
export function expectAttached(service: Service, network: NetworkState): void {
  if (service.networkIds.includes(network.Id)) return;
  const names = service.networkIds.map(
    (id) => service.swarm.snapshot.networks.find(({ Id }) => Id === id)?.Name ?? id,
  );
  fail('service-not-attached', {
    name: service.name,
    network: network.Name,
    actual: names.join(', '),
  });
}

/** The task's address in the network, without the prefix length. */
export function addressOn(task: TaskState, network: NetworkState): string | undefined {
  const attachment = task.NetworksAttachments.find((other) => other.Network.ID === network.Id);
  return attachment?.Addresses[0]?.replace(/\/\d+$/, '');
}

/**
 * Exactly so many tasks run with an address in the network, for 6 seconds at least.
 *
 * Code: `tasks-off-network`, at once where the engine names an error, else when the last
 * change is older than the lab's `settle`.
 */
export function expectOnNetwork(service: Service, network: NetworkState, expected: number): void {
  const reason = obstacle(service);
  const there = service.liveTasks.filter((task) => addressOn(task, network) !== undefined);
  const stable =
    service.state.UpdateStatus?.State !== 'updating' &&
    there.every((task) => service.age(task) >= STABLE_AFTER);
  if (reason === undefined && there.length === expected && stable) return;
  if (reason !== undefined || service.sinceChange >= service.swarm.settle) {
    fail('tasks-off-network', {
      name: service.name,
      network: network.Name,
      expected,
      actual: there.length,
      reason,
    });
  }
  throw new StillConverging(
    `в сети ${network.Name} поработают ${STABLE_AFTER} секунд все задачи сервиса ${service.name} (сейчас там ${there.length} из ${expected})`,
  );
}

/** What the engine says keeps the service's tasks from running. */
function obstacle(service: Service): string | undefined {
  const { UpdateStatus } = service.state;
  const refused = service.tasks.find((task) => isRefused(task) && service.isCurrent(task));
  const unplaced = service.tasks.find(
    ({ DesiredState, Status }) =>
      DesiredState === 'running' && Status.State === 'pending' && Status.Err,
  );
  const failures = service.slots.map((slot) => service.recentFailures(slot));
  const task = refused ?? unplaced ?? failures.find(({ length }) => length > 1)?.at(-1);
  if (task) return `${service.taskName(task)} — ${task.Status.Err ?? 'процесс завершился'}`;
  return UpdateStatus?.State === 'paused' ? UpdateStatus.Message : undefined;
}
