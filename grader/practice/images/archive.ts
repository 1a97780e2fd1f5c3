import { createHash } from 'node:crypto';
import { arch } from 'node:os';
import { FIXED_TIME, tar, type TarEntry } from './tar.ts';

/** What a container of an image runs with; the image configuration's own field names. */
export interface ImageConfig {
  readonly Env: readonly string[];
  readonly Cmd: readonly string[];
  readonly ExposedPorts?: Readonly<Record<string, object>>;
}

export interface Image {
  /** Repository and tag, for example `busybox:latest`. */
  readonly tag: string;
  readonly config: ImageConfig;
  /** Uncompressed tar files, the lowest first. */
  readonly layers: readonly Buffer[];
}

/** Processor names as Docker writes them. */
export function dockerArchitecture(): string {
  const names: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };
  return names[arch()] ?? arch();
}

export const sha256 = (data: Buffer | string): string =>
  createHash('sha256').update(data).digest('hex');

/**
 * Packs images as `docker save` does, a layer that several share once.
 * Format: https://github.com/moby/docker-image-spec/blob/main/spec.md
 */
export function dockerArchive(images: readonly Image[]): Buffer {
  const files = new Map<string, Buffer>();
  const manifest = images.map((image) => {
    const config = Buffer.from(JSON.stringify(imageConfiguration(image)));
    const configFile = `${sha256(config)}.json`;
    files.set(configFile, config);
    const layerFiles = image.layers.map((layer) => {
      const file = `${sha256(layer)}.tar`;
      files.set(file, layer);
      return file;
    });
    return { Config: configFile, RepoTags: [image.tag], Layers: layerFiles };
  });
  files.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
  return tar(
    [...files].map(([path, content]): TarEntry => ({ path, type: 'file', mode: 0o644, content })),
  );
}

function imageConfiguration(image: Image): object {
  const created = new Date(FIXED_TIME * 1000).toISOString();
  return {
    architecture: dockerArchitecture(),
    os: 'linux',
    created,
    config: image.config,
    rootfs: { type: 'layers', diff_ids: image.layers.map((layer) => `sha256:${sha256(layer)}`) },
    history: image.layers.map(() => ({ created })),
  };
}
