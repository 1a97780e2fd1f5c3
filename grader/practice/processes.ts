import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { kill } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** Finding and ending processes by what they hold, never by their program's name. */

const pids = (): number[] => readdirSync('/proc').map(Number).filter(Number.isInteger);

/** Reads something of a process that may end at any moment. */
function peek<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Processes whose command line names the file: a node's engine and what started it. */
export function pidsNaming(file: string): number[] {
  return pids().filter((pid) =>
    peek(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
      ?.split('\0')
      .includes(file),
  );
}

/** Processes in a named network namespace; none where the name is gone. */
export function pidsInNetns(name: string): number[] {
  const inode = peek(() => statSync(`/run/netns/${name}`).ino);
  if (inode === undefined) return [];
  const wanted = `net:[${inode}]`;
  return pids().filter((pid) => peek(() => readlinkSync(`/proc/${pid}/ns/net`)) === wanted);
}

/** Whether the process is the first of a PID namespace below this one. */
export function isNamespaceInit(pid: number): boolean {
  const status = peek(() => readFileSync(`/proc/${pid}/status`, 'utf8')) ?? '';
  return /^NSpid:\t\d+\t(?:\d+\t)*1$/m.test(status);
}

/** Whether some process sees a mount at this path. */
export function isMountedAnywhere(path: string): boolean {
  return pids().some((pid) =>
    peek(() => readFileSync(`/proc/${pid}/mountinfo`, 'utf8'))
      ?.split('\n')
      .some((line) => line.split(' ')[4] === path),
  );
}

export function signalAll(targets: readonly number[], signal: 'SIGTERM' | 'SIGKILL'): void {
  for (const pid of targets) peek(() => kill(pid, signal));
}

/** Waits until `find` finds no process; `false` where the time is up first. */
export async function waitUntilGone(find: () => number[], milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (find().length > 0) {
    if (Date.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}
