import { collect } from './cluster/collect.ts';
import type { Engine } from './cluster/engine.ts';
import type { ClusterSnapshot, NodeState } from './cluster/snapshot.ts';
import type { LabMetadata } from './lab/metadata.ts';
import { STACK_LABEL } from './lab/swarm.ts';

/**
 * The docker commands that remove what a lab owns from a swarm, whatever stack it came
 * from; `undefined` where there is nothing of it.
 */
export async function removalScript(
  engine: Engine,
  metadata: LabMetadata,
): Promise<string | undefined> {
  const snapshot = await collect(engine);
  const { services, networks, configs, secrets, nodeLabels } = metadata.owns;
  const commands = [
    removal('service', named(snapshot.services.map(specIdentity), services)),
    ...named(snapshot.networks.map(networkIdentity), networks).map(networkRemoval),
    removal('config', named(snapshot.configs.map(specIdentity), configs)),
    removal('secret', named(snapshot.secrets.map(specIdentity), secrets)),
    ...snapshot.nodes.map((node) => labelRemoval(node, nodeLabels)),
  ].filter((command) => command !== '');
  return commands.length === 0 ? undefined : ['set -e', ...commands].join('\n');
}

interface Identity {
  readonly name: string;
  readonly id: string;
  readonly stack: string | undefined;
}

function specIdentity({
  ID,
  Spec,
}: ClusterSnapshot['secrets'][number] | ClusterSnapshot['services'][number]): Identity {
  return { name: Spec.Name, id: ID, stack: Spec.Labels[STACK_LABEL] };
}

function networkIdentity({ Name, Id, Labels }: ClusterSnapshot['networks'][number]): Identity {
  return { name: Name, id: Id, stack: Labels[STACK_LABEL] };
}

/** What each owned object is called on the command line: its ID where two bear its name. */
function named(objects: readonly Identity[], owned: readonly string[]): string[] {
  const isNamesake = (name: string) => objects.filter((other) => other.name === name).length > 1;
  return objects
    .filter(({ name, stack }) =>
      owned.some((own) => name === own || (stack !== undefined && name === `${stack}_${own}`)),
    )
    .map(({ name, id }) => (isNamesake(name) ? id : name));
}

function removal(kind: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `docker ${kind} rm ${names.join(' ')}`;
}

function labelRemoval({ ID, Spec }: NodeState, labels: readonly string[]): string {
  const present = labels.filter((label) => label in Spec.Labels);
  if (present.length === 0) return '';
  return `docker node update ${present.map((label) => `--label-rm ${label}`).join(' ')} ${ID}`;
}

/** A network stays in use until the last task on it is gone, which takes a moment. */
function networkRemoval(name: string): string {
  return [
    'tries=20',
    `until answer=$(docker network rm ${name} 2>&1); do`,
    '  tries=$((tries - 1))',
    '  if [ "$tries" -eq 0 ]; then echo "$answer"; exit 1; fi',
    '  sleep 1',
    'done',
    'echo "$answer"',
  ].join('\n');
}
