import type { ServiceState } from '../cluster/snapshot.ts';
import { fail } from './outcome.ts';
import { bytesOf, sizeOf } from './resources.ts';
import type { Service } from './swarm.ts';

/** Where a service keeps its data: folders of the node, volumes, memory. */

type Mount = NonNullable<ServiceState['Spec']['TaskTemplate']['ContainerSpec']>['Mounts'][number];

/**
 * A file or folder of the node at that very path of the container, only to be read.
 *
 * Codes: `mount-missing`, `mount-type-wrong`, `mount-source-wrong`, `mount-writable`.
 */
export function expectReadOnlyBind(
  service: Service,
  { source, target }: { readonly source: string; readonly target: string },
): void {
  const { name } = service;
  const mount = mountAt(service, target, 'bind');
  const actual = bare(mount.Source);
  if (actual !== bare(source)) {
    fail('mount-source-wrong', { name, target, expected: source, actual });
  }
  if (mount.ReadOnly !== true) fail('mount-writable', { name, target, source });
}

/**
 * A volume of that name, with or without the stack's prefix, at that path.
 *
 * Codes: `mount-missing`, `mount-type-wrong`, `volume-anonymous`, `mount-source-wrong`.
 */
export function expectVolume(
  service: Service,
  { volume, target }: { readonly volume: string; readonly target: string },
): void {
  const { name } = service;
  const { Source: actual = '' } = mountAt(service, target, 'volume');
  if (actual === '') fail('volume-anonymous', { name, target, volume });
  if (!service.isOwn(actual, volume)) {
    fail('mount-source-wrong', { name, target, expected: volume, actual });
  }
}

/**
 * Memory of that size, such as `16M`, at that path.
 *
 * Codes: `mount-missing`, `mount-type-wrong`, `tmpfs-size-wrong`.
 */
export function expectTmpfs(
  service: Service,
  { target, size }: { readonly target: string; readonly size: string },
): void {
  const bytes = mountAt(service, target, 'tmpfs').TmpfsOptions?.SizeBytes ?? 0;
  if (bytes !== bytesOf(size)) {
    const sizes = { expected: size, actual: sizeOf(bytes) };
    fail('tmpfs-size-wrong', { name: service.name, target, ...sizes });
  }
}

function mountAt(service: Service, target: string, type: 'bind' | 'volume' | 'tmpfs'): Mount {
  const { name, state } = service;
  const mounts = state.Spec.TaskTemplate.ContainerSpec?.Mounts ?? [];
  const found = mounts.find(({ Target }) => bare(Target) === bare(target));
  if (found === undefined) {
    const others = mounts.map(({ Type = '', Target = '' }) => `${Type} ${Target}`);
    fail('mount-missing', { name, target, others });
  }
  // The engine takes a mount without a type for a volume.
  const actual = found.Type ?? 'volume';
  if (actual !== type) fail('mount-type-wrong', { name, target, expected: type, actual });
  return found;
}

/** A path however it was written: with or without a slash at its end. */
function bare(path = ''): string {
  return path.replace(/(.)\/+$/, '$1');
}
