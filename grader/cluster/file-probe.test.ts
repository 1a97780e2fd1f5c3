import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { comparison, isFinding } from './file-probe.ts';

const folder = mkdtempSync(join(tmpdir(), 'roy-file-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function compare(path: string, content: string): string {
  return execFileSync('sh', ['-c', comparison(path, content)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
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
    const script = `PATH=/nonexistent\n${comparison(path, 'value')}`;
    expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' })).toBe('');
    expect(isFinding('')).toBe(false);
  });

  it('carries neither the value nor its base64', () => {
    expect(comparison(path, 'value')).not.toMatch(/value|dmFsdWU/);
  });
});
