import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { release } from 'node:os';
import { gunzipSync } from 'node:zlib';
import type { KernelFeature } from './lab/case.ts';
import { tryRun, which } from './practice/run.ts';

/** `undefined`: could not be found out. */
type Support = boolean | undefined;

/** What the kernel under the engine can do. */
export interface KernelFacts {
  readonly vxlan: Support;
  readonly ipvs: Support;
  readonly esp: Support;
}

interface Feature {
  readonly module: string;
  readonly option: string;
}

const VXLAN: readonly Feature[] = [{ module: 'vxlan', option: 'CONFIG_VXLAN' }];
const IPVS: readonly Feature[] = [{ module: 'ip_vs', option: 'CONFIG_IP_VS' }];
const ESP: readonly Feature[] = [
  { module: 'esp4', option: 'CONFIG_INET_ESP' },
  { module: 'xfrm_user', option: 'CONFIG_XFRM_USER' },
];

/** Asks the running kernel; only meaningful where the engine uses the same one. */
export async function readKernel(): Promise<KernelFacts> {
  const config = await readConfig();
  const all = async (features: readonly Feature[]): Promise<Support> => {
    const support = await Promise.all(features.map((feature) => supports(feature, config)));
    if (support.includes(false)) return false;
    return support.includes(undefined) ? undefined : true;
  };
  const [vxlan, ipvs, esp] = await Promise.all([all(VXLAN), all(IPVS), all(ESP)]);
  return { vxlan, ipvs, esp };
}

async function supports({ module, option }: Feature, config: string | undefined): Promise<Support> {
  if (existsSync(`/sys/module/${module}`)) return true;
  const built = config === undefined ? undefined : optionIn(config, option);
  if (built === 'y') return true;
  // A module may be in the configuration and yet not on the disk.
  if (built === 'n' || which('modprobe') === undefined) return built === 'n' ? false : undefined;
  return (await tryRun('modprobe', ['--dry-run', '--quiet', module])).code === 0;
}

/** How an option stands in a kernel's configuration. */
export function optionIn(config: string, option: string): 'y' | 'm' | 'n' {
  const value = new RegExp(`^${option}=([ym])$`, 'm').exec(config)?.[1];
  return value === 'y' || value === 'm' ? value : 'n';
}

async function readConfig(): Promise<string | undefined> {
  try {
    return gunzipSync(await readFile('/proc/config.gz')).toString('utf8');
  } catch {
    return readFile(`/boot/config-${release()}`, 'utf8').catch(() => undefined);
  }
}

/** The features that behaviour needs and that this kernel certainly has. */
export async function kernelFeatures(): Promise<ReadonlySet<KernelFeature>> {
  const facts = await readKernel();
  return new Set((['ipvs', 'esp'] as const).filter((feature) => facts[feature] === true));
}
