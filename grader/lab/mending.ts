import { fail } from './outcome.ts';
import { permits } from './pinned.ts';
import type { Service } from './swarm.ts';

/** Whether a trouble was mended and not walked around. */

/**
 * The constraints keep the service off every manager, whichever way they say it.
 * Code: `manager-allowed`.
 */
export function expectOffManagers(service: Service): void {
  const actual = service.state.Spec.TaskTemplate.Placement?.Constraints ?? [];
  const nodes = service.swarm.managers
    .filter((node) => actual.every((constraint) => permits(constraint, node)))
    .map(({ Description }) => Description.Hostname);
  if (nodes.length > 0) fail('manager-allowed', { name: service.name, nodes, actual });
}

/** They meet in some network. Code: `no-common-network`. */
export function expectTogether(service: Service, other: Service): void {
  if (commonNetwork(service, other) !== undefined) return;
  const actual = [service, other]
    .map(({ name, networkIds, swarm }) => {
      const names = networkIds.map((id) => networkName(swarm.snapshot.networks, id));
      return `${name} — ${names.join(', ') || 'ни в одной'}`;
    })
    .join('; ');
  fail('no-common-network', { name: service.name, other: other.name, actual });
}

/** They meet in no network. Code: `networks-shared`. */
export function expectApart(service: Service, other: Service): void {
  const id = commonNetwork(service, other);
  if (id === undefined) return;
  const network = networkName(service.swarm.snapshot.networks, id);
  fail('networks-shared', { name: service.name, other: other.name, network });
}

function commonNetwork(service: Service, other: Service): string | undefined {
  return service.networkIds.find((id) => other.networkIds.includes(id));
}

function networkName(
  networks: readonly { readonly Id: string; readonly Name: string }[],
  wanted: string,
): string {
  return networks.find(({ Id }) => Id === wanted)?.Name ?? wanted;
}

/** Some config of the service becomes that file. Code: `config-file-missing`. */
export function expectConfigFile({ name, state }: Service, expected: string): void {
  const configs = state.Spec.TaskTemplate.ContainerSpec?.Configs ?? [];
  const actual = configs.map(({ File }) => File?.Name ?? '');
  if (!actual.includes(expected)) fail('config-file-missing', { name, expected, actual });
}

/** Each node's port still leads straight to its own task. Code: `host-port-lost`. */
export function expectHostPort({ name, state }: Service, published: number, target: number): void {
  const ports = state.Endpoint?.Ports ?? [];
  const text = (from = 0, to = 0, mode = '') => `${from} → ${to} (${mode})`;
  const kept = ports.some(
    (port) =>
      port.PublishedPort === published && port.TargetPort === target && port.PublishMode === 'host',
  );
  if (kept) return;
  const actual = ports.map((port) => text(port.PublishedPort, port.TargetPort, port.PublishMode));
  fail('host-port-lost', {
    name,
    expected: text(published, target, 'host'),
    actual: actual.join(', '),
  });
}

/** A task that takes a port of its node must go before the next comes. Code: `start-first-host-port`. */
export function expectStopFirst({ name, state }: Service, port: number): void {
  if (state.Spec.UpdateConfig?.Order === 'start-first')
    fail('start-first-host-port', { name, port });
}
