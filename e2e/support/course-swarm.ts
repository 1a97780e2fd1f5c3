import { type ChildProcess, execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { outcomeOf, type Outcome, pathsOf, roy, startRoy } from '../practice.ts';

/** A practice swarm of a test file's own, and a learner with a home of their own beside it. */
export interface CourseSwarm {
  /** The name of its practice set. */
  readonly set: string;
  /** Socket of node1, the manager. */
  readonly socket: string;
  /** A folder for the test's files; it goes with the swarm. */
  file(...names: string[]): string;
  /** Runs the docker CLI against node1 and returns what it printed. */
  docker(...words: string[]): Promise<string>;
  /** Runs `roy` against node1, or another `socket` in front of it. */
  roy(words: readonly string[], socket?: string): Promise<Outcome>;
  /** Starts it; `outcomeOf` waits for it. */
  start(words: readonly string[], socket?: string): ChildProcess;
  /** The environment of this learner. */
  readonly env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** Makes a swarm with the course's label and images; `purpose` keeps its name apart. */
export async function courseSwarm(purpose: string, nodes = 1): Promise<CourseSwarm> {
  const set = `e2e-${process.pid}-${purpose}`;
  const folder = mkdtempSync(path.join(tmpdir(), `roy-${purpose}-`));
  const env = { XDG_STATE_HOME: path.join(folder, 'state') };
  const { socket } = pathsOf(set, 'node1');
  const remove = async () => {
    const { code, err } = await roy(['machine', 'rm', '--name', set]);
    rmSync(folder, { recursive: true, force: true });
    if (code !== 0) throw new Error(err);
  };
  const words = ['machine', 'create', '--name', set, '--nodes', String(nodes), '--swarm'];
  const created = await roy(words);
  if (created.code !== 0) {
    await remove();
    throw new Error(created.err);
  }
  const start = (asked: readonly string[], at = socket) =>
    startRoy([...asked, '--host', `unix://${at}`], { env });
  return {
    set,
    socket,
    file: (...names) => path.join(folder, ...names),
    docker: async (...asked) => {
      const { stdout } = await promisify(execFile)('docker', [`--host=unix://${socket}`, ...asked]);
      return stdout.trim();
    },
    roy: (asked, at) => outcomeOf(start(asked, at)),
    start,
    env,
    remove,
  };
}
