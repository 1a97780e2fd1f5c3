import { setTimeout as sleep } from 'node:timers/promises';
import { COURSE_LABEL } from '../course-label.ts';
import { EXIT, RoyError } from '../errors.ts';
import { EngineError, engineRequest } from './api.ts';
import type { PracticeNode, PracticeSet } from './sets.ts';

const LISTEN = '0.0.0.0:2377';
const READY_LIMIT = 20_000;

/**
 * Makes one swarm of a set whose nodes are outside any: the first node is its manager
 * and carries the course's label, the others are workers. Returns when all are ready.
 *
 * @throws RoyError where an engine refuses or is too slow
 */
export function initSwarm(set: PracticeSet): Promise<void> {
  return explained(set, () => makeSwarm(set));
}

async function makeSwarm(set: PracticeSet): Promise<void> {
  const [manager, ...workers] = set.nodes;
  if (!manager) return;
  const id = (await engineRequest(manager.socket, {
    method: 'POST',
    path: '/swarm/init',
    body: { ListenAddr: LISTEN, AdvertiseAddr: manager.address, Spec: {} },
  })) as string;
  const swarm = (await engineRequest(manager.socket, { path: '/swarm' })) as {
    JoinTokens: { Worker: string };
  };
  await Promise.all(
    workers.map((worker) =>
      engineRequest(worker.socket, {
        method: 'POST',
        path: '/swarm/join',
        body: {
          ListenAddr: LISTEN,
          AdvertiseAddr: worker.address,
          RemoteAddrs: [`${manager.address}:2377`],
          JoinToken: swarm.JoinTokens.Worker,
        },
      }),
    ),
  );
  await labelNode(manager, id);
  await waitUntilReady(manager, set.nodes.length);
}

/**
 * Takes every node out of its swarm, whatever state that is in. One by one, the first
 * node last: a node that leaves tells the others so over gossip, and where it has not done so
 * within a second, because those leave at the same time or the machine is busy, engine 20.10
 * keeps port 7946 open and cannot join a network again until it is restarted.
 *
 * @throws RoyError where an engine refuses or is too slow
 */
export function leaveSwarm(set: PracticeSet): Promise<void> {
  return explained(set, () => leaveOneByOne(set));
}

async function leaveOneByOne(set: PracticeSet): Promise<void> {
  for (const node of set.nodes.toReversed()) {
    try {
      await engineRequest(node.socket, { method: 'POST', path: '/swarm/leave?force=true' });
    } catch (error) {
      // 503: this node is in no swarm, which is what was asked for.
      if (!(error instanceof EngineError) || error.statusCode !== 503) throw error;
    }
  }
}

/** On a starved machine an engine gives up after 20 s: «context deadline exceeded». */
async function explained(set: PracticeSet, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RoyError(
      EXIT.unreachable,
      `Учебные машины «${set.name}» не удалось собрать в кластер или вывести из него. Причина: ${reason}`,
      [
        'Скорее всего, компьютер перегружен: закройте лишнее и повторите. Чего не хватает, покажет',
        '  roy doctor',
      ],
      { cause },
    );
  }
}

/** Removes every container of every node; networks, volumes and images stay. */
export async function cleanNodes(set: PracticeSet): Promise<void> {
  await Promise.all(
    set.nodes.map(async ({ socket }) => {
      const containers = (await engineRequest(socket, { path: '/containers/json?all=1' })) as {
        Id: string;
      }[];
      await Promise.all(containers.map(({ Id }) => removeContainer(socket, Id)));
    }),
  );
}

/** Removes every volume: data of an earlier run must not be taken for that of the next. */
export async function removeVolumes(set: PracticeSet): Promise<void> {
  await Promise.all(
    set.nodes.map(async ({ socket }) => {
      const { Volumes } = (await engineRequest(socket, { path: '/volumes' })) as {
        Volumes: readonly { Name: string }[] | null;
      };
      // One that a container still holds goes next time.
      await Promise.allSettled(
        (Volumes ?? []).map(({ Name }) =>
          engineRequest(socket, { method: 'DELETE', path: `/volumes/${Name}` }),
        ),
      );
    }),
  );
}

async function removeContainer(socket: string, id: string): Promise<void> {
  try {
    await engineRequest(socket, { method: 'DELETE', path: `/containers/${id}?force=1&v=1` });
  } catch (error) {
    // 404: gone already; 409: the engine itself is just removing it.
    if (!(error instanceof EngineError) || ![404, 409].includes(error.statusCode)) throw error;
  }
}

async function labelNode({ socket }: PracticeNode, id: string): Promise<void> {
  const node = (await engineRequest(socket, { path: `/nodes/${id}` })) as {
    Version: { Index: number };
    Spec: { Labels?: Record<string, string> };
  };
  const Labels = { ...node.Spec.Labels, [COURSE_LABEL.name]: COURSE_LABEL.value };
  await engineRequest(socket, {
    method: 'POST',
    path: `/nodes/${id}/update?version=${node.Version.Index}`,
    body: { ...node.Spec, Labels },
  });
}

async function waitUntilReady({ socket }: PracticeNode, count: number): Promise<void> {
  const deadline = Date.now() + READY_LIMIT;
  for (;;) {
    const nodes = (await engineRequest(socket, { path: '/nodes' })) as {
      Status: { State: string };
    }[];
    const ready = nodes.filter((node) => node.Status.State === 'ready').length;
    if (ready === count) return;
    if (Date.now() > deadline) {
      throw new Error(`за ${READY_LIMIT / 1000} с в кластер вошли узлы: ${ready} из ${count}`);
    }
    await sleep(50);
  }
}
