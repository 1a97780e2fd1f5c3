import { spawn } from 'node:child_process';
import { flagOption, numberOption, textOption, type Invocation } from '../args.ts';
import { EXIT, RoyError, type ExitCode } from '../errors.ts';
import type { Host } from '../host.ts';
import { engineRequest } from '../practice/api.ts';
import { ensureImages, loadImages } from '../practice/images/store.ts';
import {
  createSet,
  DEFAULT_SET,
  existingSet,
  nameOption,
  nodeOf,
  removeSet,
  resetSet,
  startSet,
  stopSet,
} from '../practice/lifecycle.ts';
import { setOfShell } from '../practice/paths.ts';
import { rerunAsRoot } from '../practice/privilege.ts';
import { listSets, type PracticeNode, type PracticeSet } from '../practice/sets.ts';
import { envLines, isNodeStopped, shellCommand, unsetLines } from '../practice/shell.ts';

/** `roy machine …`: the words of docker-machine for practice machines. */
export async function run(invocation: Invocation, host: Host): Promise<ExitCode> {
  const name = textOption(invocation, 'name') ?? setOfShell(host) ?? DEFAULT_SET;
  const [node] = invocation.positionals;
  const { command: action } = invocation;
  if (action === 'machine ls') return list(host, flagOption(invocation, 'json'));
  if (action === 'machine env') {
    return printEnv(host, name, node, flagOption(invocation, 'unset'));
  }
  if (action === 'machine ssh') return openShell(invocation, host, name);
  if (!host.user.isRoot) return (await rerunAsRoot(host, wordsOf(invocation))) as ExitCode;
  if (action === 'machine create') await create(invocation, host, name);
  if (action === 'machine start') showReady(host, await startSet(host, name, node));
  if (action === 'machine stop') await stop(host, name, node);
  if (action === 'machine rm') await remove(host, name);
  if (action === 'machine reset') await reset(host, name);
  return EXIT.passed;
}

async function stop(host: Host, name: string, node: string | undefined): Promise<void> {
  await stopSet(host, name, node);
  host.out('Остановлено, данные целы. Запустить снова:');
  host.out(`  roy machine start${nameOption(name)}`);
}

async function remove(host: Host, name: string): Promise<void> {
  host.out(
    (await removeSet(host, name))
      ? `Набор «${name}» удалён: от него ничего не осталось.`
      : `Набора «${name}» нет: удалять нечего.`,
  );
}

async function reset(host: Host, name: string): Promise<void> {
  const set = await resetSet(host, name);
  await fillWithImages(host, set);
  showReady(host, set);
}

/** The labs' images; a machine without them is still of use, so a failure is only told. */
async function fillWithImages(host: Host, set: PracticeSet): Promise<void> {
  try {
    const file = await ensureImages(host);
    host.err('Загружаю образы…');
    await loadImages(file, set.nodes);
  } catch (error) {
    if (!(error instanceof RoyError)) throw error;
    host.err([error.message, ...error.next].join('\n  '));
    host.err('Машины работают, но образов курса на них нет. Загрузить позже:');
    host.err(`  roy images load${nameOption(set.name)}`);
    host.err(
      'Без интернета назовите в конце этой команды файл, который сохранила roy images save.',
    );
  }
}

async function create(invocation: Invocation, host: Host, name: string): Promise<void> {
  const subnet = textOption(invocation, 'subnet');
  const set = await createSet(host, {
    name,
    nodes: numberOption(invocation, 'nodes') ?? 3,
    swarm: flagOption(invocation, 'swarm'),
    ...(subnet === undefined ? {} : { subnet }),
  });
  if (!flagOption(invocation, 'no-images')) await fillWithImages(host, set);
  showReady(host, set);
}

function showReady(host: Host, set: PracticeSet): void {
  const [first] = set.nodes;
  host.out(`Машины готовы: ${set.nodes.map((node) => `${node.name} ${node.address}`).join(', ')}.`);
  if (!first) return;
  host.out('Дальше откройте оболочку, в которой docker говорит с первой машиной:');
  host.out(`  roy machine ssh${nameOption(set.name)} ${first.name}`);
}

interface NodeRow {
  readonly set: string;
  readonly node: string;
  readonly address: string;
  readonly engine: string;
  readonly state: string;
  readonly swarm: string;
}

