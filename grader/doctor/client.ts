import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { tryRun, which } from '../practice/run.ts';
import type { Finding } from './finding.ts';

/** A docker command line program. */
export interface DockerClient {
  readonly path: string;
  /** Such as `20.10.24`; `?` where it does not say. */
  readonly version: string;
}

/** Every docker program in PATH, the one that is run first; links to one program count once. */
export async function readClients(searchPath: string): Promise<DockerClient[]> {
  const programs = new Map<string, string>();
  for (const folder of searchPath.split(':')) {
    if (folder === '' || which('docker', folder) === undefined) continue;
    const path = join(folder, 'docker');
    const program = realpathSync(path);
    if (!programs.has(program)) programs.set(program, path);
  }
  return Promise.all(
    [...programs.values()].map(async (path) => {
      const answer = await tryRun(path, ['--version']).catch(() => undefined);
      return { path, version: /version ([\d.]+)/.exec(answer?.stdout ?? '')?.[1] ?? '?' };
    }),
  );
}

/** Which docker the learner's commands will reach. */
export function examineClients([first, ...hidden]: readonly DockerClient[]): Finding {
  const about = {
    id: 'client',
    title: 'Команда docker',
    meaning:
      'Уроки написаны для команды docker из Debian (20.10): она не знает docker compose. ' +
      'У более новых чуть иной вывод, а лабораторные те же.',
  };
  if (first === undefined) {
    return {
      ...about,
      status: 'bad',
      found: 'не найдена',
      fix: ['Поставьте её:', '  sudo apt-get install docker.io'],
    };
  }
  const found = `${first.path}, версия ${first.version}`;
  const [other] = hidden;
  if (other === undefined) return { ...about, status: 'ok', found, fix: [] };
  return {
    ...about,
    status: 'warn',
    found: `${found}; она заслоняет ${hidden
      .map(({ path, version }) => `${path}, версия ${version}`)
      .join(' и ')}`,
    fix: [
      'Это не мешает. В roy machine ssh первой стоит команда из Debian; вызвать её по имени:',
      `  ${other.path} version`,
    ],
  };
}
