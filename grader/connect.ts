import { textOption, type Invocation } from './args.ts';
import type { Endpoint } from './cluster/docker-host.ts';
import { resolveEndpoint } from './cluster/endpoint.ts';
import { connect, type Engine } from './cluster/engine.ts';
import { declaredSecrets, Redactor } from './cluster/redactor.ts';
import { finishFaults } from './faults/finish.ts';
import type { Host } from './host.ts';
import { readLabs } from './labs.ts';
import { listSets, type PracticeSet } from './practice/sets.ts';
import { readLearner } from './variants.ts';

/**
 * Connects to the engine that the options, the environment and this machine point at, and
 * finishes what a killed run left undone there. The secrets of all labs are hidden: another
 * lab's service may stand in the swarm as well; a learner's variant has its own.
 *
 * @param faults Whether containers of tasks may be harmed on purpose.
 */
export async function connectTo(
  invocation: Invocation,
  host: Host,
  faults = false,
): Promise<Engine> {
  const endpoint = await resolveEndpoint(
    { host: textOption(invocation, 'host'), context: textOption(invocation, 'context') },
    host,
    { practice: () => listSets(host) },
  );
  await finishFaults(host, endpoint, practiceSet(endpoint, host));
  const [labs, learner] = await Promise.all([readLabs(host.root), readLearner(invocation, host)]);
  const secrets = declaredSecrets(labs.map((lab) => learner?.variantOf(lab) ?? lab));
  return connect(endpoint, host.signal, new Redactor(secrets), faults);
}

/** The practice set that the endpoint belongs to. */
export function practiceSet(endpoint: Endpoint, host: Host): PracticeSet | undefined {
  return listSets(host).find(({ nodes }) =>
    nodes.some(({ socket }) => endpoint.url === `unix://${socket}`),
  );
}
