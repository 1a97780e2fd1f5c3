import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Host } from '../host.ts';

/**
 * Where a practice set lives. Everything is outside the project: the state under
 * `/var/lib/roy`, the sockets under `/run/roy`; ROY_STATE moves both (for tests).
 */
export interface PracticeRoots {
  /** One folder a set, owned by root, readable by everyone. */
  readonly state: string;
  /** One folder a set, one folder a node, closed to everyone but the set's owner. */
  readonly run: string;
}

export function practiceRoots(host: Pick<Host, 'env'>): PracticeRoots {
  const override = host.env['ROY_STATE'];
  return override === undefined || override === ''
    ? { state: '/var/lib/roy', run: '/run/roy' }
    : { state: path.resolve(override), run: path.join(path.resolve(override), 'run') };
}

/**
 * The short name from which every kernel object of a set is named: interface names hold
 * 15 characters only. Derived and not stored, so that `rm` finds what a killed `create`
 * left even where its file is gone.
 */
export function kernelName(roots: PracticeRoots, set: string): string {
  const id = createHash('sha256').update(`${roots.state}/${set}`).digest('hex').slice(0, 6);
  return `roy-${id}`;
}

/** `node1`, `node2` …; `index` counts from 1. */
export const nodeName = (index: number): string => `node${index}`;

/** Names of one node's kernel objects. */
export function nodeKernelNames(kernel: string, node: string) {
  return { netns: `${kernel}-${node}`, veth: `${kernel}-${node.replace('node', '')}` };
}

/** Paths of one node. */
export function nodePaths(roots: PracticeRoots, set: string, node: string) {
  const home = path.join(roots.state, set, node);
  const run = path.join(roots.run, set, node);
  return {
    home,
    run,
    /** The node's own `/var/lib/docker`. */
    data: path.join(home, 'docker'),
    /** Where the socket's folder is kept while the node covers `/run` with its own. */
    hold: path.join(home, 'run'),
    /** The engine's settings; also the mark by which its processes are found. */
    config: path.join(home, 'daemon.json'),
    log: path.join(home, 'engine.log'),
    socket: path.join(run, 'docker.sock'),
  };
}

/** The environment variable that names the set to speak of where `--name` does not. */
export const SET_VARIABLE = 'ROY_SET';

/** The set that the environment names; an empty value is like none. */
export function setOfShell({ env }: Pick<Host, 'env'>): string | undefined {
  const name = env[SET_VARIABLE];
  return name === '' ? undefined : name;
}
