import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { tar } from './tar.ts';

const archive = tar([
  { path: 'etc', type: 'folder', mode: 0o755 },
  { path: 'etc/name', type: 'file', mode: 0o600, content: 'рой\n' },
  { path: 'bin/sh', type: 'link', mode: 0o777, target: '/bin/busybox' },
  { path: 'odd', type: 'file', mode: 0o644, content: 'x'.repeat(513) },
]);

describe('tar files', () => {
  it('are read back by tar as they were meant', () => {
    const listing = execFileSync('tar', ['-tvf', '-', '--utc', '--numeric-owner'], {
      input: archive,
      encoding: 'utf8',
    });
    expect(
      listing
        .trim()
        .split('\n')
        .map((line) => line.replace(/ +/g, ' ')),
    ).toEqual([
      'drwxr-xr-x 0/0 0 2024-01-01 00:00 etc/',
      '-rw------- 0/0 7 2024-01-01 00:00 etc/name',
      'lrwxrwxrwx 0/0 0 2024-01-01 00:00 bin/sh -> /bin/busybox',
      '-rw-r--r-- 0/0 513 2024-01-01 00:00 odd',
    ]);
    expect(execFileSync('tar', ['-xOf', '-', 'etc/name'], { input: archive }).toString()).toBe(
      'рой\n',
    );
  });

  it('refuse a path that the format cannot hold', () => {
    expect(() => tar([{ path: 'x'.repeat(101), type: 'file', mode: 0o644 }])).toThrow('too long');
  });
});
