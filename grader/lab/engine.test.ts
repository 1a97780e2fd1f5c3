import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import type { ClusterSnapshot, EngineState } from '../cluster/snapshot.ts';
import {
  expectEnded,
  expectFirewall,
  expectFreeOrManager,
  expectImages,
  expectNoClassicSwarm,
  expectVersion,
} from './engine.ts';
import { CheckFailed } from './outcome.ts';
import { Swarm } from './swarm.ts';

/** A real engine outside any swarm, bent for each case. */
const real = await readSnapshot(
  fileURLToPath(new URL('../../labs/01-preflight/fixtures/solution.json', import.meta.url)),
);

const withInfo = (info: Partial<ClusterSnapshot['info']>) =>
  new Swarm({ ...real, info: { ...real.info, ...info } }, 60);
const withEngine = (engine: Partial<EngineState>) =>
  new Swarm({ ...real, engine: { images: [], containers: [], ...engine } }, 60);

function codeOf(demand: () => void): string | undefined {
  try {
    demand();
    return undefined;
  } catch (error) {
    if (error instanceof CheckFailed) return error.code;
    throw error;
  }
}

test.each([
  ['20.10.24+dfsg1', undefined],
  ['20.10', undefined],
  ['23.0.0-rc.1', undefined],
  ['28.5.2', undefined],
  ['20.9.3', 'engine-old'],
  ['19.03.15', 'engine-old'],
  ['4.3.1', 'engine-old'],
  ['dev', 'engine-old'],
])('version %s', (ServerVersion, code) => {
  expect(
    codeOf(() => {
      expectVersion(withInfo({ ServerVersion }), '20.10');
    }),
  ).toBe(code);
});

test.each([
  [undefined, undefined],
  ['iptables', undefined],
  ['iptables+firewalld', undefined],
  ['nftables', 'firewall-unsupported'],
  ['nftables+firewalld', 'firewall-unsupported'],
])('firewall %s', (Driver, code) => {
  const FirewallBackend = Driver === undefined ? undefined : { Driver };
  expect(
    codeOf(() => {
      expectFirewall(withInfo({ FirewallBackend }));
    }),
  ).toBe(code);
});

test.each([
  ['inactive', false, undefined],
  ['active', true, undefined],
  ['active', false, 'engine-is-worker'],
  ['locked', false, 'swarm-unavailable'],
  ['pending', false, 'swarm-unavailable'],
  ['error', true, 'swarm-unavailable'],
])('%s, manager: %s', (LocalNodeState, ControlAvailable, code) => {
  const swarm = withInfo({ Swarm: { ...real.info.Swarm, LocalNodeState, ControlAvailable } });
  expect(
    codeOf(() => {
      expectFreeOrManager(swarm);
    }),
  ).toBe(code);
});

describe('images and containers', () => {
  const container = (Image: string, State = 'running', ...Names: readonly string[]) => ({
    Image,
    State,
    Names,
  });

  test.each(['swarm', 'swarm:1.2.9', 'docker.io/library/swarm@sha256:01', 'dockerswarm/swarm'])(
    'a container of %s is one of classic Swarm',
    (image) => {
      const swarm = withEngine({ containers: [container(image, 'exited', '/old')] });
      expect(
        codeOf(() => {
          expectNoClassicSwarm(swarm);
        }),
      ).toBe('classic-swarm-container');
    },
  );

  test('other names with that word are not', () => {
    const images = [
      'my/swarm:1',
      'swarm-visualizer',
      'swarm-tools/swarm-tools',
      'registry.example/swarm',
    ];
    expectNoClassicSwarm(withEngine({ containers: images.map((image) => container(image)) }));
  });

  test('expectImages names what is missing, however the tags are written', () => {
    const swarm = withEngine({
      images: [{ RepoTags: ['busybox:latest', 'other:1'] }, { RepoTags: [] }],
    });
    expectImages(swarm, ['busybox']);
    expect(() => {
      expectImages(swarm, ['busybox:latest', 'roy-web:1.0', 'other']);
    }).toThrow(
      expect.objectContaining({
        facts: expect.objectContaining({ missing: ['roy-web:1.0', 'other'] }),
      }),
    );
  });

  test('expectEnded goes by the container’s own name', () => {
    const ended = (...containers: EngineState['containers']) =>
      codeOf(() => {
        expectEnded(withEngine({ containers }), 'solo');
      });
    expect(ended(container('a', 'exited', '/solo'))).toBeUndefined();
    expect(ended(container('a', 'exited', '/other/link', '/solo'))).toBeUndefined();
    expect(ended(container('a', 'exited', '/other/solo', '/friend'))).toBe('container-missing');
    expect(ended(container('a', 'exited', '/solo2'))).toBe('container-missing');
    for (const state of ['running', 'restarting', 'created', 'paused']) {
      expect(ended(container('a', state, '/solo'))).toBe('container-not-ended');
    }
  });

  test('a lab that forgot to ask for the engine is told so', () => {
    const swarm = new Swarm({ ...real, engine: undefined }, 60);
    expect(() => swarm.engine).toThrow('scope: engine');
  });
});
