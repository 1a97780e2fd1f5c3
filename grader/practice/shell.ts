import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Host } from '../host.ts';
import { enginePid } from './engine.ts';
import { nodePaths, practiceRoots, SET_VARIABLE, type PracticeRoots } from './paths.ts';
import type { PracticeNode, PracticeSet } from './sets.ts';

/** A shell in which `docker` speaks to one node. */

/** The distribution's docker CLI, which the course is written for. */
const COURSE_CLI = '/usr/bin/docker';

const folders = (roots: PracticeRoots, set: string) => ({
  bin: path.join(roots.state, set, 'bin'),
  shell: path.join(roots.state, set, 'shell'),
});

/**
 * What `ssh` needs on disk: a folder with the distribution's CLI alone, which hides a
 * newer one further on in PATH, and start files that show the node in the prompt after
 * the user's own have run.
 */
export function installShellFiles(roots: PracticeRoots, set: string): void {
  const { bin, shell } = folders(roots, set);
  for (const folder of [bin, shell]) mkdirSync(folder, { recursive: true, mode: 0o755 });
  rmSync(path.join(bin, 'docker'), { force: true });
  if (existsSync(COURSE_CLI)) symlinkSync(COURSE_CLI, path.join(bin, 'docker'));
  const settings = `export DOCKER_HOST="$ROY_DOCKER_HOST"\nPATH="${bin}:$PATH"\n`;
  writeFileSync(
    path.join(shell, 'bashrc'),
    `[ ! -r ~/.bashrc ] || . ~/.bashrc\n${settings}PS1="[$ROY_NODE] $PS1"\n`,
  );
  writeFileSync(
    path.join(shell, '.zshrc'),
    `ZDOTDIR="$HOME"\n[ ! -r ~/.zshrc ] || . ~/.zshrc\n${settings}PROMPT="[$ROY_NODE] $PROMPT"\n`,
  );
}

export interface ShellCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The command line of a shell, or of one command, for a node. Root enters the node's
 * namespaces (`hostname`, `ip addr` and `/var/lib/docker` are the node's); for everyone
 * else only `docker` speaks to the node. A stopped node has no namespaces: root gets its
 * host name and its `/var/lib/docker`, and never the host's.
 */
export function shellCommand(
  host: Host,
  set: PracticeSet,
  node: PracticeNode,
  command: readonly string[] = [],
): ShellCommand {
  const roots = practiceRoots(host);
  const { bin, shell: startFiles } = folders(roots, set.name);
  const shell = host.env['SHELL'] ?? '/bin/sh';
  const interactive = [shell, ...shellOptions(path.basename(shell), startFiles)];
  const [program = shell, ...args] = command.length > 0 ? command : interactive;
  const env = {
    ...host.env,
    DOCKER_HOST: `unix://${node.socket}`,
    DOCKER_CONTEXT: undefined,
    DOCKER_TLS_VERIFY: undefined,
    DOCKER_CERT_PATH: undefined,
    ROY_DOCKER_HOST: `unix://${node.socket}`,
    ROY_NODE: node.name,
    [SET_VARIABLE]: set.name,
    PATH: `${bin}:${host.env['PATH'] ?? '/usr/bin:/bin'}`,
    PS1: `[${node.name}] $ `,
    ...(path.basename(shell) === 'zsh' && command.length === 0 ? { ZDOTDIR: startFiles } : {}),
  };
  if (!host.user.isRoot) return { command: program, args, env };
  const pid = enginePid(roots, set.name, node.name);
  if (pid === undefined) {
    const { data } = nodePaths(roots, set.name, node.name);
    const enter = ['--mount', '--uts', 'sh', '-c', ENTER_STOPPED, 'sh', data, node.name];
    return { command: 'unshare', args: [...enter, program, ...args], env };
  }
  const enter = [`--target=${pid}`, '--net', '--uts', '--mount', '--pid', `--wd=${host.cwd}`];
  return { command: 'nsenter', args: [...enter, '--', program, ...args], env };
}

/** In namespaces of its own: lends the place of /var/lib/docker to the node's. */
const ENTER_STOPPED = `set -e
mount --bind "$1" /var/lib/docker
hostname "$2"
shift 2
exec "$@"
`;

/** Whether the node's engine does not run; every user can see that. */
export function isNodeStopped(host: Host, set: PracticeSet, node: PracticeNode): boolean {
  return enginePid(practiceRoots(host), set.name, node.name) === undefined;
}

function shellOptions(shell: string, startFiles: string): string[] {
  if (shell === 'bash') return ['--rcfile', path.join(startFiles, 'bashrc')];
  // dash cannot give the terminal back to a process group outside the node's PID namespace.
  if (shell === 'sh' || shell === 'dash') return ['+m', '-i'];
  return [];
}

/** What `env NODE` prints, for `eval`. */
export function envLines(node: PracticeNode): string[] {
  return [
    `export DOCKER_HOST=unix://${node.socket}`,
    'unset DOCKER_CONTEXT DOCKER_TLS_VERIFY DOCKER_CERT_PATH',
    `export ROY_NODE=${node.name}`,
  ];
}

/** What `env --unset` prints, for `eval`. */
export const unsetLines = (): string[] => ['unset DOCKER_HOST ROY_NODE'];
