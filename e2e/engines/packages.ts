import { copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { EXIT, RoyError } from '../../grader/errors.ts';
import { run, tryRun, which } from '../../grader/practice/run.ts';
import type { LongRun } from '../support/long-run.ts';

/** An engine's programs, unpacked beside the system's own and never installed over them. */
export interface EngineBinaries {
  /** Upstream's number, such as `28.5.2`. */
  readonly version: string;
  /** The folder for ROY_ENGINE_PATH. */
  readonly folder: string;
}

/** Debian's keys sign every suite; this package has them in all of them. */
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * Debian package → what is taken of it. `runc` stays the system's: a newer one wants a newer
 * C library. So does `docker-init`, the same 0.19.0 in every suite.
 */
const PROGRAMS = {
  'docker.io': ['usr/sbin/dockerd', 'usr/sbin/docker-proxy'],
  containerd: ['usr/bin/containerd', 'usr/bin/containerd-shim-runc-v2'],
} as const;

/**
 * The engine of a Debian suite, as its packages have it now: from the cache, or downloaded
 * into it with an apt of its own, which leaves the system's settings and lists alone.
 *
 * @throws RoyError where there is no Debian mirror or it does not have the packages
 */
export async function engineFromDebian(suite: string, task: LongRun): Promise<EngineBinaries> {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'roy/engines');
  const apt = await privateApt(suite, join(cache, `apt-${suite}`), task.signal);
  // What is cached, lists and programs, will do where the mirror cannot be reached.
  await tryRun('apt-get', [...apt, 'update'], { signal: task.signal });
  const packages = Object.keys(PROGRAMS);
  const shown = await tryRun('apt-cache', [...apt, 'show', 'docker.io'], { signal: task.signal });
  const release = /^Version: (.+)$/m.exec(shown.stdout)?.[1];
  if (release === undefined) {
    throw new RoyError(EXIT.broken, `Пакетов Docker из Debian ${suite} нет.`, [
      'Проверьте, отвечает ли зеркало Debian: sudo apt-get update',
    ]);
  }
  const engine = {
    version: /\d+(\.\d+)+/.exec(release)?.[0] ?? release,
    folder: join(cache, `${suite}-${release.replaceAll(/[^\w.+-]/g, '_')}`),
  };
  if (which('dockerd', engine.folder) !== undefined) return engine;
  task.progress(`Скачиваю пакеты Debian ${suite}: ${packages.join(', ')} (около 50 МБ)…`);
  const work = await mkdtemp(join(cache, 'new-'));
  try {
    await run('apt-get', [...apt, '--quiet', 'download', ...packages], {
      cwd: work,
      signal: task.signal,
    });
    await unpack(work, engine.folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return engine;
}

/** Options that make apt know one suite and nothing else, and keep it all in one folder. */
async function privateApt(suite: string, folder: string, signal: AbortSignal): Promise<string[]> {
  await mkdir(join(folder, 'lists/partial'), { recursive: true });
  await mkdir(join(folder, 'cache/archives/partial'), { recursive: true });
  const sources = join(folder, 'sources.list');
  const mirror = await debianMirror(signal);
  await writeFile(sources, `deb [signed-by=${KEYRING}] ${mirror} ${suite} main\n`);
  return [
    `Dir::Etc::SourceList=${sources}`,
    'Dir::Etc::SourceParts=/dev/null',
    'Dir::Etc::Preferences=/dev/null',
    'Dir::Etc::PreferencesParts=/dev/null',
    `Dir::State::Lists=${join(folder, 'lists')}`,
    // What is installed here must not pass for what the suite has.
    'Dir::State::Status=/dev/null',
    `Dir::Cache=${join(folder, 'cache')}`,
    'Acquire::Languages=none',
    'APT::Default-Release=',
    // apt's own user cannot read a cache in somebody's home.
    'APT::Sandbox::User=root',
  ].flatMap((setting) => ['-o', setting]);
}

/** The mirror that this machine uses for Debian, of whatever release: it carries all of them. */
async function debianMirror(signal: AbortSignal): Promise<string> {
  const format = '$(ORIGIN) $(LABEL) $(REPO_URI)';
  const targets =
    which('apt-get') === undefined
      ? ''
      : await run('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'], {
          signal,
        });
  const mirror = /^Debian Debian (\S+)$/m.exec(targets)?.[1];
  if (mirror !== undefined) return mirror;
  throw new RoyError(EXIT.usage, 'Движки разных версий берутся из пакетов Debian.', [
    'Запустите эту проверку в Debian, один раз выполнив sudo apt-get update.',
  ]);
}

/** Unpacks the programs aside and puts the folder in place whole. */
async function unpack(work: string, folder: string): Promise<void> {
  const root = join(work, 'root');
  const programs = join(work, 'programs');
  await mkdir(programs);
  for (const file of (await readdir(work)).filter((name) => name.endsWith('.deb'))) {
    await run('dpkg-deb', ['--extract', join(work, file), root]);
  }
  for (const program of Object.values(PROGRAMS).flat()) {
    await copyFile(join(root, program), join(programs, basename(program)));
  }
  await rm(folder, { recursive: true, force: true });
  await rename(programs, folder);
}
