import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Endpoint } from '../cluster/docker-host.ts';
import type { Host } from '../host.ts';
import type { PracticeSet } from '../practice/sets.ts';
import { undo, unixEndpoint } from './harm.ts';
import { HarmRecords, type Harm } from './record.ts';

let state: string;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'roy-records-'));
});

afterEach(() => {
  rmSync(state, { recursive: true });
});

const endpoint = (url: string) => ({ url }) as Endpoint;
const host = () => ({ env: { XDG_STATE_HOME: state }, user: { isRoot: false } }) as unknown as Host;
const records = (url = 'unix:///a', set?: PracticeSet) =>
  new HarmRecords(host(), endpoint(url), set);
const files = () => readdirSync(join(state, 'roy', 'faults'));

const harm: Harm = { kind: 'freeze', engine: 'unix:///a', container: 'c1', task: 'web.1' };

/** Gives the record to another run, as if that had written it. */
function handOver(run: string): void {
  const [file = ''] = files();
  const folder = join(state, 'roy', 'faults');
  renameSync(join(folder, file), join(folder, `${file.split('.')[0] ?? ''}.${run}`));
}

test('a record stands until it is forgotten, and is left alone while its run lives', async () => {
  const record = await records().keep(harm);
  expect(files()).toHaveLength(1);
  expect(await records().left()).toEqual([]);
  await record.forget();
  expect(files()).toEqual([]);
});

test('a run that is over leaves it to the next one on the same swarm', async () => {
  await records().keep(harm);
  handOver('0123456789ab.1.01234567');
  expect(await records('unix:///b').left()).toEqual([]);
  const [left] = await records().left();
  expect(left?.harm).toEqual(harm);
  await left?.forget();
  expect(await records().left()).toEqual([]);
});

test('a practice set has one memory, whichever of its nodes is asked', async () => {
  const set = { nodes: [{ socket: '/a' }, { socket: '/b' }] } as unknown as PracticeSet;
  await records('unix:///a', set).keep(harm);
  handOver('0123456789ab.1.01234567');
  expect(await records('unix:///b', set).left()).toHaveLength(1);
});

test('a number that another process has got since keeps nothing for ever', async () => {
  await records().keep(harm);
  const file = join(state, 'roy', 'faults', files()[0] ?? '');
  const long = (Date.now() - 16 * 60_000) / 1000;
  utimesSync(file, long, long);
  expect(await records().left()).toHaveLength(1);
});

test('nothing is made where nothing was ever kept', async () => {
  expect(await records().left()).toEqual([]);
  expect(existsSync(join(state, 'roy'))).toBe(false);
});

test('a record that was cut short keeps nobody from working', async () => {
  await records().keep(harm);
  handOver('0123456789ab.1.01234567');
  const [file = ''] = files();
  writeFileSync(join(state, 'roy', 'faults', file), '{"kind":');
  expect(await records().left()).toEqual([]);
});

test('a frozen container of a machine that is gone needs nothing', async () => {
  const socket = `unix://${join(state, 'docker.sock')}`;
  await undo({ ...harm, engine: socket }, unixEndpoint(socket), host());
  const own: Endpoint = { ...unixEndpoint(socket), source: 'default' };
  await expect(undo({ ...harm, engine: socket }, own, host())).rejects.toThrow();
});
