import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import path from 'node:path';

/** Every cgroup of a node stands below this one, in each hierarchy of the host. */
export const cgroupOf = (kernel: string, node: string): string => `/roy/${kernel}/${node}`;

/**
 * Mount points of the host's cgroup hierarchies: one with version 2, several with
 * version 1, both at once on hybrid hosts.
 */
function hierarchies(): string[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .filter((line) => / - cgroup2? /.test(line))
    .map((line) => line.split(' ')[4] ?? '');
}

/**
 * With cgroups version 2 the engine gets a cgroup of its own, so that closing the login
 * session in which it was started does not touch it.
 *
 * @returns the file into which a process writes itself; `undefined` with version 1
 */
export function makeEngineCgroup(kernel: string, node: string): string | undefined {
  const root = '/sys/fs/cgroup';
  if (!existsSync(`${root}/cgroup.controllers`)) return undefined;
  const folder = path.join(root, cgroupOf(kernel, node), 'engine');
  mkdirSync(folder, { recursive: true });
  return path.join(folder, 'cgroup.procs');
}

/** Removes the empty cgroups that a set's engines left. */
export function removeCgroups(kernel: string): void {
  for (const root of hierarchies()) {
    removeTree(path.join(root, 'roy', kernel));
    tryRemove(path.join(root, 'roy'));
  }
}

function removeTree(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeTree(path.join(folder, entry.name));
  }
  tryRemove(folder);
}

/** A cgroup that is missing or still in use stays as it is: another set may own it. */
function tryRemove(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    return;
  }
}
