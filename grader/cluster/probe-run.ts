import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { kill, pid } from 'node:process';

/**
 * The value of the label on a run's probe services. It says which process of which machine
 * made them, so that the next run on that machine knows at once whether they are still in use.
 */
export function newRunId(): string {
  return [machine(), pid, randomBytes(4).toString('hex')].join('.');
}

/** Whether a run is known to be over; `false` for one of another machine: it cannot be known. */
export function isOver(run: string): boolean {
  const [where, process] = run.split('.');
  return where === machine() && !isAlive(Number(process));
}

/** Whether a run of this machine, since its last start, still goes on. */
export function isRunning(run: string): boolean {
  const [where, process] = run.split('.');
  return where === machine() && isAlive(Number(process));
}

function isAlive(process: number): boolean {
  try {
    kill(process, 0);
    return true;
  } catch (error) {
    // EPERM: alive, and somebody else's.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Names differ between containers, boot IDs between machines that were copied with their name. */
function machine(): string {
  return createHash('sha256').update(`${hostname()} ${bootId()}`).digest('hex').slice(0, 12);
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
  } catch {
    return '';
  }
}
