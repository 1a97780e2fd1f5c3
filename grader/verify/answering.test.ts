import type Docker from 'dockerode';
import { expect, test } from '@jest/globals';
import type { Engine } from '../cluster/engine.ts';
import { answering } from './answering.ts';

const docker = {
  info: () => Promise.resolve({ ServerVersion: '20.10.24', Swarm: { NodeID: 'n', Nodes: 3 } }),
  listNodes: () => Promise.resolve(['node1']),
} as unknown as Docker;
const real = {
  docker,
  round: (ask: (docker: Docker) => readonly unknown[]) => Promise.all(ask(docker)),
} as unknown as Engine;

const seen = (engine: Engine) =>
  engine.round((asked) => [asked.info() as Promise<unknown>, asked.listNodes()]);

test('only the fields named are answered otherwise, however deep, and new ones are there', async () => {
  const engine = answering(real, {
    'Swarm.NodeID': 'other',
    'FirewallBackend.Driver': 'nftables',
  });
  expect(await seen(engine)).toEqual([
    {
      ServerVersion: '20.10.24',
      Swarm: { NodeID: 'other', Nodes: 3 },
      FirewallBackend: { Driver: 'nftables' },
    },
    ['node1'],
  ]);
});

test('without any the engine is itself', () => {
  expect(answering(real, {})).toBe(real);
});
