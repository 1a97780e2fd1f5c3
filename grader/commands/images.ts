import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { textOption, type Invocation } from '../args.ts';
import { resolveEndpoint } from '../cluster/endpoint.ts';
import { practiceSet } from '../connect.ts';
import { EXIT, RoyError, type ExitCode } from '../errors.ts';
import type { Host } from '../host.ts';
import { buildImages, ensureImages, loadImages, writeOwnFile } from '../practice/images/store.ts';
import { COURSE_IMAGES } from '../practice/images/web.ts';
import { existingSet } from '../practice/lifecycle.ts';
import { setOfShell } from '../practice/paths.ts';
import { listSets, type PracticeSet } from '../practice/sets.ts';

/** `roy images …`: the labs' images where no registry can be reached. */
export async function run(invocation: Invocation, host: Host): Promise<ExitCode> {
  const [word] = invocation.positionals;
  const file = word === undefined ? undefined : path.resolve(host.cwd, word);
  if (invocation.command === 'images build') return build(host);
  if (invocation.command === 'images save') return save(host, file ?? '');
  return load(invocation, host, file);
}

async function build(host: Host): Promise<ExitCode> {
  host.err('Собираю образы из пакета Debian…');
  const file = await buildImages(host);
  host.out(`Собраны образы: ${COURSE_IMAGES.join(', ')}.`);
  host.out(`Они лежат в ${file}. Загрузить их на машины:`);
  host.out('  roy images load');
  return EXIT.passed;
}

async function save(host: Host, file: string): Promise<ExitCode> {
  const images = await readFile(await ensureImages(host));
  try {
    await writeOwnFile(host, file, images);
  } catch (cause) {
    throw new RoyError(
      EXIT.usage,
      `Файл ${file} записать не удалось.`,
      'Проверьте, что папка есть и вы можете в неё писать.',
      { cause },
    );
  }
  host.out(`Образы сохранены в ${file}. На другой машине:`);
  host.out(`  roy images load ${path.basename(file)}`);
  return EXIT.passed;
}

async function load(
  invocation: Invocation,
  host: Host,
  given: string | undefined,
): Promise<ExitCode> {
  if (given !== undefined) await requireReadable(given);
  const file = given ?? (await ensureImages(host));
  const endpoint = ['host', 'context'].flatMap((name) => {
    const value = textOption(invocation, name);
    return value === undefined ? [] : [`--${name}`, value];
  });
  const set = endpoint.length > 0 ? undefined : await practiceMachines(invocation, host);
  if (set === undefined) return loadWithDocker(host, endpoint, file);
  await loadImages(file, set.nodes);
  host.out(`Образы загружены: ${set.nodes.map((node) => node.name).join(', ')}.`);
  return EXIT.passed;
}

/** The set that is named, else that of the engine which a check would grade. */
async function practiceMachines(
  invocation: Invocation,
  host: Host,
): Promise<PracticeSet | undefined> {
  const name = textOption(invocation, 'name') ?? setOfShell(host);
  if (name !== undefined) return existingSet(host, name);
  const chosen = { host: undefined, context: undefined };
  const endpoint = await resolveEndpoint(chosen, host, { practice: () => listSets(host) });
  return practiceSet(endpoint, host);
}

async function requireReadable(file: string): Promise<void> {
  try {
    await readFile(file);
  } catch (cause) {
    throw new RoyError(
      EXIT.usage,
      `Файл ${file} не читается.`,
      'Создать его можно командой: roy images save ФАЙЛ',
      { cause },
    );
  }
}

/** An engine of the user's own: the docker CLI knows its contexts, TLS and ssh. */
async function loadWithDocker(
  host: Host,
  endpoint: readonly string[],
  file: string,
): Promise<ExitCode> {
  const code = await new Promise<number | null>((resolve) => {
    const child = spawn('docker', [...endpoint, 'load', '--quiet', '--input', file], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: host.env,
    });
    child.on('error', () => {
      resolve(127);
    });
    child.on('close', resolve);
  });
  if (code !== 0) {
    throw new RoyError(EXIT.unreachable, 'Движок не принял образы.', [
      'Проверьте, что он отвечает:',
      `docker ${[...endpoint, 'version'].join(' ')}`,
      'Учебных машин тоже нет; создать их: roy machine create',
    ]);
  }
  host.out('Образы загружены на движок. Если в кластере есть другие узлы, повторите для каждого:');
  host.out('  roy images load --host ssh://ПОЛЬЗОВАТЕЛЬ@УЗЕЛ');
  return EXIT.passed;
}
