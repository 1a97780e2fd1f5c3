import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Redactor } from './cluster/redactor.ts';
import type { Host } from './host.ts';
import { runScript } from './lab-scripts.ts';

const folder = mkdtempSync(join(tmpdir(), 'roy-scripts-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const VALUE = '0f3c9a1b7e5d2846';
const redactor = new Redactor([{ marker: '‹секрет a/b›', value: VALUE }]);

/** A docker that says what it was given. */
writeFileSync(join(folder, 'docker'), '#!/bin/sh\n[ "$1" = fail ] && exit 3\necho "did $#: $*"\n');
chmodSync(join(folder, 'docker'), 0o755);

/** Where the launcher stands. */
const root = join(folder, 'root');
mkdirSync(root);
writeFileSync(join(root, 'roy'), '#!/bin/sh\necho "roy did $*"\n');
chmodSync(join(root, 'roy'), 0o755);

let shown: string[] = [];
beforeEach(() => {
  shown = [];
});

async function run(script: string, { echo = true, file = false } = {}) {
  const path = join(folder, 'script.sh');
  writeFileSync(path, script);
  const host = {
    root,
    env: process.env,
    signal: new AbortController().signal,
    out: (text: string) => shown.push(text),
  } as unknown as Host;
  // The course's PATH begins with /usr/bin, where a real docker may be.
  const environment = { PATH: `${folder}:${process.env['PATH'] ?? ''}:${root}`, PASSWORD: VALUE };
  return runScript(host, file ? [path] : ['-c', script], environment, { echo, redactor });
}

describe('a script', () => {
  test('shows its docker commands as they could be typed, and what it prints', async () => {
    const { exitCode, output } = await run(
      `set -eu\nname="it's me"\nx=$(docker ps -q)\ndocker run --name "$name" '' sh -c 'a; b'\necho "$x"`,
      { file: true },
    );
    expect(exitCode).toBe(0);
    expect(shown).toEqual([
      '$ docker ps -q',
      `$ docker run --name 'it'\\''s me' '' sh -c 'a; b'`,
      "did 7: run --name it's me  sh -c a; b",
      'did 2: ps -q',
    ]);
    expect(output).toBe(shown.join('\n'));
  });

  test('has roy at hand, and shows its commands too', async () => {
    await run('roy machine stop node1');
    expect(shown).toEqual(['$ roy machine stop node1', 'roy did machine stop node1']);
  });

  test('shows once what it repeats, and nothing of the values of secrets', async () => {
    await run(
      'for i in 1 2 3; do docker login -p "$PASSWORD" >/dev/null; done; echo "$PASSWORD" >&2',
    );
    expect(shown).toEqual(['$ docker login -p ‹секрет a/b›', '‹секрет a/b›']);
  });

  test('ends where a command fails, with its code', async () => {
    expect(await run('set -e; docker fail; docker ps', { file: true })).toMatchObject({
      exitCode: 3,
    });
    expect(shown).toEqual(['$ docker fail']);
  });

  test('runs unseen as well, and its words are kept', async () => {
    expect(await run('docker ps; echo done', { echo: false })).toEqual({
      exitCode: 0,
      output: 'did 1: ps\ndone',
    });
    expect(shown).toEqual([]);
  });
});
