import type { ClusterSnapshot, ServiceState } from '../cluster/snapshot.ts';
import type { FileFinding } from './define.ts';
import { CannotTell, fail } from './outcome.ts';
import { markersIn } from './secret-marker.ts';
import type { Service, Swarm } from './swarm.ts';

const SECRETS_FOLDER = '/run/secrets/';

interface WantedSecret {
  readonly secret: string;
  /** Absolute path in the container. */
  readonly path: string;
  /** Octal, such as `0400`; absent where any will do. */
  readonly mode?: string;
}

/** A secret or config as a service gets it. */
interface Attached {
  readonly name: string;
  /** Absolute path in the container. */
  readonly path: string;
  readonly mode: number;
}

/**
 * The service gets the secret, with or without its stack's prefix, as that very file.
 *
 * Codes: `secret-not-attached`, `secret-target-wrong`, `secret-mode-wrong`.
 */
export function expectSecret(service: Service, { secret, path, mode }: WantedSecret): void {
  const attached = secretsOf(containerOf(service));
  const found = attached.find(({ name }) => service.isOwn(name, secret));
  if (found === undefined) {
    fail('secret-not-attached', { name: service.name, secret, actual: namesOf(attached) });
  }
  if (found.path !== path) {
    const paths = { expected: path, actual: found.path };
    fail('secret-target-wrong', { name: service.name, secret: found.name, ...paths });
  }
  if (mode !== undefined && found.mode !== parseInt(mode, 8)) {
    const modes = { expected: mode, actual: `0${found.mode.toString(8)}` };
    fail('secret-mode-wrong', { name: service.name, secret: found.name, ...modes });
  }
}

/** Code: `secret-still-attached`. */
export function expectSecretDetached(service: Service, secret: string): void {
  const found = secretsOf(containerOf(service)).find(({ name }) => service.isOwn(name, secret));
  if (found === undefined) return;
  fail('secret-still-attached', { name: service.name, secret: found.name, file: found.path });
}

/**
 * An earlier task of this very service had the secret in that file. Evidence: the task
 * history, five tasks a slot.
 *
 * Code: `secret-not-rotated`; skipped as `evidence-faded` where a slot's history is full.
 */
export function expectSecretBefore(service: Service, secret: string, path: string): void {
  const had = service.tasks.some(({ Spec }) =>
    secretsOf(Spec.ContainerSpec).some(
      (old) => old.path === path && service.isOwn(old.name, secret),
    ),
  );
  if (had) return;
  const limit = service.swarm.historyLimit;
  if (service.slots.some(({ tasks }) => tasks.length >= limit)) {
    throw new CannotTell(
      'evidence-faded',
      `история задач сервиса ${service.name} заполнена обновлениями: след секрета ${secret} мог пропасть. Смените секрет ещё раз, со старого на новый`,
    );
  }
  fail('secret-not-rotated', { name: service.name, secret });
}

/**
 * The service gets the config, with or without its stack's prefix, as that very file.
 *
 * Codes: `config-not-attached`, `config-target-wrong`.
 */
export function expectConfig(service: Service, config: string, path: string): void {
  const attached = configsOf(containerOf(service));
  const found = attached.find(({ name }) => service.isOwn(name, config));
  if (found === undefined) {
    fail('config-not-attached', { name: service.name, config, actual: namesOf(attached) });
  }
  if (found.path !== path) {
    const paths = { expected: path, actual: found.path };
    fail('config-target-wrong', { name: service.name, config: found.name, ...paths });
  }
}

/** What a `file` probe found is one of these. */
export function expectFile(
  service: Service,
  {
    code,
    path,
    found,
    allowed,
  }: {
    readonly code: 'secret-content-wrong' | 'config-content-wrong';
    readonly path: string;
    readonly found: string;
    readonly allowed: readonly FileFinding[];
  },
): void {
  if (allowed.some((finding) => finding === found)) return;
  fail(code, { name: service.name, file: path, found: found as FileFinding });
}

/**
 * None of the values stands anywhere in the open.
 *
 * Codes: `secret-in-env`, `secret-in-args`, `secret-in-health`, `secret-in-labels`,
 * `secret-in-config`.
 */
export function expectHidden({ snapshot }: Swarm, secrets: readonly string[]): void {
  const shows = (text: string) => markersIn(text).some((marker) => secrets.includes(marker));
  for (const { Spec } of snapshot.services) {
    const container = Spec.TaskTemplate.ContainerSpec;
    const variables = (container?.Env ?? []).filter(shows).map((entry) => entry.replace(/=.*/, ''));
    if (variables.length > 0) fail('secret-in-env', { name: Spec.Name, variables });
    const command = [...(container?.Command ?? []), ...(container?.Args ?? [])];
    if (command.some(shows)) fail('secret-in-args', { name: Spec.Name });
    const health = container?.Healthcheck?.Test ?? [];
    if (health.some(shows)) fail('secret-in-health', { name: Spec.Name });
  }
  for (const { kind, name, labels } of labelled(snapshot)) {
    const label = Object.entries(labels).find((pair) => pair.some(shows));
    if (label !== undefined) fail('secret-in-labels', { kind, name, label: label[0] });
  }
  const config = snapshot.configs.find(({ Spec }) => shows(Spec.Data));
  if (config !== undefined) fail('secret-in-config', { name: config.Spec.Name });
}

interface Labelled {
  /** As in `docker KIND inspect`. */
  readonly kind: 'service' | 'config' | 'secret' | 'node' | 'network';
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

function labelled(snapshot: ClusterSnapshot): readonly Labelled[] {
  const { services, configs, secrets, nodes, networks } = snapshot;
  return [
    ...services.flatMap(({ Spec }) =>
      [Spec.Labels, Spec.TaskTemplate.ContainerSpec?.Labels ?? {}].map((labels) => ({
        kind: 'service' as const,
        name: Spec.Name,
        labels,
      })),
    ),
    ...configs.map(({ Spec }) => ({
      kind: 'config' as const,
      name: Spec.Name,
      labels: Spec.Labels,
    })),
    ...secrets.map(({ Spec }) => ({
      kind: 'secret' as const,
      name: Spec.Name,
      labels: Spec.Labels,
    })),
    ...nodes.map(({ Spec, Description }) => ({
      kind: 'node' as const,
      name: Description.Hostname,
      labels: Spec.Labels,
    })),
    ...networks.map(({ Name, Labels }) => ({
      kind: 'network' as const,
      name: Name,
      labels: Labels,
    })),
  ];
}

type ContainerSpec = ServiceState['Spec']['TaskTemplate']['ContainerSpec'];

function containerOf(service: Service): ContainerSpec {
  return service.state.Spec.TaskTemplate.ContainerSpec;
}

function secretsOf(
  container: { readonly Secrets?: NonNullable<ContainerSpec>['Secrets'] | undefined } | undefined,
): readonly Attached[] {
  return (container?.Secrets ?? []).map(({ SecretName, File }) => ({
    name: SecretName ?? '',
    path: absolute(SECRETS_FOLDER, File?.Name),
    mode: File?.Mode ?? 0,
  }));
}

function configsOf(container: ContainerSpec): readonly Attached[] {
  return (container?.Configs ?? []).map(({ ConfigName, File }) => ({
    name: ConfigName ?? '',
    path: absolute('/', File?.Name),
    mode: File?.Mode ?? 0,
  }));
}

/** Where the engine puts a file that is not named in full. */
function absolute(folder: string, file = ''): string {
  return file.startsWith('/') ? file : folder + file;
}

function namesOf(attached: readonly Attached[]): string {
  return attached.map(({ name }) => name).join(', ');
}
