import { readFile, writeFile } from 'node:fs/promises';
import { EXIT, RoyError } from '../errors.ts';
import {
  deepFreeze,
  SNAPSHOT_FORMAT,
  SNAPSHOT_VERSION,
  snapshotSchema,
  type ClusterSnapshot,
} from './snapshot.ts';

/**
 * Reads a snapshot that `roy snapshot save` wrote.
 *
 * @throws RoyError with code 2 for a file that cannot be read, is no snapshot, or was
 * written by a newer `roy`.
 */
export async function readSnapshot(file: string): Promise<ClusterSnapshot> {
  const data = parse(await readText(file), file) as Partial<ClusterSnapshot> | null;
  if (data?.format !== SNAPSHOT_FORMAT) {
    throw unusable(file, 'это JSON, но не снимок кластера');
  }
  if (data.version !== SNAPSHOT_VERSION) {
    throw unusable(
      file,
      `снимок версии ${String(data.version)}, а эта программа читает версию ${SNAPSHOT_VERSION}`,
    );
  }
  const parsed = snapshotSchema.safeParse(data);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    throw unusable(file, `снимок повреждён: поле ${path}`);
  }
  return deepFreeze(parsed.data);
}

export async function writeSnapshot(file: string, snapshot: ClusterSnapshot): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(snapshot)}\n`);
  } catch (error) {
    throw new RoyError(
      EXIT.usage,
      `Снимок не записан в ${file}: ${(error as Error).message}`,
      'Проверьте, что папка существует и в неё можно писать.',
      { cause: error },
    );
  }
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'такого файла нет',
  EISDIR: 'это папка',
  EACCES: 'нет прав на чтение',
};

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw unusable(file, UNREADABLE[code] ?? message, error);
  }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unusable(file, 'это не JSON', error);
  }
}

function unusable(file: string, why: string, cause?: unknown): RoyError {
  return new RoyError(
    EXIT.usage,
    `Снимок ${file} прочитать нельзя: ${why}.`,
    'Снимок создаёт команда: roy snapshot save ЛАБА ФАЙЛ',
    { cause },
  );
}
