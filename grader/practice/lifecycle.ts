import { existsSync, mkdirSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { platform } from 'node:os';
import path from 'node:path';
import { EXIT, RoyError } from '../errors.ts';
import type { Host } from '../host.ts';
import { overlaps } from '../ipv4.ts';
import { removeCgroups } from './cgroups.ts';
import { isRunning, killNode, startEngine, stopEngine, waitForEngine } from './engine.ts';
import { withLock } from './lock.ts';
import { buildNetwork, networkExists, removeNetwork, takenRanges } from './network.ts';
import { kernelName, nodeName, nodePaths, practiceRoots, type PracticeRoots } from './paths.ts';
import { isMountedAnywhere } from './processes.ts';
import { systemPath, ToolError, which } from './run.ts';
import { installShellFiles } from './shell.ts';
import { listSets, readSet, SET_FILE, type PracticeNode, type PracticeSet } from './sets.ts';
import { freeSubnet, nodeAddress, subnetProblem } from './subnet.ts';
import { initSwarm } from './swarm.ts';

/** The life of a practice set. All of it needs root; `host.err` gets the progress. */

export interface CreateOptions {
  readonly name: string;
  /** A free /24; without it the first free one from 192.168.99.0/24 on. */
  readonly subnet?: string;
  readonly nodes: number;
  /** Joins the nodes to one swarm, `node1` its manager and carrier of the course's label. */
  readonly swarm: boolean;
}

const MAX_NODES = 9;
const SET_NAME = /^[a-z][a-z0-9-]{0,29}$/;

/**
 * Makes a set and starts its engines. What it is going to do is written down first, so
 * that `removeSet` finds everything after a kill at any point; an error or Ctrl-C
 * removes what was made.
 *
 * @throws RoyError on bad options, a taken name or subnet, a missing tool, an engine
 *   that does not start
 */
export async function createSet(host: Host, options: CreateOptions): Promise<PracticeSet> {
  requireMachine(host);
  checkOptions(options);
  const roots = practiceRoots(host);
  return locked(host, async () => {
    const set = await planSet(host, roots, options);
    saveSet(roots, set);
    try {
      await bringUp(host, roots, set);
      if (options.swarm) {
        host.err('Собираю узлы в кластер…');
        await initSwarm(set);
      }
      const ready: PracticeSet = { ...set, state: 'ready' };
      saveSet(roots, ready);
      return ready;
    } catch (error) {
      host.err('Не получилось: убираю то, что успел создать…');
      await tearDown(roots, set.name);
      throw error;
    }
  });
}

/**
 * Starts what does not run: after a reboot, after `stop`, or after an interrupted
 * `create`. Data and swarm membership stay as they are. With `node`, that node only.
 */
export async function startSet(host: Host, name: string, node?: string): Promise<PracticeSet> {
  requireMachine(host);
  const roots = practiceRoots(host);
  return locked(host, async () => {
    const set = existingSet(host, name);
    await bringUp(host, roots, set, node === undefined ? set.nodes : [nodeOf(set, node)]);
    const ready: PracticeSet = { ...set, state: 'ready' };
    if (node === undefined) saveSet(roots, ready);
    return ready;
  });
}

/** Stops the engines and waits for their processes to end; data and wires stay. */
export async function stopSet(host: Host, name: string, node?: string): Promise<void> {
  requireRoot(host);
  const roots = practiceRoots(host);
  await locked(host, async () => {
    const set = existingSet(host, name);
    const nodes = node === undefined ? set.nodes : [nodeOf(set, node)];
    host.err('Останавливаю движки Docker…');
    await Promise.all(nodes.map(({ name }) => stopEngine(roots, set.name, name)));
  });
}

/** Ends the engines' processes and starts new ones; data and wires stay. */
export async function restartSet(host: Host, name: string): Promise<void> {
  await stopSet(host, name);
  await startSet(host, name);
}

/**
 * Removes a set and everything that it made, whatever state it is in.
 *
 * @returns `false` where there was nothing to remove
 */
export async function removeSet(host: Host, name: string): Promise<boolean> {
  requireRoot(host);
  // The name becomes part of paths that are removed with all that is in them.
  checkName(name);
  const roots = practiceRoots(host);
  return locked(host, async () => {
    const known =
      existsSync(path.join(roots.state, name)) || networkExists(kernelName(roots, name));
    if (known) {
      host.err(`Удаляю набор «${name}»…`);
      await tearDown(roots, name);
    }
    return known;
  });
}

/**
 * Makes every node as new: no swarm, no containers, volumes, networks or images. The
 * engines are killed and their data dropped, so it works on a set in any state.
 */
export async function resetSet(host: Host, name: string): Promise<PracticeSet> {
  requireMachine(host);
  const roots = practiceRoots(host);
  return locked(host, async () => {
    const set = existingSet(host, name);
    host.err('Сбрасываю узлы…');
    await Promise.all(
      set.nodes.map(async (node) => {
        await killNode(roots, name, node.name);
        rmSync(nodePaths(roots, name, node.name).data, { recursive: true, force: true });
      }),
    );
    const fresh: PracticeSet = { ...set, state: 'ready', swarm: false };
    await bringUp(host, roots, fresh);
    saveSet(roots, fresh);
    return fresh;
  });
}

/** The set with this name. @throws RoyError where there is none */
export function existingSet(host: Pick<Host, 'env'>, name: string): PracticeSet {
  const set = readSet(host, name);
  if (set) return set;
  const names = listSets(host).map((known) => `«${known.name}»`);
  throw new RoyError(EXIT.usage, `Набора учебных машин «${name}» нет.`, [
    ...(names.length > 0 ? [`Есть: ${names.join(', ')}.`] : []),
    'Создать его:',
    `roy machine create${nameOption(name)}`,
  ]);
}

/** The node with this name. @throws RoyError where the set has none */
export function nodeOf(set: PracticeSet, name: string): PracticeNode {
  const node = set.nodes.find((candidate) => candidate.name === name);
  if (node) return node;
  throw new RoyError(
    EXIT.usage,
    `Узла «${name}» в наборе «${set.name}» нет.`,
    `Есть узлы: ${set.nodes.map((known) => known.name).join(', ')}.`,
  );
}

/** ` --name SET` for a message, nothing for the default set. */
export const nameOption = (name: string): string => (name === DEFAULT_SET ? '' : ` --name ${name}`);

export const DEFAULT_SET = 'roy';

async function planSet(
  host: Host,
  roots: PracticeRoots,
  options: CreateOptions,
): Promise<PracticeSet> {
  const others = listSets(host);
  if (existsSync(path.join(roots.state, options.name))) {
    throw new RoyError(EXIT.usage, `Набор «${options.name}» уже есть.`, [
      'Запустить его, если он остановлен:',
      `roy machine start${nameOption(options.name)}`,
      'Удалить его со всеми данными:',
      `roy machine rm${nameOption(options.name)}`,
    ]);
  }
  const taken = [...(await takenRanges()), ...others.map((set) => set.subnet)];
  const subnet = options.subnet ?? freeSubnet(taken);
  const rival = taken.find((range) => overlaps(range, subnet ?? ''));
  if (subnet === undefined || rival !== undefined) {
    throw new RoyError(
      EXIT.usage,
      subnet === undefined
        ? 'Свободной подсети для учебных машин не нашлось.'
        : `Подсеть ${subnet} занята: на этой машине уже есть ${rival ?? ''}.`,
      [
        'Укажите свободную или не указывайте никакой:',
        'roy machine create --subnet 192.168.150.0/24',
      ],
    );
  }
  const enginePath = host.env['ROY_ENGINE_PATH'];
  return {
    name: options.name,
    driver: 'netns',
    state: 'creating',
    subnet,
    swarm: options.swarm,
    owner: { uid: host.user.uid, gid: host.user.gid },
    ...(enginePath === undefined || enginePath === '' ? {} : { enginePath }),
    nodes: Array.from({ length: options.nodes }, (_, position) => {
      const name = nodeName(position + 1);
      return {
        name,
        address: nodeAddress(subnet, position + 1),
        socket: nodePaths(roots, options.name, name).socket,
      };
    }),
  };
}

function saveSet(roots: PracticeRoots, set: PracticeSet): void {
  const folder = path.join(roots.state, set.name);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const file = path.join(folder, SET_FILE);
  writeFileSync(`${file}.new`, `${JSON.stringify(set, null, 2)}\n`, { mode: 0o644 });
  renameSync(`${file}.new`, file);
}

/** Builds the wires and starts every engine that is down, all at once. */
async function bringUp(
  host: Host,
  roots: PracticeRoots,
  set: PracticeSet,
  nodes: readonly PracticeNode[] = set.nodes,
): Promise<void> {
  host.err(`Готовлю сеть ${set.subnet}…`);
  installShellFiles(roots, set.name);
  await buildNetwork(roots, set);
  host.signal.throwIfAborted();
  host.err(`Запускаю движки Docker: ${nodes.map(({ name }) => name).join(', ')}…`);
  await Promise.all(
    nodes.map(async (node) => {
      if (!isRunning(roots, set.name, node.name)) {
        await killNode(roots, set.name, node.name);
        startEngine(roots, set, node);
      }
      await waitForEngine(roots, set, node, host.signal);
    }),
  );
}

/** Everything that a set can have left, from its name alone. */
async function tearDown(roots: PracticeRoots, name: string): Promise<void> {
  const kernel = kernelName(roots, name);
  const nodes = Array.from({ length: MAX_NODES }, (_, position) => nodeName(position + 1));
  await Promise.all(nodes.map((node) => killNode(roots, name, node)));
  await removeNetwork(roots, name);
  removeCgroups(kernel);
  for (const root of [roots.run, roots.state]) {
    rmSync(path.join(root, name), { recursive: true, force: true });
    removeIfEmpty(root);
  }
  if (!isMountedAnywhere('/var/lib/docker')) removeIfEmpty('/var/lib/docker');
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    return; // in use, or never made
  }
}

