import type { PortState } from '../cluster/snapshot.ts';
import { fail } from './outcome.ts';
import type { Service } from './swarm.ts';

export interface WantedPort {
  /** The port of the node. */
  readonly published: number;
  /** The port in the container. */
  readonly target: number;
  readonly mode: 'ingress' | 'host';
}

/**
 * The service publishes that TCP port, among others perhaps.
 *
 * Codes: `port-missing`, `port-swapped`, `port-target-wrong`, `port-protocol-wrong`,
 * `port-mode-wrong`.
 */
export function expectPort(service: Service, wanted: WantedPort): void {
  const ports = service.state.Endpoint?.Ports ?? [];
  const { published, target } = wanted;
  const facts = { name: service.name, expected: portText({ ...wanted, protocol: 'tcp' }) };
  const same = ports.filter((port) => port.PublishedPort === published);
  if (same.length === 0) {
    const swapped = ports.find(
      (port) => port.PublishedPort === target && port.TargetPort === published,
    );
    if (swapped) fail('port-swapped', { ...facts, actual: stateText(swapped) });
    fail('port-missing', { ...facts, actual: ports.map(stateText).join(', ') });
  }
  // A port may be published over tcp and udp at once; the nearest is judged.
  const [nearest] = [...same].sort((a, b) => likeness(b, wanted) - likeness(a, wanted));
  if (nearest === undefined) return;
  const actual = stateText(nearest);
  if (nearest.TargetPort !== target) fail('port-target-wrong', { ...facts, actual });
  if (nearest.Protocol !== 'tcp') fail('port-protocol-wrong', { ...facts, actual });
  if (nearest.PublishMode !== wanted.mode) fail('port-mode-wrong', { ...facts, actual });
}

/** That port of the nodes is not the service's any more, over tcp or udp. Code: `port-left`. */
export function expectNotPublished({ name, state }: Service, port: number): void {
  const left = state.Endpoint?.Ports.find(({ PublishedPort }) => PublishedPort === port);
  if (left !== undefined) fail('port-left', { name, port, actual: stateText(left) });
}

function likeness(port: PortState, wanted: WantedPort): number {
  return (
    Number(port.Protocol === 'tcp') * 4 +
    Number(port.TargetPort === wanted.target) * 2 +
    Number(port.PublishMode === wanted.mode)
  );
}

function stateText({ PublishedPort, TargetPort, Protocol, PublishMode }: PortState): string {
  return portText({
    published: PublishedPort ?? 0,
    target: TargetPort ?? 0,
    protocol: Protocol ?? 'tcp',
    mode: PublishMode ?? 'ingress',
  });
}

/** `8080 → 80/tcp (ingress)` */
function portText(port: {
  readonly published: number;
  readonly target: number;
  readonly protocol: string;
  readonly mode: string;
}): string {
  return `${port.published} → ${port.target}/${port.protocol} (${port.mode})`;
}
