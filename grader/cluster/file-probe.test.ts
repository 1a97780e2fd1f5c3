import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { comparison, isFinding, sharedMount } from './file-probe.ts';

const folder = mkdtempSync(join(tmpdir(), 'roy-file-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function compare(path: string, content: string, writtenBefore?: string): string {
  const when = writtenBefore === undefined ? {} : { writtenBefore };
  return execFileSync('sh', ['-c', comparison({ path, content, ...when })], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    // A variable of somebody's container.
    env: { ...process.env, late: 'late' },
  }).trim();
}

describe('the comparison', () => {
  const path = join(folder, "it's a file");

  it.each([
    ['value', 'equal'],
    ['value\n', 'newline'],
    ['value\n\n', 'different'],
    ['', 'different'],
    ['Value', 'different'],
  ])('of %j with "value" gives %s', (content, finding) => {
    writeFileSync(path, content);
    expect(compare(path, 'value')).toBe(finding);
    expect(isFinding(finding)).toBe(true);
  });

  it('says that there is no file', () => {
    expect(compare(join(folder, 'none'), 'value')).toBe('missing');
    expect(compare(folder, 'value')).toBe('missing');
  });

  it('says nothing where there is nothing to compare with', () => {
    const script = `PATH=/nonexistent\n${comparison({ path, content: 'value' })}`;
    expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' })).toBe('');
    expect(isFinding('')).toBe(false);
  });

  it('carries neither the value nor its base64', () => {
    expect(comparison({ path, content: 'value' })).not.toMatch(/value|dmFsdWU/);
  });

  it.each([
    ['value', '2026-03-01T10:00:04.900Z', 'late'],
    ['value', '2026-03-01T10:00:05.900Z', 'late'],
    ['value', '2026-03-01T10:00:06Z', 'equal'],
    ['value\n', '2026-03-01T10:00:06Z', 'newline'],
    ['value\n', '2026-03-01T10:00:05Z', 'late'],
    ['other', '2026-03-01T10:00:06Z', 'different'],
    ['other', '2026-03-01T10:00:04Z', 'different'],
  ])('of %j, written at 10:00:05.5 and wanted before %s, gives %s', (content, before, finding) => {
    writeFileSync(path, content);
    const written = new Date('2026-03-01T10:00:05.500Z');
    utimesSync(path, written, written);
    expect(compare(path, 'value', before)).toBe(finding);
    expect(isFinding(finding)).toBe(true);
  });
});

describe('the mount in which a file lies', () => {
  const container = (...mounts: { Type: string; Source?: string; Target: string }[]) =>
    ({ Mounts: mounts.map((mount) => ({ ReadOnly: false, ...mount })) }) as unknown as Parameters<
      typeof sharedMount
    >[0];
  const outer = { Type: 'volume', Source: 'all', Target: '/data' };
  const inner = { Type: 'bind', Source: '/srv/pages', Target: '/data/pages/' };

  it('is the innermost, read-only whatever the service may do', () => {
    const both = container(inner, outer);
    expect(sharedMount(both, '/data/pages/a')).toEqual({ ...inner, ReadOnly: true });
    expect(sharedMount(both, '/data/marker')).toMatchObject({ ...outer, ReadOnly: true });
  });

  it('is none for a file of the container itself', () => {
    expect(sharedMount(container(outer), '/database/marker')).toBeUndefined();
    expect(sharedMount(undefined, '/marker')).toBeUndefined();
  });

  it.each([
    { Type: 'volume', Target: '/data' },
    { Type: 'tmpfs', Target: '/data' },
  ])('cannot be had where it is the container’s alone: %j', (mount) => {
    expect(() => sharedMount(container(mount), '/data/marker')).toThrow('/data');
  });
});