async function locked<T>(host: Host, work: () => Promise<T>): Promise<T> {
  const waiting = () => {
    host.err('Другая команда roy меняет учебные машины: жду, пока она закончит…');
  };
  try {
    return await withLock(host.signal, waiting, work);
  } catch (cause) {
    if (!(cause instanceof ToolError)) throw cause;
    throw new RoyError(
      EXIT.unreachable,
      `Эта система не дала учебным машинам того, что им нужно. Она ответила: ${cause.message}`,
      [
        'В контейнере и на урезанном ядре сетей для машин не сделать: возьмите виртуальную машину с обычным ядром.',
        'Что есть у этой системы, покажет',
        '  roy doctor',
      ],
      { cause },
    );
  }
}

function checkName(name: string): void {
  if (SET_NAME.test(name)) return;
  throw new RoyError(
    EXIT.usage,
    `«${name}» не годится в имена набора.`,
    'Имя набора — латинские строчные буквы, цифры и дефис, до 30 знаков; первой стоит буква.',
  );
}

function checkOptions(options: CreateOptions): void {
  checkName(options.name);
  if (!Number.isInteger(options.nodes) || options.nodes < 1 || options.nodes > MAX_NODES) {
    throw new RoyError(
      EXIT.usage,
      `Узлов в наборе может быть от 1 до ${MAX_NODES}, а не ${options.nodes}.`,
      ['Для курса достаточно трёх:', 'roy machine create --nodes 3'],
    );
  }
  const problem = options.subnet === undefined ? undefined : subnetProblem(options.subnet);
  if (problem !== undefined) {
    throw new RoyError(EXIT.usage, problem, [
      'Возьмите частную подсеть с префиксом 24:',
      'roy machine create --subnet 192.168.150.0/24',
    ]);
  }
}

/** @throws RoyError on a machine that cannot run practice machines */
function requireMachine(host: Host): void {
  requireRoot(host);
  const searchPath = systemPath(host.env['ROY_ENGINE_PATH']);
  const missing = ['ip', 'nsenter', 'unshare', 'awk', 'dockerd', 'containerd', 'runc'].filter(
    (tool) => which(tool, searchPath) === undefined,
  );
  if (missing.length > 0) {
    throw new RoyError(EXIT.usage, `Не найдены программы: ${missing.join(', ')}.`, [
      'В Debian и Ubuntu их ставит команда:',
      'sudo apt-get install docker.io iproute2 iptables util-linux',
    ]);
  }
}

function requireRoot(host: Host): void {
  if (platform() !== 'linux') {
    throw new RoyError(
      EXIT.usage,
      'Учебные машины работают только в Linux: им нужны сетевые пространства имён.',
      'Запустите курс в виртуальной машине с Debian или Ubuntu.',
    );
  }
  if (!host.user.isRoot) {
    throw new RoyError(
      EXIT.usage,
      'Учебным машинам нужны права root.',
      'Повторите команду через sudo.',
    );
  }
}
