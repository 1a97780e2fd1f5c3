import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { listens } from '../knock.ts';
import {
  cleanNodes,
  engineRequest,
  initSwarm,
  leaveSwarm,
  removeVolumes,
} from '../practice/index.ts';
import type { PracticeSet } from '../practice/sets.ts';

/** Milliseconds that removed objects may take to be gone. */
const GONE_LIMIT = 8_000;

/** The networks that an engine makes itself. */
const ENGINE_NETWORKS = ['bridge', 'host', 'none', 'docker_gwbridge'];

interface Listed {
  readonly ID?: string;
  readonly Id?: string;
  readonly Name?: string;
  readonly Scope?: string;
  readonly Ingress?: boolean;
  readonly Spec?: { readonly Labels?: Readonly<Record<string, string>> | null };
  readonly Status?: { readonly State?: string };
}

interface SwarmSettings {
  /** RFC 3339. */
  readonly CreatedAt: string;
  readonly Spec: { readonly EncryptionConfig: { readonly AutoLockManagers?: boolean } };
}

export async function outsideSwarm(set: PracticeSet, restart: Restart): Promise<void> {
  await leave(set, restart);
  await cleanNodes(set);
  await removeVolumes(set);
}

/**
 * A swarm of all nodes with nothing in it. The swarm is kept where it is whole and made anew
 * where a case has changed its nodes.
 *
 * @param restart A case has started an engine again to make
 * `docker swarm init --force-new-cluster`, after which the networks of an engine that goes on
 * running are unreliable in this swarm and in the next: overlay networks are refused (`no VNI
 * provided`), or nothing comes through them.
 */
export async function emptySwarm(set: PracticeSet, restart: Restart): Promise<void> {
  const manager = set.nodes[0]?.socket ?? '';
  if (await isOlderThanEngines(set, manager)) {
    await leaveSwarm(set);
    await restart();
    await initSwarm(set);
  } else if (!(await isWhole(set, manager))) {
    await renewSwarm(set, restart);
  }
  for (const kind of ['services', 'configs', 'secrets']) await removeAll(manager, kind);
  // Nobody waits for a grace period here: the containers are of no use to anyone.
  await cleanNodes(set);
  // Until the manager knows that a task has ended, its host port stays taken.
  const gone = [await tasksEnd(manager), await removeNetworks(manager)];
  gone.push(...(await Promise.all(set.nodes.map(({ socket }) => removeNetworks(socket)))));
  await cleanNodes(set);
  // Engine 20.10 sometimes keeps a network on a worker that the manager has forgotten:
  // then it can be deleted nowhere, and only leaving the swarm frees the node of it.
  if (gone.includes(false)) await renewSwarm(set, restart);
  await removeVolumes(set);
}

/** Stops the engines and starts them again. */
type Restart = () => Promise<void>;

async function renewSwarm(set: PracticeSet, restart: Restart): Promise<void> {
  await leave(set, restart);
  await initSwarm(set);
}

/**
 * Takes every node out of its swarm. An engine that leaves has a second to tell the others so;
 * on a busy machine that is too short, and then it keeps the old swarm's port 7946 for good: in
 * the next swarm its containers hear of no others, and its next leave may never end.
 */
async function leave(set: PracticeSet, restart: Restart): Promise<void> {
  const isClean = await leaveSwarm(set).then(
    () => gossipEnds(set),
    () => false,
  );
  if (isClean) return;
  await restart();
  await leaveSwarm(set);
}

const GOSSIP_PORT = 7946;

/** Milliseconds that an engine may take to close its ports after it has left. */
const CLOSE_LIMIT = 3_000;

/** False: some engine listens for a swarm that it has left. */
async function gossipEnds(set: PracticeSet): Promise<boolean> {
  const deadline = Date.now() + CLOSE_LIMIT;
  for (const { address } of set.nodes) {
    while (await listens(address, GOSSIP_PORT)) {
      if (Date.now() > deadline) return false;
      await sleep(100);
    }
  }
  return true;
}

async function isWhole(set: PracticeSet, manager: string): Promise<boolean> {
  try {
    const nodes = (await list(manager, 'nodes')) as (Listed & {
      Spec: { Role?: string; Availability?: string };
    })[];
    const swarm = (await engineRequest(manager, { path: '/swarm' })) as SwarmSettings;
    return (
      swarm.Spec.EncryptionConfig.AutoLockManagers !== true &&
      nodes.length === set.nodes.length &&
      nodes.every(
        (node) => node.Status?.State === 'ready' && node.Spec.Availability === 'active',
      ) &&
      nodes.filter((node) => node.Spec.Role === 'manager').length === 1 &&
      nodes.every((node) =>
        Object.keys(node.Spec.Labels ?? {}).every((key) => key === 'roy.course'),
      )
    );
  } catch {
    return false;
  }
}

/** An engine makes its socket when it starts. */
async function isOlderThanEngines(set: PracticeSet, manager: string): Promise<boolean> {
  try {
    const { CreatedAt } = (await engineRequest(manager, { path: '/swarm' })) as SwarmSettings;
    const sockets = await Promise.all(set.nodes.map(({ socket }) => stat(socket)));
    return sockets.some(({ mtimeMs }) => mtimeMs > Date.parse(CreatedAt));
  } catch {
    return false;
  }
}

async function list(socket: string, kind: string): Promise<Listed[]> {
  return (await engineRequest(socket, { path: `/${kind}` })) as Listed[];
}

async function removeAll(socket: string, kind: string): Promise<void> {
  const objects = await list(socket, kind);
  await Promise.all(
    objects.map(({ ID }) =>
      engineRequest(socket, { method: 'DELETE', path: `/${kind}/${ID ?? ''}` }),
    ),
  );
}

const ENDED = new Set(['complete', 'failed', 'shutdown', 'rejected', 'orphaned', 'remove']);

/** False: some tasks of removed services still run. Engine 20.10 keeps ended ones of jobs. */
async function tasksEnd(socket: string): Promise<boolean> {
  const deadline = Date.now() + GONE_LIMIT;
  for (;;) {
    const tasks = await list(socket, 'tasks');
    if (tasks.every(({ Status }) => ENDED.has(Status?.State ?? ''))) return true;
    if (Date.now() > deadline) return false;
    await sleep(100);
  }
}

/**
 * Removes every network that a case made, bridges of one node too. A network can go only
 * when the last task on it is gone, and its name is free only when the nodes have let it
 * go as well; both take a moment. False: they did not all go in time.
 */
async function removeNetworks(socket: string): Promise<boolean> {
  const deadline = Date.now() + GONE_LIMIT;
  for (;;) {
    const networks = (await list(socket, 'networks')).filter(
      ({ Name, Ingress }) => Ingress !== true && !ENGINE_NETWORKS.includes(Name ?? ''),
    );
    if (networks.length === 0) return true;
    if (Date.now() > deadline) return false;
    await Promise.allSettled(
      networks.map(({ Id }) =>
        engineRequest(socket, { method: 'DELETE', path: `/networks/${Id ?? ''}` }),
      ),
    );
    await sleep(200);
  }
}
