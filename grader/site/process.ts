import { spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  fchownSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { kill } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { EXIT, RoyError } from '../errors.ts';
import type { Host } from '../host.ts';

/** The process that serves the site: one a clone, found again by its record. */

export const WISHED_PORT = 4018;
/** Milliseconds; it only has to listen, the site may be built later. */
const STARTS_WITHIN = 10_000;
const ENDS_WITHIN = 10_000;

const record = (root: string) => path.join(root, '.roy/site.json');

const recordSchema = z.object({ pid: z.int(), port: z.int() });
const statusSchema = z.extend(recordSchema, {
  root: z.string(),
  state: z.enum(['building', 'ready', 'failed']),
});

/** How a serving process describes itself. */
export type SiteStatus = z.infer<typeof statusSchema>;

/** Where a serving process tells its status; no page has such a name. */
export const STATUS_ADDRESS = '/.roy/status.json';

export const siteUrl = ({ port }: { port: number }) => `http://127.0.0.1:${port}/`;

export function writeRecord(root: string, pid: number, port: number): void {
  mkdirSync(path.dirname(record(root)), { recursive: true });
  writeFileSync(record(root), JSON.stringify({ pid, port }));
}

function readRecord(root: string): z.infer<typeof recordSchema> | undefined {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(record(root), 'utf8')));
  } catch {
    return undefined;
  }
}

/** The process that serves this clone's site, as it describes itself. */
export async function findSite(root: string): Promise<SiteStatus | undefined> {
  const known = readRecord(root);
  if (known === undefined) return undefined;
  try {
    const response = await fetch(new URL(STATUS_ADDRESS, siteUrl(known)), {
      signal: AbortSignal.timeout(2000),
    });
    const status = statusSchema.parse(await response.json());
    // Another clone's, or another program's, may have the port by now.
    return status.root === root && status.pid === known.pid ? status : undefined;
  } catch {
    return undefined;
  }
}

/** Starts the process, which outlives this one until `stopSite`. */
export async function startSite(host: Host): Promise<SiteStatus> {
  const port = readRecord(host.root)?.port ?? WISHED_PORT;
  const folder = path.join(host.root, '.roy');
  const log = openLog(host, folder);
  const [program = '', ...script] = host.self;
  const child = spawn(program, [...script, 'site', 'serve', '--port', String(port)], {
    cwd: host.root,
    // Under sudo it is the user's own process, like every file of the clone.
    ...(host.user.isRoot ? { uid: host.user.uid, gid: host.user.gid } : {}),
    env: { ...host.env, HOME: host.home },
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.unref();
  closeSync(log);
  const ended = new AbortController();
  child.once('error', () => {
    ended.abort();
  });
  child.once('exit', () => {
    ended.abort();
  });
  const deadline = Date.now() + STARTS_WITHIN;
  while (!ended.signal.aborted && Date.now() < deadline) {
    const status = await findSite(host.root);
    if (status !== undefined && status.pid === child.pid) return status;
    await sleep(50, undefined, { signal: host.signal });
  }
  const words = readFileSync(path.join(folder, 'site-server.log'), 'utf8').trim();
  throw new RoyError(EXIT.broken, 'Сайт с уроками не запустился.', [
    ...words.split('\n').slice(-5),
    'Показать его в этом терминале: roy site serve',
  ]);
}

/** Under sudo the file is the user's as well: the next start may be without it. */
function openLog({ user }: Host, folder: string): number {
  try {
    mkdirSync(folder, { recursive: true });
    const log = openSync(path.join(folder, 'site-server.log'), 'w');
    if (user.isRoot) {
      fchownSync(log, user.uid, user.gid);
      chownSync(folder, user.uid, user.gid);
    }
    return log;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RoyError(
      EXIT.broken,
      `Сайт с уроками не запустился: в папку курса не записать. ${reason}`,
      ['Верните папку себе:', `  sudo chown -R "$(id -u):$(id -g)" '${folder}'`],
      { cause },
    );
  }
}

/** @returns whether there was anything to stop. */
export async function stopSite(root: string): Promise<boolean> {
  const status = await findSite(root);
  if (status === undefined) return false;
  try {
    kill(status.pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPERM') {
      throw new RoyError(EXIT.usage, 'Сайт запустил другой пользователь.', [
        `sudo kill ${status.pid}`,
      ]);
    }
    throw error;
  }
  const deadline = Date.now() + ENDS_WITHIN;
  while ((await findSite(root)) !== undefined) {
    if (Date.now() > deadline) {
      throw new RoyError(EXIT.broken, 'Сайт не останавливается.', [`kill -9 ${status.pid}`]);
    }
    await sleep(50);
  }
  return true;
}

/** A process that ends takes its record along, unless another one has taken over. */
export function isMine(root: string, pid: number): boolean {
  return readRecord(root)?.pid === pid;
}

export function removeRecord(root: string): void {
  rmSync(record(root), { force: true });
}
