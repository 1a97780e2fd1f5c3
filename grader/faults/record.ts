import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Endpoint } from '../cluster/docker-host.ts';
import { makeFolder, stateFolder } from '../cluster/journal.ts';
import { isRunning, newRunId } from '../cluster/probe-run.ts';
import type { Host } from '../host.ts';
import type { PracticeSet } from '../practice/sets.ts';

/**
 * What must be undone, on disk before it is done: a grader that is killed meanwhile leaves
 * it to the next one. A file for each run, by the practice set or the endpoint.
 */

/** Harm that does not pass by itself. */
export type Harm =
  | {
      readonly kind: 'freeze';
      /** The engine that runs it, in Docker's notation. */
      readonly engine: string;
      readonly container: string;
      /** `web.3`. */
      readonly task: string;
    }
  | {
      readonly kind: 'cut';
      /** Network interface. */
      readonly link: string;
      readonly set: string;
      /** Host name. */
      readonly node: string;
    };

export interface HarmRecord {
  readonly harm: Harm;
  /** It is undone. */
  forget(): Promise<void>;
}

/** Minutes after which no run can still be at it, even where another process has its number. */
const LONGEST_RUN = 15;

export class HarmRecords {
  readonly #host: Host;
  readonly #folder: string;
  /** Of whose harm the records are. */
  readonly #owner: string;

  constructor(host: Host, endpoint: Endpoint, set: PracticeSet | undefined) {
    this.#host = host;
    this.#folder = join(stateFolder(host), 'faults');
    this.#owner = set === undefined ? endpoint.url : `practice set ${set.nodes[0]?.socket ?? ''}`;
  }

  /** Asked for only where there are records: hashing would cost every other run 4 ms. */
  get #key(): string {
    return createHash('sha256').update(this.#owner).digest('hex').slice(0, 12);
  }

  /** Writes it down. */
  async keep(harm: Harm): Promise<HarmRecord> {
    const file = join(this.#folder, `${this.#key}.${newRunId()}`);
    await makeFolder(this.#folder, this.#host);
    // Whole or not at all: a record that cannot be read would help nobody.
    const draft = join(this.#folder, `new.${newRunId()}`);
    await writeFile(draft, JSON.stringify(harm), { flush: true });
    const { uid, gid, isRoot } = this.#host.user;
    if (isRoot) await chown(draft, uid, gid);
    await rename(draft, file);
    return recordOf(file, harm);
  }

  /** What runs that are over have not undone. */
  async left(): Promise<readonly HarmRecord[]> {
    const names = this.#names();
    const records = await Promise.all(
      names.map(async (name) => {
        const file = join(this.#folder, name);
        const run = name.slice(this.#key.length + 1);
        if (isRunning(run) && (await ageOf(file)) < LONGEST_RUN) return [];
        const harm = parse(await readFile(file, 'utf8'));
        return harm === undefined ? [] : [recordOf(file, harm)];
      }),
    );
    return records.flat();
  }

  #names(): readonly string[] {
    try {
      const names = readdirSync(this.#folder);
      return names.filter((name) => name.startsWith(`${this.#key}.`));
    } catch {
      return [];
    }
  }
}

/** One that a power failure has cut short names nothing that could be undone. */
function parse(text: string): Harm | undefined {
  try {
    const harm = JSON.parse(text) as Harm | null;
    return harm?.kind === 'freeze' || harm?.kind === 'cut' ? harm : undefined;
  } catch {
    return undefined;
  }
}

function recordOf(file: string, harm: Harm): HarmRecord {
  return { harm, forget: () => rm(file, { force: true }) };
}

/** In minutes. */
async function ageOf(file: string): Promise<number> {
  return (Date.now() - (await stat(file)).mtimeMs) / 60_000;
}
