import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { kernelName, nodeKernelNames, practiceRoots } from './paths.ts';
import { listSets, readSet } from './sets.ts';

let state: string;

beforeAll(async () => {
  state = await mkdtemp(path.join(tmpdir(), 'roy-sets-'));
  for (const name of ['zeta', 'alpha']) {
    await mkdir(path.join(state, name));
    await writeFile(path.join(state, name, 'set.json'), JSON.stringify({ name, nodes: [] }));
  }
  await mkdir(path.join(state, 'run'));
  await mkdir(path.join(state, 'torn'));
  await writeFile(path.join(state, 'torn', 'set.json'), '{"name": "to');
});

afterAll(() => rm(state, { recursive: true, force: true }));

describe('sets on disk', () => {
  it('lists them by name and passes over what is no set', () => {
    const names = listSets({ env: { ROY_STATE: state } }).map((set) => set.name);
    expect(names).toEqual(['alpha', 'zeta']);
  });

  it('finds none where no set was ever made', () => {
    expect(listSets({ env: { ROY_STATE: path.join(state, 'absent') } })).toEqual([]);
    expect(readSet({ env: { ROY_STATE: state } }, 'absent')).toBeUndefined();
  });

  it('gives sets of the same name in different places different kernel names', () => {
    const here = kernelName(practiceRoots({ env: {} }), 'roy');
    const there = kernelName(practiceRoots({ env: { ROY_STATE: state } }), 'roy');
    expect(here).not.toBe(there);
    // The kernel refuses interface names of 16 characters and more.
    expect(nodeKernelNames(here, 'node9').veth.length).toBeLessThan(16);
  });
});
