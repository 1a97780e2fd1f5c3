import { readFile } from 'node:fs/promises';
import { EXIT, RoyError } from '../errors.ts';
import { fileProblem } from '../file-problem.ts';
import { writeResult } from '../result-file.ts';
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
  const data = parse(await readText(file), file) as {
    format?: unknown;
    version?: unknown;
  } | null;
  if (data?.format !== SNAPSHOT_FORMAT) {
    throw unusable(file, 'это JSON, но не снимок кластера');
  }
  if (data.version !== SNAPSHOT_VERSION) {
    const found =
      data.version === undefined ? 'без версии' : `версии ${JSON.stringify(data.version)}`;
    throw unusable(file, `снимок ${found}, а эта программа читает версию ${SNAPSHOT_VERSION}`);
  }
  const parsed = snapshotSchema.safeParse(data);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    throw unusable(file, `снимок повреждён: поле ${path}`);
  }
  return deepFreeze(parsed.data);
}

/** @throws RoyError with code 2 where it cannot be written; what stood there before stays then. */
export function writeSnapshot(file: string, snapshot: ClusterSnapshot): Promise<void> {
  return writeResult(file, `${JSON.stringify(snapshot)}\n`, 'Снимок');
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unusable(file, fileProblem(error), error);
  }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text, withoutControls);
  } catch (error) {
    throw unusable(file, 'это не JSON', error);
  }
}

/** What another machine has written may not move the cursor of this one's terminal. */
function withoutControls(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.replace(CONTROLS, '');
  return key === 'endpoint' ? text.replace(/\s+/g, ' ') : text;
}

/** But for tabs and line ends, which answers to probes have. */
const CONTROLS = /[^\P{Cc}\t\n\r]/gu;

function unusable(file: string, why: string, cause?: unknown): RoyError {
  return new RoyError(
    EXIT.usage,
    `Снимок ${file} прочитать нельзя: ${why}.`,
    'Снимок создаёт команда: roy snapshot save ЛАБА ФАЙЛ',
    { cause },
  );
}
