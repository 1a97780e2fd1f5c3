import { gunzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import type { Host } from '../../host.ts';
import { dockerArchitecture, sha256, type Image, type ImageConfig } from './archive.ts';

/**
 * Pulling an image from a registry without an engine: practice machines have no way out
 * of their network, and the host's own engine may not run.
 * Protocol: https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */

const DOCKER_HUB = 'https://registry-1.docker.io';
/** A school without internet must not wait long for an answer that never comes. */
const FIRST_ANSWER_LIMIT = 5_000;
const DOWNLOAD_LIMIT = 60_000;

const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

const indexSchema = z.object({
  manifests: z.array(
    z.object({
      digest: z.string(),
      platform: z.object({ architecture: z.string(), os: z.string() }),
    }),
  ),
});
const manifestSchema = z.object({
  config: z.object({ digest: z.string() }),
  layers: z.array(z.object({ digest: z.string(), mediaType: z.string() })),
});
const configSchema = z.object({
  config: z.object({
    Env: z.optional(z.array(z.string())),
    Cmd: z.optional(z.nullable(z.array(z.string()))),
  }),
});

/**
 * Pulls an official image for this machine's processor.
 *
 * @param name without `library/`, for example `busybox`
 * @param host ROY_REGISTRY names another registry than Docker Hub, for example a mirror
 * @returns `undefined` where the registry does not answer or does not have the image
 */
export async function pullOfficial(
  host: Host,
  name: string,
  tag: string,
): Promise<Image | undefined> {
  const registry = host.env['ROY_REGISTRY'] ?? DOCKER_HUB;
  try {
    const repository = new Repository(`${registry}/v2/library/${name}`, host.signal);
    const manifest = await repository.manifest(tag);
    const { config } = configSchema.parse(parseJson(await repository.blob(manifest.config.digest)));
    const layers = await Promise.all(
      manifest.layers.map(async ({ digest, mediaType }) => {
        const blob = await repository.blob(digest);
        return mediaType.endsWith('gzip') ? gunzipSync(blob) : blob;
      }),
    );
    const settings: ImageConfig = { Env: config.Env ?? [], Cmd: config.Cmd ?? ['sh'] };
    return { tag: `${name}:${tag}`, config: settings, layers };
  } catch {
    host.signal.throwIfAborted();
    return undefined;
  }
}

const parseJson = (data: Buffer): unknown => JSON.parse(data.toString('utf8'));

class Repository {
  readonly #address: string;
  readonly #signal: AbortSignal;
  #token: string | undefined;

  constructor(address: string, signal: AbortSignal) {
    this.#address = address;
    this.#signal = signal;
  }

  /** The manifest for this processor, through an index where there is one. */
  async manifest(reference: string): Promise<z.output<typeof manifestSchema>> {
    const answer = parseJson(
      await this.#get(`manifests/${reference}`, FIRST_ANSWER_LIMIT, MANIFEST_TYPES),
    );
    const index = indexSchema.safeParse(answer);
    if (!index.success) return manifestSchema.parse(answer);
    const mine = index.data.manifests.find(
      ({ platform }) => platform.os === 'linux' && platform.architecture === dockerArchitecture(),
    );
    if (!mine) throw new Error(`no image for ${dockerArchitecture()}`);
    const manifest = await this.#get(`manifests/${mine.digest}`, DOWNLOAD_LIMIT, MANIFEST_TYPES);
    return manifestSchema.parse(parseJson(verified(manifest, mine.digest)));
  }

  async blob(digest: string): Promise<Buffer> {
    return verified(await this.#get(`blobs/${digest}`, DOWNLOAD_LIMIT), digest);
  }

  async #get(path: string, limit: number, accept = '*/*'): Promise<Buffer> {
    const url = `${this.#address}/${path}`;
    let response = await this.#fetch(url, limit, accept);
    if (response.status === 401 && this.#token === undefined) {
      this.#token = await this.#authorize(response.headers.get('www-authenticate') ?? '', limit);
      response = await this.#fetch(url, limit, accept);
    }
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  }

  #fetch(url: string, limit: number, accept: string): Promise<Response> {
    return fetch(url, {
      headers: {
        Accept: accept,
        ...(this.#token === undefined ? {} : { Authorization: `Bearer ${this.#token}` }),
      },
      signal: AbortSignal.any([this.#signal, AbortSignal.timeout(limit)]),
    });
  }

  /** Asks for the anonymous token that the registry's refusal describes. */
  async #authorize(challenge: string, limit: number): Promise<string> {
    const fields = new Map(
      [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
    );
    const url = new URL(fields.get('realm') ?? '');
    for (const key of ['service', 'scope']) {
      const value = fields.get(key);
      if (value !== undefined) url.searchParams.set(key, value);
    }
    const response = await this.#fetch(url.href, limit, 'application/json');
    return z.object({ token: z.string() }).parse(await response.json()).token;
  }
}

/** @throws Error where the data is not what its digest says */
function verified(data: Buffer, digest: string): Buffer {
  if (`sha256:${sha256(data)}` !== digest) throw new Error(`${digest} does not match its content`);
  return data;
}
