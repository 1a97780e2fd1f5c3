import type { ServiceState } from '../cluster/snapshot.ts';

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
