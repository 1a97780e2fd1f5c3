import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { EXIT, RoyError } from '../../grader/errors.ts';
import { capture } from './processes.ts';

/** What a guest boots from: paths of files that are only ever read. */
export interface Image {
  readonly disk: string;
  readonly kernel: string;
  readonly initrd: string;
}

export interface ImageOptions {
  /** The script that builds the image; its text is the image's key in the cache. */
  readonly recipe: string;
  readonly cacheDir: string;
  readonly signal: AbortSignal;
  /** Told, in Russian, what is being done when it takes long. */
  progress(line: string): void;
}

/** Debian package → the program that we need of it. */
const TOOLS = {
  'qemu-system-x86': 'qemu-system-x86_64',
  debootstrap: 'debootstrap',
  'debian-archive-keyring': '/usr/share/keyrings/debian-archive-keyring.gpg',
  e2fsprogs: 'mke2fs',
  'openssh-client': 'ssh-keygen',
} as const;

/**
 * The image of the recipe: from the cache, or built there, which takes root's rights,
 * a Debian mirror and a minute or two. Throws a `RoyError` when it cannot be had.
 */
export async function ensureImage(options: ImageOptions): Promise<Image> {
  await installTools(options);
  const recipeHash = createHash('sha256').update(await readFile(options.recipe));
  const dir = join(options.cacheDir, recipeHash.digest('hex').slice(0, 16));
  if (!existsSync(dir)) {
    options.progress('Собираю образ виртуальной машины: это нужно один раз, минуты две…');
    await mkdir(options.cacheDir, { recursive: true });
    await asRoot(['sh', options.recipe, dir], options);
  }
  return {
    disk: join(dir, 'disk.ext4'),
    kernel: join(dir, 'vmlinuz'),
    initrd: join(dir, 'initrd'),
  };
}

async function installTools(options: ImageOptions): Promise<void> {
  const missing = Object.entries(TOOLS)
    .filter(([, tool]) => !isInstalled(tool))
    .map(([name]) => name);
  if (missing.length === 0) return;
  if (!isInstalled('apt-get')) {
    throw new RoyError(EXIT.broken, `Не хватает программ: ${missing.join(', ')}.`, [
      'Установите их. Сама проверка умеет это только в Debian и Ubuntu.',
    ]);
  }
  options.progress(`Устанавливаю пакеты: ${missing.join(', ')}…`);
  await asRoot(['apt-get', 'update', '--quiet'], options);
  await asRoot(['apt-get', 'install', '--yes', '--no-install-recommends', ...missing], options);
}

/** `tool`: the name of a program, or the path of a file. */
function isInstalled(tool: string): boolean {
  const dirs = (process.env['PATH'] ?? '').split(delimiter);
  // Root's programs, which an ordinary user's PATH may leave out, and absolute paths.
  return [...dirs, '/usr/sbin', '/sbin', '/'].some((dir) => existsSync(join(dir, tool)));
}

async function asRoot(command: readonly string[], options: ImageOptions): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !isInstalled('sudo')) {
    throw new RoyError(
      EXIT.broken,
      'Для этого шага нужны права root, а программы sudo здесь нет.',
      ['Запустите один раз от root: npm run test:dataplane'],
    );
  }
  const [program = '', ...args] = isRoot ? command : ['sudo', ...command];
  const { code, output } = await capture(program, args, {
    signal: options.signal,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (code !== 0) {
    throw new RoyError(EXIT.broken, `Команда не выполнена: ${command.join(' ')}`, [
      'Её последние слова:',
      ...output.trimEnd().split('\n').slice(-10),
    ]);
  }
}
