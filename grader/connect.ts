import { textOption, type Invocation } from './args.ts';
import type { Endpoint } from './cluster/docker-host.ts';
import { resolveEndpoint } from './cluster/endpoint.ts';
import { connect, type Engine } from './cluster/engine.ts';
import { declaredSecrets, Redactor } from './cluster/redactor.ts';
import type { Host } from './host.ts';
import { readLabs } from './labs.ts';
import { listSets, type PracticeNode } from './practice/sets.ts';

/**
 * Connects to the engine that the options, the environment and this machine point at. The
 * secrets of all labs are hidden: another lab's service may stand in the swarm as well.
 */
export async function connectTo(invocation: Invocation, host: Host): Promise<Engine> {
  const endpoint = await resolveEndpoint(
    { host: textOption(invocation, 'host'), context: textOption(invocation, 'context') },
    host,
    { practice: () => listSets(host) },
  );
  const secrets = declaredSecrets(await readLabs(host.root));
  return connect(endpoint, host.signal, new Redactor(secrets));
}

/** The nodes of the practice set that the endpoint belongs to; none for any other swarm. */
export function practiceNodes(endpoint: Endpoint, host: Host): readonly PracticeNode[] {
  const set = listSets(host).find(({ nodes }) =>
    nodes.some(({ socket }) => endpoint.url === `unix://${socket}`),
  );
  return set?.nodes ?? [];
}
