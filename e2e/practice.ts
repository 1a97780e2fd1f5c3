import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { kernelName, nodePaths, practiceRoots } from '../grader/practice/paths.ts';
import { run as runTool } from '../grader/practice/run.ts';
import { readSet, type PracticeSet } from '../grader/practice/sets.ts';

/** Driving the built program, and looking for what a practice set leaves on the machine. */

/** The built program; ROY_CLI names another build of it. */
export const CLI =
  process.env['ROY_CLI'] ?? fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RoyOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Runs it as this user, with a group of the same number. */
  readonly uid?: number;
  readonly cwd?: string;
}

/** Starts `roy` with the given words; the caller waits for it or kills it. */
export function startRoy(words: readonly string[], options: RoyOptions = {}): ChildProcess {
  return spawn(process.execPath, [CLI, ...words], {
    env: { ...process.env, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
}

/** Runs `roy` to its end. */
export function roy(words: readonly string[], options: RoyOptions = {}): Promise<Outcome> {
  return outcomeOf(startRoy(words, options));
}

export function outcomeOf(child: ChildProcess): Promise<Outcome> {
  const text = { out: '', err: '' };
  child.stdout?.on('data', (chunk: Buffer) => (text.out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (text.err += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, ...text });
    });
  });
}

const roots = practiceRoots({ env: {} });

/** Paths of a node of a set in its usual place. */
export const pathsOf = (set: string, node: string) => nodePaths(roots, set, node);

/** A set in its usual place, which the test has made. */
export function setOf(name: string): PracticeSet {
  const set = readSet({ env: {} }, name);
  if (set === undefined) throw new Error(`there is no set ${name}`);
  return set;
}

export const kernelOf = (set: string): string => kernelName(roots, set);

/** Host PIDs of everything that belongs to a set: its command lines name the set's folders. */
export function processesOf(set: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && readProc(pid, 'cmdline').includes(`/${set}/node`));
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** Whatever a set has on this machine now, one line a thing; empty when it is gone. */
export async function tracesOf(set: string): Promise<string[]> {
  const kernel = kernelOf(set);
  const [links, namespaces, rules, mounts, cgroups] = await Promise.all([
    runTool('ip', ['-brief', 'link']),
    runTool('ip', ['netns', 'list']),
    runTool('iptables-save', []),
    runTool('cat', ['/proc/self/mountinfo']),
    runTool('find', ['/sys/fs/cgroup', '-type', 'd', '-name', kernel]),
  ]);
  const named = (label: string, text: string) =>
    text
      .split('\n')
      .filter((line) => line.includes(kernel) || line.includes(`/${set}/`))
      .map((line) => `${label}: ${line}`);
  return [
    ...named('link', links),
    ...named('netns', namespaces),
    ...named('rule', rules),
    ...named('mount', mounts),
    ...named('cgroup', cgroups),
    ...processesOf(set).map((pid) => `process: ${pid} ${readProc(pid, 'cmdline')}`),
    ...[`${roots.state}/${set}`, `${roots.run}/${set}`]
      .filter((folder) => existsSync(folder))
      .map((folder) => `folder: ${folder}`),
  ];
}
