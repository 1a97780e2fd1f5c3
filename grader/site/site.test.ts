import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { siteText } from '../commands/site.ts';
import { isSiteBuilt, isSiteFresh } from './build.ts';
import { findSite, writeRecord } from './process.ts';
import { waitingPage } from './serve.ts';

const root = mkdtempSync(path.join(tmpdir(), 'roy-site-'));

afterAll(() => {
  rmSync(root, { recursive: true });
});

/** Writes a file that was last changed so many seconds after the beginning. */
function write(name: string, second: number): void {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  utimesSync(file, second, second);
}

describe('a site is built anew', () => {
  test('where there is none, and where a source is newer', () => {
    write('docs/02-cluster/index.mdx', 10);
    write('labs/02-cluster/lab.yml', 10);
    expect([isSiteBuilt(root), isSiteFresh(root)]).toEqual([false, false]);
    write('build/index.html', 20);
    expect([isSiteBuilt(root), isSiteFresh(root)]).toEqual([true, true]);
    write('docs/02-cluster/index.mdx', 30);
    expect([isSiteBuilt(root), isSiteFresh(root)]).toEqual([true, false]);
    write('build/index.html', 40);
    expect(isSiteFresh(root)).toBe(true);
  });

  test('but not for what it does not show', () => {
    write('labs/02-cluster/fixtures/solution.json', 50);
    write('grader/cli.ts', 50);
    expect(isSiteFresh(root)).toBe(true);
  });
});

test('a record of a process that is gone finds nothing', async () => {
  expect(await findSite(root)).toBeUndefined();
  writeRecord(root, 1, 9);
  expect(await findSite(root)).toBeUndefined();
});

test('who waits for the site is told so, and why there is none', () => {
  const waiting = waitingPage('building', 'npm says something');
  expect(waiting).toMatchObject({ status: 503 });
  expect(waiting.body).toContain('http-equiv="refresh"');
  expect(waiting.body).not.toContain('npm says');
  const failed = waitingPage('failed', 'нет связи с <хранилищем>');
  expect(failed.body).not.toContain('http-equiv="refresh"');
  expect(failed.body).toContain('нет связи с &lt;хранилищем>');
});

test('the address, how to stop it, and the way in from another computer', () => {
  const status = { pid: 1, port: 4018, root: '/roy', state: 'ready' } as const;
  expect(siteText(status, { env: {} })).toBe(
    'Уроки: http://127.0.0.1:4018/\n  остановить сайт: roy site stop',
  );
  const remote = siteText({ ...status, state: 'building' }, { env: { SSH_CONNECTION: '1' } });
  expect(remote).toContain('(собирается: минуту-другую)');
  expect(remote).toContain('ssh -L 4018:127.0.0.1:4018 ВЫ@');
});
