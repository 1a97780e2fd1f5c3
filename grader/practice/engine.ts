import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT, RoyError } from '../errors.ts';
import { engineRequest } from './api.ts';
import { cgroupOf, makeEngineCgroup } from './cgroups.ts';
import { kernelName, nodeKernelNames, nodePaths, type PracticeRoots } from './paths.ts';
import { isNamespaceInit, pidsInNetns, pidsNaming, signalAll, waitUntilGone } from './processes.ts';
import { systemPath } from './run.ts';
import type { PracticeNode, PracticeSet } from './sets.ts';

/** An engine on two busy cores answers in 5 s, in an emulated machine after a minute. */
const START_LIMIT = 180_000;
/** `docker stop` gives a container 10 s; the engine stops all of them at once. */
const STOP_LIMIT = 25_000;
/** Milliseconds in which killed processes end, on a busy machine too. */
const KILL_LIMIT = 15_000;
/** After this the process that waits for a node's first one is killed as well. */
const LAUNCHER_LIMIT = 10_000;

/**
 * Turns the namespaces into a node, then becomes the engine. Mounts that the host keeps
 * below /run and /var/lib/docker are dropped first: a copy of them held here would keep
 * another set's network namespace or the host engine's layers alive.
 */
const ENTER_NODE = `set -e
awk '$5 ~ "^/(run|var/lib/docker)/" {print $5}' /proc/self/mountinfo | sort -r |
  while read -r point; do umount -l "$point" 2>/dev/null || true; done
[ -z "$CGROUP" ] || echo 0 >"$CGROUP"
hostname "$NODE"
mount --bind "$RUN" "$HOLD"
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p "$RUN"
mount --move "$HOLD" "$RUN"
mount --bind "$DATA" /var/lib/docker
exec dockerd --config-file "$1"
`;