async function list(host: Host, json: boolean): Promise<ExitCode> {
  const sets = listSets(host);
  const rows = await Promise.all(
    sets.flatMap((set) => set.nodes.map((node) => describe(set, node))),
  );
  if (json) {
    host.out(JSON.stringify(rows, null, 2));
  } else if (rows.length === 0) {
    host.out('Учебных машин пока нет. Создать три:');
    host.out('  roy machine create');
  } else {
    host.out(table(rows));
    for (const set of sets.filter(({ state }) => state === 'creating')) {
      host.out(
        `Набор «${set.name}» не достроен. Достроить: roy machine start${nameOption(set.name)}`,
      );
    }
  }
  return EXIT.passed;
}

async function describe(set: PracticeSet, node: PracticeNode): Promise<NodeRow> {
  const row = { set: set.name, node: node.name, address: node.address };
  try {
    const info = (await engineRequest(node.socket, { path: '/info', timeout: 3_000 })) as {
      ServerVersion: string;
      Swarm: { LocalNodeState: string; ControlAvailable: boolean };
    };
    return { ...row, engine: info.ServerVersion, state: 'работает', swarm: roleOf(info.Swarm) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const state =
      code === 'EACCES'
        ? 'чужая: нет доступа'
        : code === 'ENOENT' || code === 'ECONNREFUSED'
          ? 'остановлена'
          : 'не отвечает';
    return { ...row, engine: '—', state, swarm: '—' };
  }
}

function roleOf(swarm: { LocalNodeState: string; ControlAvailable: boolean }): string {
  if (swarm.LocalNodeState === 'inactive') return 'вне кластера';
  if (swarm.LocalNodeState === 'locked') return 'заперта';
  return swarm.ControlAvailable ? 'управляющая' : 'рабочая';
}

function table(rows: readonly NodeRow[]): string {
  const cells = [
    ['НАБОР', 'МАШИНА', 'АДРЕС', 'СОСТОЯНИЕ', 'DOCKER', 'КЛАСТЕР'],
    ...rows.map((row) => [row.set, row.node, row.address, row.state, row.engine, row.swarm]),
  ];
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((line) => (line[column] ?? '').length)),
  );
  return cells
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function printEnv(host: Host, name: string, node: string | undefined, unset: boolean): ExitCode {
  if (unset) {
    host.out(unsetLines().join('\n'));
    return EXIT.passed;
  }
  const set = existingSet(host, name);
  if (node === undefined) {
    throw new RoyError(EXIT.usage, 'Не хватает имени машины.', [
      ...set.nodes.map((known) => `eval "$(roy machine env${nameOption(name)} ${known.name})"`),
    ]);
  }
  host.out(envLines(nodeOf(set, node)).join('\n'));
  host.out('# Чтобы эти настройки подействовали, выполните:');
  host.out(`# eval "$(roy machine env${nameOption(name)} ${node})"`);
  return EXIT.passed;
}

/** Gives the exit code of the shell or the command, whatever it is. */
async function openShell(invocation: Invocation, host: Host, setName: string): Promise<ExitCode> {
  const [nodeName = '', ...command] = invocation.positionals;
  const set = existingSet(host, setName);
  const node = nodeOf(set, nodeName);
  const isStopped = isNodeStopped(host, set, node);
  // Of a stopped node only its files are left, and those are root's.
  if (isStopped && !host.user.isRoot) {
    return (await rerunAsRoot(host, wordsOf(invocation))) as ExitCode;
  }
  if (command.length === 0) {
    host.err(
      isStopped
        ? `${node.name} остановлена, docker не ответит; её /var/lib/docker здесь. Выйти: exit`
        : `docker здесь говорит с ${node.name} (${node.address}). Выйти: exit`,
    );
  }
  const shell = shellCommand(host, set, node, command);
  return new Promise((resolve, reject) => {
    const child = spawn(shell.command, shell.args, { stdio: 'inherit', env: shell.env });
    child.on('error', (cause) => {
      reject(
        new RoyError(
          EXIT.usage,
          `Не удалось запустить «${shell.command}».`,
          'Проверьте, что такая программа есть.',
          { cause },
        ),
      );
    });
    child.on('close', (code) => {
      resolve((code ?? EXIT.interrupted) as ExitCode);
    });
  });
}

/** The words after `roy` that give this invocation again. */
function wordsOf({ command, values, positionals }: Invocation): string[] {
  const options = Object.entries(values).flatMap(([name, value]) => {
    if (value === true) return [`--${name}`];
    return typeof value === 'string' ? [`--${name}=${value}`] : [];
  });
  return [...command.split(' '), ...options, ...positionals];
}
