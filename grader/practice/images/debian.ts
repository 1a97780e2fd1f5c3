import { chown, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EXIT, RoyError } from '../../errors.ts';
import type { Host } from '../../host.ts';
import { run, tryRun, which } from '../run.ts';
import type { Image } from './archive.ts';
import { tar, type TarEntry } from './tar.ts';

const PATH_VARIABLE = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const FOLDERS = ['bin', 'dev', 'etc', 'home', 'proc', 'sbin', 'sys', 'usr', 'usr/bin', 'usr/sbin'];

/**
 * `busybox:latest` from Debian's `busybox-static` package: one program that needs no
 * library, and a link to it for each of its commands. Needs no root.
 *
 * @throws RoyError where there is no apt, or apt cannot fetch the package
 */
export async function busyboxFromDebian(host: Host): Promise<Image> {
  if (which('apt-get') === undefined || which('dpkg-deb') === undefined) {
    throw new RoyError(
      EXIT.usage,
      'Собрать образы не из чего: ни один реестр не отвечает, а apt-get и dpkg-deb здесь нет.',
      [
        'Соберите образы на машине с Debian или Ubuntu и перенесите файл сюда:',
        'roy images save образы.tar',
        'roy images load образы.tar',
      ],
    );
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'roy-images-'));
  try {
    const user = { uid: host.user.uid, gid: host.user.gid };
    await chown(folder, user.uid, user.gid);
    const program = await fetchProgram(host, folder);
    const commands = await run(program, ['--list-full']);
    return {
      tag: 'busybox:latest',
      config: { Env: [PATH_VARIABLE], Cmd: ['sh'] },
      layers: [rootFileSystem(await readFile(program), commands.trim().split('\n'))],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Downloads and unpacks the package as the invoking user; gives the program's path. */
async function fetchProgram(host: Host, folder: string): Promise<string> {
  const options = {
    cwd: folder,
    signal: host.signal,
    ...(host.user.isRoot ? { user: { uid: host.user.uid, gid: host.user.gid } } : {}),
  };
  const download = () => tryRun('apt-get', ['--quiet', 'download', 'busybox-static'], options);
  let result = await download();
  if (result.code !== 0 && host.user.isRoot) {
    // A fresh machine has no package lists yet.
    await tryRun('apt-get', ['--quiet', 'update'], { signal: host.signal });
    result = await download();
  }
  const file = (await readdir(folder)).find((name) => name.endsWith('.deb'));
  if (result.code !== 0 || file === undefined) {
    throw new RoyError(
      EXIT.usage,
      'Пакет busybox-static, из которого собираются образы, не скачался.',
      [
        result.stderr.trim().split('\n').at(-1) ?? '',
        'Обновите списки пакетов и повторите:',
        'sudo apt-get update',
        'roy images build',
      ],
    );
  }
  await run('dpkg-deb', ['--extract', file, 'root'], options);
  const places = ['bin/busybox', 'usr/bin/busybox'].map((name) => path.join(folder, 'root', name));
  const found = await Promise.all(places.map(async (place) => (await tryRead(place)) && place));
  const program = found.find((place) => place !== undefined);
  if (program === undefined) throw new Error(`no busybox in ${file}`);
  return program;
}

const tryRead = (file: string): Promise<Buffer | undefined> =>
  readFile(file).catch(() => undefined);

function rootFileSystem(program: Buffer, commands: readonly string[]): Buffer {
  const text = { type: 'file', mode: 0o644 } as const;
  return tar([
    ...FOLDERS.map((path): TarEntry => ({ path, type: 'folder', mode: 0o755 })),
    { path: 'root', type: 'folder', mode: 0o700 },
    { path: 'tmp', type: 'folder', mode: 0o1777 },
    { path: 'bin/busybox', type: 'file', mode: 0o755, content: program },
    ...commands
      .filter((path) => path !== 'bin/busybox' && path.includes('/'))
      .sort()
      .map((path): TarEntry => ({ path, type: 'link', mode: 0o777, target: '/bin/busybox' })),
    {
      path: 'etc/passwd',
      ...text,
      content: [
        'root:x:0:0:root:/root:/bin/sh',
        'www-data:x:33:33:www-data:/var/www:/bin/false',
        'nobody:x:65534:65534:nobody:/home:/bin/false',
        '',
      ].join('\n'),
    },
    {
      path: 'etc/group',
      ...text,
      content: ['root:x:0:', 'www-data:x:33:', 'nogroup:x:65534:', ''].join('\n'),
    },
    { path: 'etc/nsswitch.conf', ...text, content: 'hosts: files dns\n' },
  ]);
}