/** Starts a node's engine in the background and returns at once. */
export function startEngine(roots: PracticeRoots, set: PracticeSet, node: PracticeNode): void {
  const kernel = kernelName(roots, set.name);
  const paths = nodePaths(roots, set.name, node.name);
  prepareFolders(roots, set, node);
  const log = openSync(paths.log, 'w', 0o644);
  const netns = nodeKernelNames(kernel, node.name).netns;
  const child = spawn(
    'nsenter',
    [
      `--net=/run/netns/${netns}`,
      ...['unshare', '--uts', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'],
      ...['sh', '-c', ENTER_NODE, 'node', paths.config],
    ],
    {
      detached: true,
      stdio: ['ignore', log, log],
      cwd: '/',
      env: {
        PATH: systemPath(set.enginePath),
        HOME: '/root',
        NODE: node.name,
        // The whole set's: a shell inside a node reaches the set's other nodes as well.
        RUN: path.dirname(paths.run),
        HOLD: paths.hold,
        DATA: paths.data,
        CGROUP: makeEngineCgroup(kernel, node.name) ?? '',
      },
    },
  );
  child.on('error', () => undefined); // told by waitForEngine, with the log
  child.unref();
  closeSync(log);
}

/** Folders and the engine's settings; the socket's folder is closed to all but the owner. */
function prepareFolders(roots: PracticeRoots, set: PracticeSet, node: PracticeNode): void {
  const paths = nodePaths(roots, set.name, node.name);
  for (const folder of [paths.home, path.dirname(paths.run), '/var/lib/docker']) {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
  }
  for (const folder of [paths.data, paths.hold]) {
    mkdirSync(folder, { recursive: true, mode: 0o710 });
  }
  mkdirSync(paths.run, { recursive: true, mode: 0o700 });
  chmodSync(paths.run, 0o700);
  chownSync(paths.run, set.owner.uid, set.owner.gid);
  const settings = {
    hosts: [`unix://${paths.socket}`],
    group: String(set.owner.gid),
    'storage-driver': 'overlay2',
    'exec-opts': ['native.cgroupdriver=cgroupfs'],
    'cgroup-parent': cgroupOf(kernelName(roots, set.name), node.name),
  };
  writeFileSync(paths.config, `${JSON.stringify(settings, null, 2)}\n`);
}

/** Whether the engine answers on its socket. */
export async function engineAnswers(node: PracticeNode, timeout = 2_000): Promise<boolean> {
  try {
    await engineRequest(node.socket, { path: '/_ping', timeout });
    return true;
  } catch {
    return false;
  }
}

/**
 * Waits until a node's engine answers.
 *
 * @throws RoyError where it ends or stays silent; the end of its log is part of it
 */
export async function waitForEngine(
  roots: PracticeRoots,
  set: PracticeSet,
  node: PracticeNode,
  signal: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + START_LIMIT;
  while (!(await engineAnswers(node))) {
    signal.throwIfAborted();
    const alive = nodePids(roots, set.name, node.name).length > 0;
    if (!alive || Date.now() > deadline) throw engineFailed(roots, set, node, alive);
    await sleep(50, undefined, { signal });
  }
}

function engineFailed(
  roots: PracticeRoots,
  set: PracticeSet,
  node: PracticeNode,
  alive: boolean,
): RoyError {
  const { log } = nodePaths(roots, set.name, node.name);
  const lines = readFileSync(log, 'utf8').trim().split('\n').slice(-5);
  return new RoyError(
    EXIT.unreachable,
    alive
      ? `Движок Docker узла ${node.name} за ${START_LIMIT / 1000} с так и не ответил.`
      : `Движок Docker узла ${node.name} не запустился.`,
    ['Последние строки его журнала:', ...lines],
  );
}

/**
 * Host PIDs of a node: its engine, containerd, shims, proxies and shells opened in it.
 * Containers have network namespaces of their own; they end with the node's first
 * process, as its PID namespace does, only a moment later.
 */
function nodePids(roots: PracticeRoots, set: string, node: string): number[] {
  const { netns } = nodeKernelNames(kernelName(roots, set), node);
  const { config } = nodePaths(roots, set, node);
  return [...new Set([...pidsNaming(config), ...pidsInNetns(netns)])];
}

/** Host PID of a node's engine, the first process of the node; `undefined` if it is down. */
export function enginePid(roots: PracticeRoots, set: string, node: string): number | undefined {
  return pidsNaming(nodePaths(roots, set, node).config).find(isNamespaceInit);
}

/** Whether a node's engine runs, on the wires and the socket that exist now. */
export function isRunning(roots: PracticeRoots, set: string, node: string): boolean {
  const pid = enginePid(roots, set, node);
  const { netns } = nodeKernelNames(kernelName(roots, set), node);
  return (
    pid !== undefined &&
    pidsInNetns(netns).includes(pid) &&
    existsSync(nodePaths(roots, set, node).socket)
  );
}

/** Asks a node's engine to end, waits for it, and kills what is left then. */
export async function stopEngine(roots: PracticeRoots, set: string, node: string): Promise<void> {
  const pid = enginePid(roots, set, node);
  if (pid !== undefined) {
    signalAll([pid], 'SIGTERM');
    await waitUntilGone(() => nodePids(roots, set, node), STOP_LIMIT);
  }
  await killNode(roots, set, node);
}

/**
 * Ends every process of a node at once; the data stays. What has started the node's first
 * process is spared at first: the kernel ends it when the last process in the node is gone,
 * those of containers included, which write into the node's folders until then.
 *
 * @throws RoyError where they do not end
 */
export async function killNode(roots: PracticeRoots, set: string, node: string): Promise<void> {
  const begun = Date.now();
  for (;;) {
    const pids = nodePids(roots, set, node);
    if (pids.length === 0) return;
    const elapsed = Date.now() - begun;
    if (elapsed > KILL_LIMIT) throw immortal(node, pids);
    const spared = elapsed < LAUNCHER_LIMIT ? launchers(roots, set, node) : [];
    signalAll(
      pids.filter((pid) => !spared.includes(pid)),
      'SIGKILL',
    );
    await sleep(50);
  }
}

/** Host PIDs of the `unshare` that waits for a node's first process. */
function launchers(roots: PracticeRoots, set: string, node: string): number[] {
  return pidsNaming(nodePaths(roots, set, node).config).filter((pid) => !isNamespaceInit(pid));
}

function immortal(node: string, pids: readonly number[]): RoyError {
  return new RoyError(EXIT.broken, `Процессы узла ${node} не завершаются даже по SIGKILL.`, [
    `Их номера: ${pids.join(' ')}`,
    'Помогает перезагрузка машины; после неё повторите команду.',
  ]);
}
