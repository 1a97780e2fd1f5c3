import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { EXIT, RoyError } from '../errors.ts';
import type { Host } from '../host.ts';

/**
 * Docker contexts, read as the docker CLI keeps them:
 * https://docs.docker.com/engine/manage-resources/contexts/
 */

/** What a context says about its engine. */
export interface DockerContext {
  readonly name: string;
  /** The engine's address, in Docker's notation. */
  readonly host: string;
  readonly skipTlsVerify: boolean;
  /** PEM files; absent where the context has no TLS material. */
  readonly tls?: { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
}

/** An environment variable; an empty one counts as none, as it does for docker. */
export function setting(host: Pick<Host, 'env'>, name: string): string | undefined {
  const value = host.env[name];
  return value === '' ? undefined : value;
}

/** `$DOCKER_CONFIG`, or ~/.docker. */
export function dockerConfigDirectory(host: Pick<Host, 'env' | 'home'>): string {
  return setting(host, 'DOCKER_CONFIG') ?? join(host.home, '.docker');
}

/**
 * The context that `docker context use` has chosen; `undefined` for the default one.
 *
 * @throws RoyError with code 2 for a config.json that is no JSON.
 */
export async function currentContext(
  host: Pick<Host, 'env' | 'home'>,
): Promise<string | undefined> {
  const file = join(dockerConfigDirectory(host), 'config.json');
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  const { currentContext: name } = parseJson(text.toString(), file) as { currentContext?: unknown };
  return typeof name === 'string' && name !== '' && name !== 'default' ? name : undefined;
}

/**
 * Reads a context by its name.
 *
 * @throws RoyError with code 2: unknown (the nearest is suggested), unreadable, or without
 *   a Docker engine.
 */
export async function readContext(
  host: Pick<Host, 'env' | 'home'>,
  name: string,
): Promise<DockerContext> {
  const contexts = join(dockerConfigDirectory(host), 'contexts');
  const id = createHash('sha256').update(name).digest('hex');
  const file = join(contexts, 'meta', id, 'meta.json');
  const text = await readIfThere(file);
  if (text === undefined) throw unknownContext(name, await contextNames(join(contexts, 'meta')));
  const endpoint = (parseJson(text.toString(), file) as ContextFile).Endpoints?.docker;
  if (typeof endpoint?.Host !== 'string' || endpoint.Host === '') {
    throw new RoyError(EXIT.usage, `В контексте «${name}» нет адреса движка Docker.`, [
      'Посмотрите, что в нём записано:',
      `  docker context inspect ${name}`,
    ]);
  }
  const tls = await readTls(join(contexts, 'tls', id, 'docker'));
  return {
    name,
    host: endpoint.Host,
    skipTlsVerify: endpoint.SkipTLSVerify === true,
    ...(tls === undefined ? {} : { tls }),
  };
}

interface ContextFile {
  readonly Name?: unknown;
  readonly Endpoints?: {
    readonly docker?: { readonly Host?: unknown; readonly SkipTLSVerify?: unknown };
  };
}

async function readTls(directory: string): Promise<DockerContext['tls']> {
  const [ca, cert, key] = await Promise.all(
    ['ca.pem', 'cert.pem', 'key.pem'].map((file) => readIfThere(join(directory, file))),
  );
  if (ca === undefined && cert === undefined && key === undefined) return undefined;
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

/** All readable contexts; a damaged one is not worth an error of its own here. */
async function contextNames(meta: string): Promise<string[]> {
  const folders = await readdir(meta).catch(() => []);
  const names = await Promise.all(
    folders.map(async (folder) => {
      try {
        const text = await readFile(join(meta, folder, 'meta.json'), 'utf8');
        const { Name: name } = JSON.parse(text) as ContextFile;
        return typeof name === 'string' ? name : '';
      } catch {
        return '';
      }
    }),
  );
  return names.filter((name) => name !== '').sort();
}

function unknownContext(name: string, known: readonly string[]): RoyError {
  return new RoyError(EXIT.usage, `Контекста Docker «${name}» нет.`, [
    ...(known.length === 0 ? [] : [`Возможно, вы имели в виду: --context ${closest(name, known)}`]),
    'Все контексты:',
    '  docker context ls',
  ]);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text) ?? {};
  } catch (error) {
    throw new RoyError(
      EXIT.usage,
      `Файл ${file} не разобрать: в нём испорчен JSON.`,
      'Исправьте его, или укажите движок сами ключом --host.',
      { cause: error },
    );
  }
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new RoyError(
      EXIT.usage,
      `Файл ${file} не прочитать (${code ?? String(error)}).`,
      'Проверьте права на него, или укажите движок сами ключом --host.',
      { cause: error },
    );
  }
}
