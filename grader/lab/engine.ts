import { imageName } from './expect.ts';
import { fail } from './outcome.ts';
import type { Swarm } from './swarm.ts';

/** The engine that was asked, whatever swarm it is in; for labs of the scope `engine`. */

const engineName = ({ snapshot: { info, endpoint } }: Swarm) => info.Name ?? endpoint;

/** The engine is of that version, `20.10`, or newer. Code: `engine-old`. */
export function expectVersion({ snapshot }: Swarm, expected: string): void {
  const actual = snapshot.info.ServerVersion;
  const [major = 0, minor = 0] = actual.split('.').map((part) => Number.parseInt(part, 10));
  const [wantedMajor = 0, wantedMinor = 0] = expected.split('.').map(Number);
  const isOld = major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
  // What calls itself by no number is no engine that we know.
  if (isOld || Number.isNaN(major)) fail('engine-old', { expected, actual });
}

/** An engine that does not say knows iptables alone. Code: `firewall-unsupported`. */
export function expectFirewall({ snapshot }: Swarm): void {
  const actual = snapshot.info.FirewallBackend?.Driver ?? 'iptables';
  // `iptables+firewalld` is iptables as well.
  if (!actual.startsWith('iptables'))
    fail('firewall-unsupported', { expected: 'iptables', actual });
}

/** Outside any swarm, or a manager. Codes: `engine-is-worker`, `swarm-unavailable`. */
export function expectFreeOrManager(swarm: Swarm): void {
  const { LocalNodeState: actual = '', ControlAvailable } = swarm.snapshot.info.Swarm;
  const name = engineName(swarm);
  if (actual === 'inactive') return;
  if (actual !== 'active') fail('swarm-unavailable', { name, actual });
  if (ControlAvailable !== true) fail('engine-is-worker', { name });
}

/** Code: `classic-swarm-container`. */
export function expectNoClassicSwarm({ engine }: Swarm): void {
  const classic = engine.containers.find(({ Image }) =>
    /^(dockerswarm\/)?swarm:/.test(imageName(Image)),
  );
  if (classic === undefined) return;
  fail('classic-swarm-container', { name: nameOf(classic), actual: imageName(classic.Image) });
}

/** Code: `course-images-missing`. */
export function expectImages(swarm: Swarm, expected: readonly string[]): void {
  const tags = swarm.engine.images.flatMap(({ RepoTags }) => RepoTags);
  const present = new Set(tags.map(imageName));
  const missing = expected.filter((image) => !present.has(imageName(image)));
  if (missing.length > 0) fail('course-images-missing', { name: engineName(swarm), missing });
}

/** A container of that name has ended and is still there. Codes: `container-missing`, `container-not-ended`. */
export function expectEnded({ engine }: Swarm, name: string): void {
  const container = engine.containers.find((other) => nameOf(other) === name);
  if (container === undefined) fail('container-missing', { name });
  if (container.State !== 'exited') fail('container-not-ended', { name, actual: container.State });
}

/** The engine writes a container's own name as `/solo`, and those by links as `/other/solo`. */
function nameOf({ Names }: { readonly Names: readonly string[] }): string {
  const own = Names.find((name) => name.lastIndexOf('/') === 0) ?? Names[0] ?? '';
  return own.replace(/^\//, '');
}
