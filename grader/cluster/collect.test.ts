import { fileURLToPath } from 'node:url';
import type Docker from 'dockerode';
import { describe, expect, test } from '@jest/globals';
import { EXIT, RoyError } from '../errors.ts';
import type { Scope } from '../lab/metadata.ts';
import { snapshotGap } from '../lab/run.ts';
import { collect, collectFor } from './collect.ts';
import type { Engine } from './engine.ts';
import { readSnapshot } from './snapshot-file.ts';
import { identityOf } from './snapshot.ts';

/** A real swarm; what it says is answered again. */
const real = await readSnapshot(
  fileURLToPath(new URL('../../labs/03-service/fixtures/solution.json', import.meta.url)),
);

const images = [{ Id: 'sha256:01', RepoTags: ['busybox:latest'], Labels: { note: 'kept out' } }];
const containers = [
  { Id: '01', Names: ['/solo'], Image: 'busybox', State: 'exited', Command: 'kept out', Ports: [] },
];

/** An engine that answers, and counts what it was asked. */
function engine(inSwarm = true) {
  const asked: string[] = [];
  const answer = (what: string, value: unknown) => () => {
    asked.push(what);
    return Promise.resolve(value);
  };
  const ofSwarm = (what: string, value: unknown) => () => {
    asked.push(what);
    const refusal = new RoyError(EXIT.notManager, 'outside any swarm', []);
    return inSwarm ? Promise.resolve(value) : Promise.reject(refusal);
  };
  const docker = {
    info: answer('info', real.info),
    swarmInspect: ofSwarm('swarm', real.swarm),
    listNodes: ofSwarm('nodes', real.nodes),
    listServices: ofSwarm('services', real.services),
    listTasks: ofSwarm('tasks', real.tasks),
    listNetworks: answer('networks', real.networks),
    listSecrets: ofSwarm('secrets', []),
    listConfigs: ofSwarm('configs', []),
    listImages: answer('images', images),
    listContainers: answer('containers', containers),
  } as unknown as Docker;
  const made = {
    endpoint: { name: 'a machine' },
    apiVersion: '1.41',
    round: (ask: (docker: Docker) => readonly unknown[]) => Promise.all(ask(docker)),
  } as unknown as Engine;
  return { made, asked };
}

const scopes = (...names: readonly Scope[]) => new Set(names);

describe('an engine alone', () => {
  test('is read where it is in no swarm, and asked nothing of one', async () => {
    const { made, asked } = engine(false);
    const snapshot = await collectFor(made, scopes('engine'));
    expect(asked.sort()).toEqual(['containers', 'images', 'info']);
    expect(snapshot.swarm).toBeUndefined();
    expect(snapshot.services).toEqual([]);
    expect(identityOf(snapshot)).toBe(real.info.ID);
  });

  test('shows what the schema names and no more', async () => {
    const snapshot = await collectFor(engine().made, scopes('engine'));
    expect(snapshot.engine).toEqual({
      images: [{ RepoTags: ['busybox:latest'] }],
      containers: [{ Names: ['/solo'], Image: 'busybox', State: 'exited' }],
    });
    expect(JSON.stringify(snapshot)).not.toContain('kept out');
  });
});

describe('a swarm', () => {
  test('is refused where there is none, whatever else is asked for', async () => {
    for (const wanted of [scopes('swarm'), scopes('engine', 'swarm')]) {
      await expect(collectFor(engine(false).made, wanted)).rejects.toThrow('outside any swarm');
    }
  });

  test('is read without the engine’s own things, or with them', async () => {
    const { made, asked } = engine();
    const alone = await collect(made);
    expect(asked).not.toContain('containers');
    expect(alone.engine).toBeUndefined();
    expect(identityOf(alone)).toBe(real.swarm?.ID);
    const both = await collectFor(engine().made, scopes('engine', 'swarm'));
    expect(both.engine?.containers).toHaveLength(1);
    expect(both.services).toHaveLength(real.services.length);
  });
});

test('a lab is not graded on a snapshot that does not show what it looks at', async () => {
  const alone = await collectFor(engine().made, scopes('engine'));
  const swarm = await collect(engine().made);
  expect(snapshotGap({ scope: 'swarm' }, alone)).toContain('нет кластера');
  expect(snapshotGap({ scope: 'engine' }, swarm)).toContain('нет образов');
  expect(snapshotGap({ scope: 'swarm' }, swarm)).toBeUndefined();
  expect(snapshotGap({ scope: 'engine' }, alone)).toBeUndefined();
});
