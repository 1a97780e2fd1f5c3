import { expect, it } from '@jest/globals';
import { EXIT } from '../errors.ts';
import type { PracticeSet } from './sets.ts';
import { initSwarm, leaveSwarm } from './swarm.ts';

const dead: PracticeSet = {
  name: 'class',
  driver: 'netns',
  state: 'ready',
  subnet: '192.168.99.0/24',
  swarm: false,
  owner: { uid: 0, gid: 0 },
  nodes: [{ name: 'node1', address: '192.168.99.100', socket: '/nonexistent/docker.sock' }],
};

it.each([initSwarm, leaveSwarm])(
  'an engine that fails is told of, with its reason',
  async (work) => {
    await expect(work(dead)).rejects.toMatchObject({
      exitCode: EXIT.unreachable,
      message: expect.stringMatching(/«class».*Причина: .*\/nonexistent\/docker\.sock/),
      next: expect.arrayContaining(['  roy doctor']),
    });
  },
);
