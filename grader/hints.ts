import { chown, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder, stateFolder } from './cluster/journal.ts';
import type { Host } from './host.ts';

/** How many hints were shown: by lab, then by check. */
type Shown = Record<string, Record<string, number>>;

/** How many hints to a check this user has seen; 0 at first. */
export async function shownHints(host: Host, lab: string, check: string): Promise<number> {
  const count = (await read(host))[lab]?.[check];
  return Number.isInteger(count) ? Math.max(0, count ?? 0) : 0;
}

/** Remembers how many hints to a check were shown. */
export async function rememberHints(
  host: Host,
  lab: string,
  check: string,
  count: number,
): Promise<void> {
  const shown = await read(host);
  const file = hintsFile(host);
  await makeFolder(dirname(file), host);
  const draft = `${file}.new`;
  const updated: Shown = { ...shown, [lab]: { ...shown[lab], [check]: count } };
  await writeFile(draft, `${JSON.stringify(updated, null, 2)}\n`);
  // Under sudo the file stays the user's.
  if (host.user.isRoot) await chown(draft, host.user.uid, host.user.gid);
  await rename(draft, file);
}

function hintsFile(host: Host): string {
  return join(stateFolder(host), 'hints.json');
}

/** A file that is missing or damaged costs a learner nothing but the count. */
async function read(host: Host): Promise<Shown> {
  try {
    return (JSON.parse(await readFile(hintsFile(host), 'utf8')) as Shown | null) ?? {};
  } catch {
    return {};
  }
}
