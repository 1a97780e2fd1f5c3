import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { release } from 'node:os';
import { gunzipSync } from 'node:zlib';
import type { KernelFeature } from '../lab/case.ts';

/** Kernel options that stand for a feature: service addresses, encrypted overlays. */
const OPTIONS: Readonly<Record<KernelFeature, string>> = {
  ipvs: 'CONFIG_IP_VS',
  esp: 'CONFIG_INET_ESP',
};

/** What this machine's kernel can do, by its own build configuration. */
export function kernelFeatures(): ReadonlySet<KernelFeature> {
  const config = readConfig();
  const features = Object.keys(OPTIONS) as KernelFeature[];
  return new Set(
    features.filter((feature) => new RegExp(`^${OPTIONS[feature]}=[ym]$`, 'm').test(config)),
  );
}

function readConfig(): string {
  const file = `/boot/config-${release()}`;
  if (existsSync(file)) return readFileSync(file, 'utf8');
  if (!existsSync('/proc/config.gz')) execFileSync('modprobe', ['configs'], { stdio: 'ignore' });
  return gunzipSync(readFileSync('/proc/config.gz')).toString('utf8');
}
