import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Host } from '../host.ts';
import { practiceRoots } from './paths.ts';

/** One practice machine: an engine in a network namespace of its own. */
export interface PracticeNode {
  readonly name: string;
  /** IPv4 address on the set's bridge. */
  readonly address: string;
  /** Absolute path of the engine's Unix socket. */
  readonly socket: string;
}

/** A set of practice machines, as `set.json` keeps it. */
export interface PracticeSet {
  readonly name: string;
  readonly driver: 'netns';
  /** `creating` until every engine has answered once: an interrupted `create` stays so. */
  readonly state: 'creating' | 'ready';
  /** CIDR with a prefix of 24. */
  readonly subnet: string;
  /** Whether `create --swarm` joined the nodes; the learner may have changed it since. */
  readonly swarm: boolean;
  readonly owner: { readonly uid: number; readonly gid: number };
  /** PATH prefix of another engine's binaries (ROY_ENGINE_PATH at creation). */
  readonly enginePath?: string;
  readonly nodes: readonly PracticeNode[];
}

export const SET_FILE = 'set.json';

/**
 * Every practice set of this machine, sorted by name. Needs no root and is cheap: one
 * folder and one small file a set. A folder without a readable `set.json` is no set.
 */
export function listSets(host: Pick<Host, 'env'>): PracticeSet[] {
  const { state } = practiceRoots(host);
  let names: string[];
  try {
    names = readdirSync(state);
  } catch {
    return [];
  }
  return names.sort().flatMap((name) => readSet(host, name) ?? []);
}

/** One set by name, or `undefined` where there is none. */
export function readSet(host: Pick<Host, 'env'>, name: string): PracticeSet | undefined {
  try {
    const file = path.join(practiceRoots(host).state, name, SET_FILE);
    const set = JSON.parse(readFileSync(file, 'utf8')) as Partial<PracticeSet> | null;
    return Array.isArray(set?.nodes) ? (set as PracticeSet) : undefined;
  } catch {
    return undefined;
  }
}
