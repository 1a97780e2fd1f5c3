import type { ServiceState } from '../cluster/snapshot.ts';
import { CannotTell, fail, StillConverging } from './outcome.ts';
import type { Service } from './swarm.ts';

/** Health checks and restarts. */

/** How a service's health check is timed, in seconds. */
export interface HealthTimes {
  readonly interval: number;
  readonly timeout: number;
  readonly retries: number;
}

/** The engine's own: https://docs.docker.com/reference/dockerfile/#healthcheck */
const DEFAULTS: HealthTimes = { interval: 30, timeout: 30, retries: 3 };

const NANO = 1e9;

/** What is not set, or set to zero, has the engine's default. */
export function healthTimes({ Spec }: Pick<ServiceState, 'Spec'>): HealthTimes {
  const {
    Interval = 0,
    Timeout = 0,
    Retries = 0,
  } = Spec.TaskTemplate.ContainerSpec?.Healthcheck ?? {};
  return {
    interval: Interval === 0 ? DEFAULTS.interval : Interval / NANO,
    timeout: Timeout === 0 ? DEFAULTS.timeout : Timeout / NANO,
    retries: Retries === 0 ? DEFAULTS.retries : Retries,
  };
}

/** Seconds after which a hung application is found out at the latest. */
export function detectionTime(service: Pick<ServiceState, 'Spec'>): number {
  const { interval, timeout, retries } = healthTimes(service);
  return (interval + timeout) * retries;
}

/** A command that ends with 0 whatever the application does. */
const ALWAYS_TRUE = [/(^|\|\||;)\s*(\/bin\/)?(true|:|exit 0)\s*;?$/, /^echo\b[^|&;]*$/];

/**
 * The service asks its application whether it works. Whether the command is honest is
 * shown by a fault alone; here only what cannot fail is found.
 *
 * Codes: `health-missing`, `health-disabled`, `health-always-true`.
 */
export function expectHealthcheck({ name, state }: Service): void {
  const [kind, ...words] = state.Spec.TaskTemplate.ContainerSpec?.Healthcheck?.Test ?? [];
  if (kind === 'NONE') fail('health-disabled', { name });
  const command = words.join(' ').trim();
  if (command === '') fail('health-missing', { name });
  if (ALWAYS_TRUE.some((pattern) => pattern.test(command))) {
    fail('health-always-true', { name, actual: command.slice(0, 100) });
  }
}

/** A hung application is found out within so many seconds. Code: `health-slow`. */
export function expectDetection({ name, state }: Service, expected: number): void {
  const actual = detectionTime(state);
  if (actual > expected) fail('health-slow', { name, expected, actual, ...healthTimes(state) });
}

/** `delay` in seconds. Codes: `restart-condition-wrong`, `restart-delay-wrong`. */
export function expectRestartPolicy(
  { name, state }: Service,
  { condition, delay }: { readonly condition: string; readonly delay: number },
): void {
  // What is not set has the engine's default: https://docs.docker.com/reference/cli/docker/service/create/
  const { Condition = 'any', Delay = 5 * NANO } = state.Spec.TaskTemplate.RestartPolicy ?? {};
  if (Condition !== condition) {
    fail('restart-condition-wrong', { name, expected: condition, actual: Condition });
  }
  if (Delay !== delay * NANO) {
    fail('restart-delay-wrong', { name, expected: delay, actual: Delay / NANO });
  }
}

/**
 * The orchestrator has ended a task for its health check, and its slot has a live task made
 * later. Evidence: the task history, five tasks a slot.
 *
 * Code: `no-unhealthy-task`; skipped as `evidence-faded` where a slot's history is full and
 * the proof may have been pushed out.
 */
export function expectUnhealthyReplaced(service: Service): void {
  const limit = service.swarm.historyLimit;
  for (const slot of service.slots) {
    const ended = slot.tasks.findIndex(({ Status }) => Status.Err?.includes('unhealthy container'));
    if (ended === -1) continue;
    if (slot.tasks.slice(ended + 1).some((task) => service.isLive(task))) return;
    throw new StillConverging(`оркестратор заменит больную задачу ${slot.name}`);
  }
  if (service.slots.some(({ tasks }) => tasks.length >= limit)) {
    throw new CannotTell(
      'evidence-faded',
      `история задач сервиса ${service.name} заполнена: след больной задачи мог пропасть. Сломайте приложение в одном контейнере ещё раз`,
    );
  }
  fail('no-unhealthy-task', { name: service.name });
}
