import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { engineRequest } from '../grader/practice/index.ts';
import type { PracticeSet } from '../grader/practice/sets.ts';
import { emptySwarm } from '../grader/verify/reset.ts';
import { roy, setOf } from './practice.ts';

/** How the states that labs are tried in begin: from a swarm that is as new, whatever came before. */

const SET = `e2e-${process.pid}-reset`;
let set: PracticeSet;

beforeAll(async () => {
  const made = await roy(['machine', 'create', '--name', SET, '--swarm']);
  expect(made).toMatchObject({ code: 0 });
  set = setOf(SET);
}, 60_000);

afterAll(async () => {
  await roy(['machine', 'rm', '--name', SET]);
}, 60_000);

const docker = async (...words: string[]) => {
  const host = ['--host', `unix://${set.nodes[0]?.socket ?? ''}`];
  return (await promisify(execFile)('docker', [...host, ...words])).stdout.trim();
};

it('after all nodes left at once, which makes engine 20.10 keep the old port', async () => {
  await Promise.all(
    set.nodes.map(({ socket }) =>
      engineRequest(socket, { method: 'POST', path: '/swarm/leave?force=true' }),
    ),
  );
  await emptySwarm(set, async () => {
    for (const action of ['stop', 'start']) {
      expect(await roy(['machine', action, '--name', SET])).toMatchObject({ code: 0 });
    }
  });

  await docker('network', 'create', '--driver', 'overlay', 'shared');
  await docker(
    ...['service', 'create', '--quiet', '--name', 'web', '--network', 'shared'],
    ...['--mode', 'global', 'busybox', 'sleep', '1d'],
  );
  const container = await docker('ps', '--quiet', '--filter', 'name=web');
  let addresses: readonly string[] = [];
  for (let tries = 0; addresses.length < 3 && tries < 20; tries++) {
    await sleep(500);
    const answer = await docker('exec', container, 'nslookup', 'tasks.web');
    addresses = answer.match(/(?<=^Address: ).+$/gm) ?? [];
  }
  expect(addresses).toHaveLength(3);
}, 120_000);
