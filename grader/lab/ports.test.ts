import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import type { PortState } from '../cluster/snapshot.ts';
import { CheckFailed } from './outcome.ts';
import { expectPort } from './ports.ts';
import { Service, Swarm } from './swarm.ts';

const real = await readSnapshot(
  fileURLToPath(new URL('../../labs/06-ingress/fixtures/solution.json', import.meta.url)),
);

function judge(...ports: readonly PortState[]): unknown {
  const swarm = new Swarm(real, 60);
  const { state } = swarm.service('web');
  const web = new Service(swarm, { ...state, Endpoint: { Ports: ports, VirtualIPs: [] } }, []);
  try {
    expectPort(web, { published: 8080, target: 80, mode: 'ingress' });
    return 'passed';
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    return [error.code, error.facts];
  }
}

const port = (change: Partial<PortState> = {}): PortState => ({
  PublishedPort: 8080,
  TargetPort: 80,
  Protocol: 'tcp',
  PublishMode: 'ingress',
  ...change,
});

test('other ports beside the asked one do no harm, in any order', () => {
  const others = [
    port({ Protocol: 'udp' }),
    port({ PublishedPort: 80, TargetPort: 8080 }),
    port({ PublishedPort: 9000 }),
  ];
  expect(judge(...others, port())).toBe('passed');
  expect(judge(port(), ...others)).toBe('passed');
});

test.each([
  ['port-missing', []],
  ['port-missing', [port({ PublishedPort: 30000 })]],
  ['port-swapped', [port({ PublishedPort: 80, TargetPort: 8080 })]],
  ['port-target-wrong', [port({ TargetPort: 8080 })]],
  ['port-protocol-wrong', [port({ Protocol: 'udp' })]],
  ['port-mode-wrong', [port({ PublishMode: 'host' })]],
  // tcp to a wrong port is nearer than udp to the right one: a browser would get there.
  ['port-target-wrong', [port({ Protocol: 'udp' }), port({ TargetPort: 81 })]],
])('%s', (code, ports) => {
  expect(judge(...ports)).toEqual([code, expect.objectContaining({ name: 'web' })]);
});

test('the message says both mappings in one notation', () => {
  expect(judge(port({ Protocol: 'udp', PublishMode: 'host' }))).toEqual([
    'port-protocol-wrong',
    { name: 'web', expected: '8080 → 80/tcp (ingress)', actual: '8080 → 80/udp (host)' },
  ]);
});
