import type { Stats } from 'node:fs';
import { access, constants, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pid } from 'node:process';
import { EXIT, RoyError } from './errors.ts';
import { fileProblem } from './file-problem.ts';

/** A file that a user asked for: a report, a snapshot. */

/**
 * Whether the file could be written, before the work that it is for.
 *
 * @param what what it is to hold, in Russian with a capital: `Отчёт`.
 * @throws RoyError with code 2.
 */
export async function requireWritable(file: string, what: string): Promise<void> {
  try {
    const there = await find(file);
    if (there?.isDirectory() === true) throw Object.assign(new Error(), { code: 'EISDIR' });
    if (there !== undefined) await access(file, constants.W_OK);
    if (isReplaced(there)) await access(dirname(file), constants.W_OK);
  } catch (error) {
    throw unwritable(file, what, error);
  }
}

/**
 * Writes the file whole or not at all: what stood there before is lost only when the new is
 * complete.
 *
 * @throws RoyError with code 2.
 */
export async function writeResult(file: string, text: string, what: string): Promise<void> {
  try {
    const there = await find(file);
    await (isReplaced(there) ? replace(file, text) : writeFile(file, text));
  } catch (error) {
    throw unwritable(file, what, error);
  }
}

/** What stands there; `undefined` where nothing does yet. */
async function find(file: string): Promise<Stats | undefined> {
  try {
    return await stat(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** What is no plain file, such as /dev/stdout, is written to and stays what it is. */
function isReplaced(there: Stats | undefined): boolean {
  return there === undefined || there.isFile();
}

async function replace(file: string, text: string): Promise<void> {
  const draft = `${file}.${pid}.new`;
  try {
    await writeFile(draft, text);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

function unwritable(file: string, what: string, cause: unknown): RoyError {
  return new RoyError(
    EXIT.usage,
    `${what} не записать в ${file}: ${fileProblem(cause)}.`,
    'Проверьте, что папка существует и в неё можно писать.',
    { cause },
  );
}
