import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Redactor } from './cluster/redactor.ts';
import type { Host } from './host.ts';
import type { ParamValue } from './lab/define.ts';
import type { LabMetadata } from './lab/metadata.ts';
import { signalAll } from './practice/processes.ts';
import type { PracticeSet } from './practice/sets.ts';
import { SET_VARIABLE } from './practice/paths.ts';

/** A lab's shell scripts: what a learner could have typed, with the docker CLI. */

/** The folder of a lab in the project. */
export function labFolder(root: string, lab: string): string {
  return join(root, 'labs', lab);
}

/** The script's path, or `undefined` where the lab has none of that name. */
export function findScript(root: string, lab: string, name: string): string | undefined {
  const file = join(labFolder(root, lab), `${name}.sh`);
  return existsSync(file) ? file : undefined;
}

/**
 * The environment of a lab's scripts: its params (`publishedPort` as PUBLISHED_PORT), the
 * lab's folder, and on practice machines NODE1…, NODE1_ADDR… to reach each node and what
 * makes `roy machine` speak of their set.
 */
export function scriptEnvironment(
  root: string,
  metadata: Pick<LabMetadata, 'name' | 'params'>,
  set: Pick<PracticeSet, 'name' | 'nodes'> | undefined,
): Record<string, string> {
  const entries = Object.entries(metadata.params).map(([name, value]: [string, ParamValue]) => [
    environmentName(name),
    String(value),
  ]);
  const reach = (set?.nodes ?? []).flatMap((node, index) => [
    [`NODE${index + 1}`, `unix://${node.socket}`],
    [`NODE${index + 1}_ADDR`, node.address],
  ]);
  return Object.fromEntries([
    ...entries,
    ...reach,
    ...(set === undefined ? [] : [[SET_VARIABLE, set.name]]),
    ['LAB_DIR', labFolder(root, metadata.name)],
  ]) as Record<string, string>;
}

/** `publishedPort` is PUBLISHED_PORT. */
export function environmentName(param: string): string {
  return param.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

export interface ScriptResult {
  readonly exitCode: number;
  /** Standard output and errors, in the order they came. */
  readonly output: string;
}

/**
 * Runs a script to its end: a file, or a text after `-c`. With `echo` it shows each `docker`
 * and `roy` command and what the script prints. What the redactor hides is neither shown nor returned.
 *
 * @throws the reason of the host's signal, once the script and all it started are told to end.
 */
export function runScript(
  host: Host,
  script: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  { echo, redactor }: { echo: boolean; redactor: Redactor },
): Promise<ScriptResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', echo ? TRACE + RUN : RUN, 'sh', ...script], {
      // Debian's CLI is the one that the course teaches; a newer one may hide it.
      env: {
        ...host.env,
        PATH: `/usr/bin:${host.env['PATH'] ?? ''}:${host.root}`,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'ignore'],
      // A process group of its own: what the script has started ends with it.
      detached: true,
    });
    const stop = () => {
      if (child.pid !== undefined) signalAll([-child.pid], 'SIGTERM');
      reject(host.signal.reason as Error);
    };
    host.signal.addEventListener('abort', stop, { once: true });
    if (host.signal.aborted) stop();
    const shown: string[] = [];
    const lines = createInterface({ input: child.stdout });
    let lastCommand = '';
    lines.on('line', (raw) => {
      const line = redactor.hide(raw);
      // A command that a loop repeats is for a learner once.
      if (line === lastCommand) return;
      if (PROMPT.test(line)) lastCommand = line;
      shown.push(line);
      if (echo) host.out(line);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      host.signal.removeEventListener('abort', stop);
      resolve({ exitCode: code ?? 1, output: shown.join('\n') });
    });
  });
}

/** One pipe for both streams, so that what a command prints follows the command. */
const RUN = 'exec 2>&1; if [ "$1" = -c ]; then eval "$2"; else . "$1"; fi';

const PROMPT = /^\$ (docker|roy) /;

/**
 * Shows each command as it could be typed, in one write: `sh -x` would show all else
 * too, and mix up the lines of the two sides of a pipe.
 */
const TRACE = `exec 3>&1
announce() {
  (
    line="$ $1"
    shift
    for word do
      case $word in
        '' | *[!A-Za-z0-9_./:=,@%+-]*)
          line="$line '$(printf %s "$word" | sed "s/'/'\\\\\\\\''/g")'" ;;
        *) line="$line $word" ;;
      esac
    done
    printf '%s\\n' "$line" >&3
  )
  command "$@"
}
docker() { announce docker "$@"; }
roy() { announce roy "$@"; }
`;
