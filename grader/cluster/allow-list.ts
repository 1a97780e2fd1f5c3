/**
 * What the grader may ask of an engine. Everything else is refused before it is sent, so
 * that no defect of a check or of a collector can change or disturb somebody's swarm.
 */

/** The label by which the grader knows its own short-lived services; the value is the run's ID. */
export const PROBE_LABEL = 'roy.probe';

const NAME = '[A-Za-z0-9][\\w.-]*';

// Reads that neither change anything nor carry a file system or a key away: not
// /swarm/unlockkey, not .../attach, .../export, .../archive, /images/.../get.
const READS = [
  '_ping',
  'version',
  'info',
  'events',
  'system/df',
  'swarm',
  '(nodes|services|tasks|networks|secrets|configs|volumes)',
  `(nodes|services|tasks|networks|secrets|configs|volumes)/${NAME}`,
  `(services|tasks|containers)/${NAME}/logs`,
  'containers/json',
  `containers/${NAME}/(json|top|stats)`,
  `exec/${NAME}/json`,
  'images/json',
  `images/${NAME}([/:@]${NAME})*/json`,
];

const READ = new RegExp(`^/(${READS.join('|')})$`);
const EXEC_CREATE = new RegExp(`^/containers/(${NAME})/exec$`);
const EXEC_START = new RegExp(`^/exec/${NAME}/start$`);
const KILL = new RegExp(`^/containers/(${NAME})/kill\\?signal=SIG(KILL|STOP|CONT)$`);
const SERVICE = new RegExp(`^/services/(${NAME})$`);

/** A request as it would be sent; `path` may carry a query string. */
export interface EngineRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** What the transport does with a request. */
export type Ruling =
  | { readonly verdict: 'send' }
  /** Sent only if this service carries the probe label. */
  | { readonly verdict: 'send-if-probe'; readonly service: string }
  /** Sent only if this container is that of a task. */
  | { readonly verdict: 'send-if-task'; readonly container: string }
  | { readonly verdict: 'refuse' };

/** @param faults Whether containers of tasks may be killed, stopped and continued. */
export function rule(request: EngineRequest, faults = false): Ruling {
  const path = request.path.replace(/\?.*$/s, '');
  const allowed = { verdict: 'send' } as const;
  const refused = { verdict: 'refuse' } as const;
  switch (request.method) {
    case 'GET':
      return READ.test(path) ? allowed : refused;
    case 'POST': {
      const container = EXEC_CREATE.exec(path)?.[1];
      if (container !== undefined) {
        return isPrivileged(request.body) ? refused : { verdict: 'send-if-task', container };
      }
      const victim = faults ? KILL.exec(request.path)?.[1] : undefined;
      if (victim !== undefined) return { verdict: 'send-if-task', container: victim };
      if (EXEC_START.test(path)) return allowed;
      return path === '/services/create' &&
        hasProbeLabel(request.body) &&
        mountsToReadOnly(request.body)
        ? allowed
        : refused;
    }
    case 'DELETE': {
      const service = SERVICE.exec(path)?.[1];
      return service === undefined ? refused : { verdict: 'send-if-probe', service };
    }
    default:
      return refused;
  }
}

/** Does this service specification carry the probe label? */
export function hasProbeLabel(spec: unknown): boolean {
  const labels = (spec as { Labels?: Record<string, unknown> | null } | undefined)?.Labels;
  const run = labels?.[PROBE_LABEL];
  return typeof run === 'string' && run !== '';
}

/** A service of the grader's own looks at somebody's data and changes none. */
function mountsToReadOnly(spec: unknown): boolean {
  const { TaskTemplate } = spec as {
    TaskTemplate?: { ContainerSpec?: { Mounts?: readonly { ReadOnly?: unknown }[] | null } };
  };
  return (TaskTemplate?.ContainerSpec?.Mounts ?? []).every(({ ReadOnly }) => ReadOnly === true);
}

/** Is this container, as `inspect` shows it, one that the orchestrator has made? */
export function isTaskContainer(container: unknown): boolean {
  const { Config } = (container ?? {}) as { Config?: { Labels?: Record<string, unknown> | null } };
  const task = Config?.Labels?.['com.docker.swarm.task.id'];
  return typeof task === 'string' && task !== '';
}

function isPrivileged(exec: unknown): boolean {
  return (exec as { Privileged?: unknown } | undefined)?.Privileged === true;
}
