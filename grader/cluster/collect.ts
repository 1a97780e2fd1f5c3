import type Docker from 'dockerode';
import { EXIT, RoyError } from '../errors.ts';
import type { Engine } from './engine.ts';
import { PROBE_LABEL } from './allow-list.ts';
import { readBaselines } from './baseline.ts';
import type { Scope } from '../lab/metadata.ts';
import {
  deepFreeze,
  SNAPSHOT_FORMAT,
  SNAPSHOT_VERSION,
  snapshotSchema,
  type ClusterSnapshot,
  type SwarmSnapshot,
} from './snapshot.ts';

/**
 * Reads the swarm.
 *
 * @throws as `collectFor`.
 */
export async function collect(engine: Engine): Promise<SwarmSnapshot> {
  return (await collectFor(engine, new Set(['swarm']))) as SwarmSnapshot;
}

/**
 * Reads what labs of these scopes look at, in one parallel round of Engine API calls: /info;
 * of the swarm /swarm, /nodes, /services, /tasks, /networks, /secrets, /configs; of the
 * engine /images/json and /containers/json. What is not in the snapshot's schema is dropped
 * here and goes no further.
 *
 * @throws RoyError as `explainEngineError` makes it, for the scope `swarm` where the engine
 * does not manage one; code 70 where the engine's answer has another shape than the Engine
 * API documents.
 * @param sawOwn Told whether services of the grader's own stand in the swarm.
 */
export async function collectFor(
  engine: Engine,
  scopes: ReadonlySet<Scope>,
  sawOwn: (own: boolean) => void = () => undefined,
): Promise<ClusterSnapshot> {
  const [info, swarm, own] = await engine.round((docker) => [
    docker.info() as Promise<unknown>,
    scopes.has('swarm') ? readSwarm(docker, sawOwn) : {},
    scopes.has('engine') ? readEngine(docker) : {},
  ]);
  const parsed = snapshotSchema.safeParse({
    format: SNAPSHOT_FORMAT,
    version: SNAPSHOT_VERSION,
    endpoint: engine.endpoint.name,
    apiVersion: engine.apiVersion,
    info,
    ...swarm,
    ...own,
    probes: {},
    faults: {},
    journal: [],
  });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new RoyError(
      EXIT.broken,
      `Движок ответил не так, как описано в Engine API: ${issue?.path.map(String).join('.') ?? ''} (${issue?.code ?? ''}).`,
      [`Версия API: ${engine.apiVersion}. Сообщите её авторам курса вместе с этим сообщением.`],
      { cause: parsed.error },
    );
  }
  await expectQuorum(parsed.data.info.Swarm.Error, engine);
  return deepFreeze(parsed.data);
}

async function readSwarm(docker: Docker, sawOwn: (own: boolean) => void): Promise<object> {
  const [swarm, nodes, services, tasks, networks, secrets, configs] = await Promise.all([
    docker.swarmInspect() as Promise<unknown>,
    docker.listNodes(),
    docker.listServices(),
    docker.listTasks(),
    docker.listNetworks(),
    docker.listSecrets(),
    docker.listConfigs(),
  ]);
  const graded = withoutProbes(
    (services as ServiceLike[] | null) ?? [],
    (tasks as TaskLike[] | null) ?? [],
  );
  sawOwn(graded.own);
  return {
    swarm,
    nodes,
    services: graded.services,
    tasks: graded.tasks,
    networks,
    secrets,
    configs,
    baselines: readBaselines(configs, swarm),
  };
}

async function readEngine(docker: Docker): Promise<object> {
  const [images, containers] = await Promise.all([
    docker.listImages(),
    docker.listContainers({ all: true }),
  ]);
  return { engine: { images, containers } };
}

/** For some ten seconds after the loss of its quorum a manager still answers with old data. */
async function expectQuorum(problem: string | undefined, engine: Engine): Promise<void> {
  if (problem?.includes('does not have a leader') !== true) return;
  const { explainEngineError } = await import('./engine-errors.ts');
  const { EngineStatusError } = await import('./transport.ts');
  throw explainEngineError(new EngineStatusError(500, problem, 'GET /info'), engine.endpoint);
}

interface ServiceLike {
  readonly ID: string;
  readonly Spec: { readonly Labels?: Readonly<Record<string, string>> | null };
}

interface TaskLike {
  readonly ServiceID?: string;
}

/**
 * The grader's own services are nobody's work and are not graded. Tasks of a service that
 * is gone, the grader's or another, linger in /tasks and are nobody's either.
 */
function withoutProbes(services: readonly ServiceLike[], tasks: readonly TaskLike[]) {
  const graded = services.filter(({ Spec }) => !(PROBE_LABEL in (Spec.Labels ?? {})));
  const ids = new Set(graded.map(({ ID }) => ID));
  return {
    own: graded.length < services.length,
    services: graded,
    tasks: tasks.filter(({ ServiceID }) => ids.has(ServiceID ?? '')),
  };
}
