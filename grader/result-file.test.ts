import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireWritable, writeResult } from './result-file.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'roy-result-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('a file is replaced whole, and nothing is left beside it', async () => {
  const file = join(folder, 'report.xml');
  writeFileSync(file, 'old');
  await requireWritable(file, 'Отчёт');
  await writeResult(file, 'new', 'Отчёт');
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['report.xml']);
});

test('what is no plain file is written to and stays what it is', async () => {
  await writeResult('/dev/null', 'text', 'Отчёт');
  await expect(writeResult('/dev/full', 'text', 'Отчёт')).rejects.toThrow('на диске нет места');
});

test.each([
  ['a folder', () => folder, 'это папка'],
  ['in no folder', () => join(folder, 'none', 'a.xml'), 'такого файла или такой папки нет'],
  ['in a file', () => join(folder, 'report.xml', 'a.xml'), 'одна из папок в этом пути — файл'],
])('%s cannot be written, and that is known beforehand', async (_, file, says) => {
  const refusal = expect.objectContaining({ exitCode: 2, message: expect.stringContaining(says) });
  await expect(requireWritable(file(), 'Отчёт')).rejects.toEqual(refusal);
  await expect(writeResult(file(), '', 'Отчёт')).rejects.toEqual(refusal);
});
