import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from '../host.ts';
import type { JournalEntry } from './snapshot.ts';

/**
 * What was seen happening in one swarm, kept between runs as JSON lines: type, action, ID,
 * time and update state, nothing else. Milestones and completed labs stand in it too.
 */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  append(entries: readonly JournalEntry[]): Promise<void>;
  /** Forgets a lab's milestones and completion: it begins anew. */
  forget(lab: string): Promise<void>;
}

/** Beyond this the oldest engine events go; milestones stay. */
const KEPT_EVENTS = 2000;

/** Where `roy` keeps what it remembers for this user. */
export function stateFolder({ env, home }: Host): string {
  return join(env['XDG_STATE_HOME'] ?? join(home, '.local/state'), 'roy');
}

export async function openJournal(host: Host, swarmId: string): Promise<Journal> {
  const folder = join(stateFolder(host), 'journal');
  const file = join(folder, `${swarmId}.jsonl`);
  let entries = await readEntries(file);

  async function rewrite(kept: readonly JournalEntry[]): Promise<void> {
    entries = [...kept];
    await mkdir(folder, { recursive: true });
    await writeFile(file, kept.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  }

  return {
    get entries() {
      return entries;
    },
    async append(added) {
      if (added.length === 0) return;
      if (entries.length + added.length > 2 * KEPT_EVENTS) {
        await rewrite(prune([...entries, ...added]));
        return;
      }
      entries = [...entries, ...added];
      await mkdir(folder, { recursive: true });
      await appendFile(file, added.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    },
    async forget(lab) {
      await rewrite(entries.filter((entry) => !isOwn(entry) || entry.id.split('/')[0] !== lab));
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
        return [JSON.parse(line) as JournalEntry];
      } catch {
        return [];
      }
    });
}
