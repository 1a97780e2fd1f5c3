import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import type { ClusterSnapshot, NetworkState, ServiceState } from '../cluster/snapshot.ts';
import { expectOnNetwork, expectOverlay } from './network.ts';
import { CheckFailed, StillConverging } from './outcome.ts';
import { Swarm } from './swarm.ts';

/** A real swarm: four tasks of `busybox` in the network `services`; bent for each case. */
const real = await readSnapshot(
  fileURLToPath(new URL('../../labs/04-overlay/fixtures/solution.json', import.meta.url)),
);
const SETTLE = 60;
const now = Date.parse(real.info.SystemTime);
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();
const LONG_AGO = ago(SETTLE + 1);

const updateStatus = (State: string): ServiceState['UpdateStatus'] => ({
  State,
  Message: 'update paused due to failure',
  StartedAt: undefined,
  CompletedAt: undefined,
});

/** The live tasks, `count` of them in the network. */
function swarm(count: number, created: string, service: Partial<ServiceState> = {}): Swarm {
  const live = real.tasks.filter(({ Status }) => Status.State === 'running');
  return new Swarm(
    {
      ...real,
      services: real.services.map((state) => ({
        ...state,
        UpdatedAt: created,
        UpdateStatus: undefined,
        ...service,
      })),
      tasks: live.map((task, index) => ({
        ...task,
        CreatedAt: created,
        NetworksAttachments: index < count ? task.NetworksAttachments : [],
      })),
    },
    SETTLE,
  );
}

const judge = (bent: Swarm) => () => {
  expectOnNetwork(bent.service('busybox'), expectOverlay(bent, 'services'), 4);
};

describe('expectOnNetwork', () => {
  test('all tasks have been there for six seconds', () => {
    expect(judge(swarm(4, ago(6)))).not.toThrow();
  });

  test.each([
    ['the tasks are younger', swarm(4, ago(5))],
    ['some are not there yet', swarm(2, ago(30))],
    ['the update goes on', swarm(4, ago(30), { UpdateStatus: updateStatus('updating') })],
  ])('waits while %s', (_, bent) => {
    expect(judge(bent)).toThrow(StillConverging);
  });

  test('fails when nothing has changed for long', () => {
    expect(judge(swarm(2, LONG_AGO))).toThrow(new CheckFailed('tasks-off-network', {}));
  });

  test('a paused update fails at once, with its reason', () => {
    const paused = judge(swarm(3, ago(5), { UpdateStatus: updateStatus('paused') }));
    expect(paused).toThrow(
      expect.objectContaining({
        facts: expect.objectContaining({ actual: 3, reason: 'update paused due to failure' }),
      }),
    );
  });
});

describe('expectOverlay', () => {
  const withNetwork = (change: Partial<NetworkState>) => {
    const networks: ClusterSnapshot['networks'] = real.networks.map((network) =>
      network.Name === 'services' ? { ...network, ...change } : network,
    );
    return () => expectOverlay(new Swarm({ ...real, networks }, SETTLE), 'services');
  };

  test('a network without a driver has just been made or never comes to be', () => {
    expect(withNetwork({ Driver: '', Created: ago(1) })).toThrow(StillConverging);
    expect(withNetwork({ Driver: '', Created: ago(10) })).toThrow(
      new CheckFailed('network-not-allocated', {}),
    );
  });

  test('names the network that resembles the missing one', () => {
    expect(withNetwork({ Name: 'my-services' })).toThrow(
      expect.objectContaining({ facts: { name: 'services', similar: 'my-services' } }),
    );
  });
});
