import type Docker from 'dockerode';
import { PROBE_LABEL } from './allow-list.ts';
import type { ServiceState } from './snapshot.ts';

/** The grader's own short-lived services, which nobody grades and the next run removes. */

export const PROBE_PREFIX = 'roy-probe-';

/** Every node has it: all labs name it among their images. */
const IMAGE = 'busybox';

/** Milliseconds that a probe service may take from creation to its last line. */
export const SERVICE_DEADLINE = 40_000;
/**
 * Seconds that a probe service can live at most: it waits for its own start, then serves
 * another that does the same. What is older was left behind by a killed grader.
 */
export const LONGEST_LIFE = (3 * SERVICE_DEADLINE) / 1000;

type ContainerFiles = ServiceState['Spec']['TaskTemplate']['ContainerSpec'];

/** Where a service of the grader's own runs, and what it is given. */
export interface Place {
  /** Network ID. */
  readonly network?: string;
  /** Node ID. */
  readonly node?: string | undefined;
  /** Whose secrets and configs it gets. */
  readonly files?: ContainerFiles;
  /** What else it can read there. */
  readonly mount?: Docker.MountSettings;
}

/** @param run the label's value: which run it belongs to. */
export function probeService(name: string, run: string, command: string[], place: Place) {
  return {
    Name: `${PROBE_PREFIX}${name}`,
    Labels: { [PROBE_LABEL]: run },
    TaskTemplate: {
      ContainerSpec: {
        Image: IMAGE,
        Command: command,
        StopGracePeriod: 1e8,
        ...filesOf(place.files),
        ...(place.mount === undefined ? {} : { Mounts: [place.mount] }),
      },
      RestartPolicy: { Condition: 'none' as const },
      ...(place.network === undefined ? {} : { Networks: [{ Target: place.network }] }),
      ...(place.node === undefined
        ? {}
        : { Placement: { Constraints: [`node.id==${place.node}`] } }),
    },
  };
}

/** The references in the engine's own shape; a snapshot's are read-only. */
function filesOf(files: ContainerFiles) {
  const { Secrets, Configs } = structuredClone({
    Secrets: files?.Secrets ?? [],
    Configs: files?.Configs ?? [],
  });
  return { Secrets, Configs } as unknown as Pick<Docker.ContainerSpec, 'Secrets' | 'Configs'>;
}
