import { createReadStream, existsSync } from 'node:fs';
import { chown, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../../cluster/journal.ts';
import { EXIT, RoyError } from '../../errors.ts';
import type { Host } from '../../host.ts';
import { engineRequest } from '../api.ts';
import type { PracticeNode } from '../sets.ts';
import { dockerArchitecture, dockerArchive, sha256, type Image } from './archive.ts';
import { busyboxFromDebian } from './debian.ts';
import { pullOfficial } from './registry.ts';
import { webImages } from './web.ts';

/** The course's images as one tar file, made once and kept in the user's cache. */

/** Where the file is kept; the name changes with what the images would contain. */
export function imagesFile(host: Pick<Host, 'env' | 'home'>): string {
  const cache = host.env['XDG_CACHE_HOME'] ?? path.join(host.home, '.cache');
  return path.join(cache, 'roy', `images-${recipeHash()}.tar`);
}

/** Of everything here that shapes the images, apart from busybox itself. */
function recipeHash(): string {
  const blank: Image = { tag: '', config: { Env: [], Cmd: [] }, layers: [] };
  const recipe = dockerArchive(webImages(blank));
  return sha256(`${dockerArchitecture()} ${sha256(recipe)}`).slice(0, 12);
}

/**
 * The file with the images; where there is none yet, makes it: from the official
 * busybox where a registry answers, else from Debian's package.
 *
 * @throws RoyError where neither can be had
 */
export async function ensureImages(host: Host): Promise<string> {
  const file = imagesFile(host);
  if (existsSync(file)) return file;
  host.err('Готовлю образы курса (один раз): спрашиваю реестр…');
  const official = await pullOfficial(host, 'busybox', 'latest');
  if (official) return keep(host, official);
  host.err('Реестр не отвечает: собираю образы из пакета Debian…');
  return buildImages(host);
}

/** Makes the file anew from Debian's package, without asking a registry. */
export async function buildImages(host: Host): Promise<string> {
  return keep(host, await busyboxFromDebian(host));
}

async function keep(host: Host, busybox: Image): Promise<string> {
  const file = imagesFile(host);
  await makeFolder(path.dirname(file), host);
  await writeOwnFile(host, file, dockerArchive([busybox, ...webImages(busybox)]));
  return file;
}

/** Writes a file whole or not at all, as the invoking user's, also under sudo. */
export async function writeOwnFile(host: Host, file: string, content: Buffer): Promise<void> {
  const draft = `${file}.${Date.now()}`;
  await writeFile(draft, content, { flag: 'wx', mode: 0o644 });
  await chown(draft, host.user.uid, host.user.gid);
  await rename(draft, file);
}

/**
 * Loads a tar of images into every node, all at once.
 *
 * @throws RoyError where a node does not answer or refuses the file
 */
export async function loadImages(file: string, nodes: readonly PracticeNode[]): Promise<void> {
  await Promise.all(nodes.map((node) => loadImage(file, node)));
}

async function loadImage(file: string, node: PracticeNode): Promise<void> {
  let reason: string;
  try {
    const answer = await engineRequest(node.socket, {
      method: 'POST',
      path: '/images/load?quiet=1',
      tar: createReadStream(file),
      timeout: 120_000,
    });
    // A refusal comes as a line of a 200 answer: the status is sent before the work.
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
    const [, refusal] = /"error":("(?:[^"\\]|\\.)*")/.exec(text) ?? [];
    if (refusal === undefined) return;
    reason = String(JSON.parse(refusal));
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  throw new RoyError(EXIT.unreachable, `Образы не загрузились на машину ${node.name}.`, [
    `Причина: ${reason.trim()}`,
    'Проверьте, что машины запущены, а файл создан командой roy images save:',
    'roy machine ls',
  ]);
}
