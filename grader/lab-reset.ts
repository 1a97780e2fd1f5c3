import { collect } from './cluster/collect.ts';
import type { Engine } from './cluster/engine.ts';
import type { ClusterSnapshot } from './cluster/snapshot.ts';
import type { LabMetadata } from './lab/metadata.ts';

const STACK_LABEL = 'com.docker.stack.namespace';

/**
 * The docker commands that remove what a lab owns from a swarm, whatever stack it came
 * from; `undefined` where there is nothing of it.
 */
export async function removalScript(
  engine: Engine,
  metadata: LabMetadata,
): Promise<string | undefined> {
  const snapshot = await collect(engine);
  const { services, networks, configs, secrets } = metadata.owns;
  const commands = [
    removal('service', named(snapshot.services.map(specIdentity), services)),
    removal('network', named(snapshot.networks.map(networkIdentity), networks)),
    removal('config', named(snapshot.configs.map(specIdentity), configs)),
    removal('secret', named(snapshot.secrets.map(specIdentity), secrets)),
  ].filter((command) => command !== '');
  return commands.length === 0 ? undefined : commands.join('\n');
}

interface Identity {
  readonly name: string;
  readonly stack: string | undefined;
}

function specIdentity({
  Spec,
}: ClusterSnapshot['secrets'][number] | ClusterSnapshot['services'][number]): Identity {
  return { name: Spec.Name, stack: Spec.Labels[STACK_LABEL] };
}

function networkIdentity({ Name, Labels }: ClusterSnapshot['networks'][number]): Identity {
  return { name: Name, stack: Labels[STACK_LABEL] };
}

function named(objects: readonly Identity[], owned: readonly string[]): string[] {
  return objects
    .filter(({ name, stack }) =>
      owned.some((own) => name === own || (stack !== undefined && name === `${stack}_${own}`)),
    )
    .map(({ name }) => name);
}

/** A network stays in use until the last task on it is gone, which takes a moment. */
function removal(kind: string, names: readonly string[]): string {
  return names
    .map((name) =>
      kind === 'network'
        ? `for attempt in 1 2 3 4 5 6 7 8 9 10; do docker network rm ${name} 2>/dev/null && break; sleep 2; done`
        : `docker ${kind} rm ${name}`,
    )
    .join('\n');
}
