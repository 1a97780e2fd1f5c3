import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Host } from '../host.ts';
import { completedLabs, openJournal } from './journal.ts';

let state: string;

beforeAll(() => {
  state = mkdtempSync(join(tmpdir(), 'roy-journal-'));
});

afterAll(() => {
  rmSync(state, { recursive: true });
});

const host = () => ({ env: { XDG_STATE_HOME: state }, user: { isRoot: false } }) as unknown as Host;
const done = { type: 'lab', action: 'completed', id: '03-service', time: '2026-01-01T00:00:00Z' };

test('lines that are no entries are passed over', async () => {
  const folder = join(state, 'roy', 'journal');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'a.jsonl'), `null\n5\n{}\n{"type":"lab"\n${JSON.stringify(done)}\n`);
  expect((await openJournal(host(), 'a')).entries).toEqual([done]);
  expect(await completedLabs(host())).toEqual(new Set(['03-service']));
});

test('a swarm’s ID names a file and nothing above it', async () => {
  const journal = await openJournal(host(), '../../evil');
  await journal.append([done]);
  expect(readdirSync(state)).toEqual(['roy']);
  expect(readdirSync(join(state, 'roy', 'journal'))).toContain('______evil.jsonl');
});
