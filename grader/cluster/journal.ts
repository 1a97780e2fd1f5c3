import { appendFile, chown, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pid } from 'node:process';
import type { Host } from '../host.ts';
import type { JournalEntry } from './snapshot.ts';

/**
 * What was seen happening in one swarm, kept between runs as JSON lines: type, action, ID,
 * time and update state, nothing else. Milestones and completed labs stand in it too.
 */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** Adds entries, and takes up what other runs have written or forgotten meanwhile. */
  append(entries: readonly JournalEntry[]): Promise<void>;
  /** Forgets a lab's milestones and completion: it begins anew. */
  forget(lab: string): Promise<void>;
}

/** Beyond this the oldest engine events go; milestones stay. */
const KEPT_EVENTS = 1000;

/** Where `roy` keeps what it remembers for this user. */
export function stateFolder({ env, home }: Host): string {
  return join(env['XDG_STATE_HOME'] ?? join(home, '.local/state'), 'roy');
}

export async function openJournal(host: Host, swarmId: string): Promise<Journal> {
  const folder = join(stateFolder(host), 'journal');
  // The name comes from a swarm that may be anybody's.
  const file = join(folder, `${swarmId.replace(/[^A-Za-z0-9:]/g, '_')}.jsonl`);
  let entries = await readEntries(file);
  let writable = true;

  async function write(added: readonly JournalEntry[], all: boolean): Promise<void> {
    entries = all ? [...added] : [...entries, ...added];
    const text = added.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    try {
      await makeFolder(folder, host);
      if (all) {
        // Another run may read or add meanwhile: it sees the old file or the new one.
        const draft = `${file}.${pid}`;
        await writeFile(draft, text);
        await rename(draft, file);
      } else {
        await appendFile(file, text);
      }
      if (host.user.isRoot) await chown(file, host.user.uid, host.user.gid);
    } catch (error) {
      // A verdict does not depend on it: the check goes on, and says what it cannot do.
      if (writable) host.err(unwritable(file, error));
      writable = false;
    }
  }

  return {
    get entries() {
      return entries;
    },
    async append(added) {
      if (writable) entries = await readEntries(file);
      if (added.length === 0) return;
      if (entries.length + added.length > 2 * KEPT_EVENTS) {
        await write(prune([...entries, ...added]), true);
      } else {
        await write(added, false);
      }
    },
    async forget(lab) {
      const kept = entries.filter((entry) => !isOwn(entry) || entry.id.split('/')[0] !== lab);
      if (kept.length < entries.length) await write(kept, true);
    },
  };
}

/** Names of the labs that were completed on any swarm. */
export async function completedLabs(host: Host): Promise<ReadonlySet<string>> {
  const folder = join(stateFolder(host), 'journal');
  const files = await readdir(folder).catch(() => []);
  const journals = await Promise.all(files.map((file) => readEntries(join(folder, file))));
  return new Set(
    journals
      .flat()
      .filter((entry) => entry.type === 'lab')
      .map((entry) => entry.id),
  );
}

/** Under sudo the folders that are made stay the user's. */
export async function makeFolder(folder: string, { user }: Host): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined || !user.isRoot) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    await chown(made, user.uid, user.gid);
  }
}

function unwritable(file: string, error: unknown): string {
  return [
    `Журнал не записан: ${(error as Error).message}`,
    `  Проверка это переживёт, но достигнутое не запомнит. Проверьте права: ls -ld ${dirname(file)}`,
  ].join('\n');
}

function isOwn(entry: JournalEntry): boolean {
  return entry.type === 'milestone' || entry.type === 'lab';
}

function prune(entries: readonly JournalEntry[]): JournalEntry[] {
  const events = entries.filter((entry) => !isOwn(entry));
  return [...entries.filter(isOwn), ...events.slice(-KEPT_EVENTS)];
}

/** A line that was cut short by a power failure is passed over; the rest is still good. */
async function readEntries(file: string): Promise<JournalEntry[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      try {
        const entry = JSON.parse(line) as Partial<JournalEntry> | null;
        return typeof entry?.id === 'string' && typeof entry.type === 'string'
          ? [entry as JournalEntry]
          : [];
      } catch {
        return [];
      }
    });
}
