import * as z from 'zod/mini';
import { markersIn } from '../lab/secret-marker.ts';

/**
 * What the grader knows of a swarm: one round of Engine API reads, frozen.
 *
 * The schemas below are at once the types, the allow-list (a field that is not named here
 * never enters a snapshot: no join token, no unlock key, no env value, no secret content)
 * and the check of a snapshot that comes from a file. Names are the Engine API's own;
 * shapes: https://docs.docker.com/reference/api/engine/version/v1.41/ and later.
 */

/** The engine writes `null` for an empty list; a check should not have to know. */
function list<T extends z.ZodMiniType>(item: T) {
  return z.pipe(
    z.transform((value: unknown) => (value ?? []) as z.input<T>[]),
    z.array(item),
  );
}

/** The engine writes `null` for an empty map. */
const labels = z.pipe(
  z.transform((value: unknown) => (value ?? {}) as Record<string, string>),
  z.record(z.string(), z.string()),
);

const text = z.optional(z.string());
/** RFC 3339. */
const time = z.string().check(z.refine((value) => !Number.isNaN(Date.parse(value))));
const count = z.optional(z.number());
const flag = z.optional(z.boolean());
const version = z.object({ Index: z.number() });

/**
 * Values are never kept: `NAME=value` is cut down to `NAME`, or to `NAME=` and the markers of
 * the declared secrets that stood in the value.
 */
const env = z.pipe(
  z.transform((value: unknown) =>
    Array.isArray(value) ? value.map(String).map(withoutValue) : (value ?? []),
  ),
  z.array(z.string()),
);

function withoutValue(entry: string): string {
  const [name = '', ...value] = entry.split('=');
  const markers = markersIn(value.join('=')).join('');
  return markers === '' ? name : `${name}=${markers}`;
}

const infoSchema = z.object({
  ID: text,
  Name: text,
  ServerVersion: z.string(),
  /** The manager's clock, RFC 3339; the age of a task is measured against it. */
  SystemTime: time,
  OperatingSystem: text,
  KernelVersion: text,
  NCPU: count,
  MemTotal: count,
  Driver: text,
  /** Newer engines only; the older know iptables alone. */
  FirewallBackend: z.optional(z.object({ Driver: text })),
  Swarm: z.object({
    NodeID: text,
    NodeAddr: text,
    LocalNodeState: text,
    ControlAvailable: flag,
    Error: text,
    Nodes: count,
    Managers: count,
  }),
});

const swarmSchema = z.object({
  ID: z.string(),
  Version: version,
  CreatedAt: time,
  UpdatedAt: z.optional(time),
  Spec: z.object({
    Name: text,
    Labels: labels,
    Orchestration: z.optional(z.object({ TaskHistoryRetentionLimit: count })),
    EncryptionConfig: z.optional(z.object({ AutoLockManagers: flag })),
  }),
});

const nodeSchema = z.object({
  ID: z.string(),
  Version: version,
  CreatedAt: z.optional(time),
  UpdatedAt: z.optional(time),
  Spec: z.object({ Labels: labels, Role: z.string(), Availability: z.string() }),
  Description: z.object({
    Hostname: z.string(),
    Platform: z.optional(z.object({ Architecture: text, OS: text })),
    Resources: z.optional(z.object({ NanoCPUs: count, MemoryBytes: count })),
    Engine: z.optional(z.object({ EngineVersion: text, Labels: labels })),
  }),
  Status: z.object({ State: z.string(), Message: text, Addr: text }),
  ManagerStatus: z.optional(z.object({ Leader: flag, Reachability: text, Addr: text })),
});

const portSchema = z.object({
  Protocol: text,
  TargetPort: count,
  PublishedPort: count,
  PublishMode: text,
});

const attachmentSchema = z.object({ Target: z.string(), Aliases: list(z.string()) });

const updateConfigSchema = z.object({
  Parallelism: count,
  /** Nanoseconds. */
  Delay: count,
  FailureAction: text,
  /** Nanoseconds. */
  Monitor: count,
  MaxFailureRatio: count,
  Order: text,
});

const fileReferenceSchema = z.optional(z.object({ Name: text, UID: text, GID: text, Mode: count }));

const secretReferencesSchema = list(
  z.object({ SecretID: text, SecretName: text, File: fileReferenceSchema }),
);

const containerSpecSchema = z.object({
  Image: z.string(),
  Labels: labels,
  Command: list(z.string()),
  Args: list(z.string()),
  Env: env,
  Init: z.nullish(z.boolean()),
  StopSignal: text,
  /** Nanoseconds. */
  StopGracePeriod: count,
  ReadOnly: flag,
  Healthcheck: z.optional(
    z.object({
      Test: list(z.string()),
      /** Nanoseconds, like the two below. */
      Interval: count,
      Timeout: count,
      StartPeriod: count,
      Retries: count,
    }),
  ),
  Mounts: list(
    z.object({
      Type: text,
      Source: text,
      Target: text,
      ReadOnly: flag,
      TmpfsOptions: z.optional(z.object({ SizeBytes: count })),
    }),
  ),
  Secrets: secretReferencesSchema,
  Configs: list(z.object({ ConfigID: text, ConfigName: text, File: fileReferenceSchema })),
});

const resourcesSchema = z.object({ NanoCPUs: count, MemoryBytes: count, Pids: count });

const serviceSchema = z.object({
  ID: z.string(),
  Version: version,
  CreatedAt: time,
  UpdatedAt: z.optional(time),
  Spec: z.object({
    Name: z.string(),
    Labels: labels,
    TaskTemplate: z.object({
      ContainerSpec: z.optional(containerSpecSchema),
      Resources: z.optional(
        z.object({
          Limits: z.optional(resourcesSchema),
          Reservations: z.optional(resourcesSchema),
        }),
      ),
      RestartPolicy: z.optional(
        z.object({ Condition: text, Delay: count, MaxAttempts: count, Window: count }),
      ),
      Placement: z.optional(
        z.object({
          Constraints: list(z.string()),
          Preferences: list(z.object({ Spread: z.optional(z.object({ SpreadDescriptor: text })) })),
          MaxReplicas: count,
        }),
      ),
      Networks: list(attachmentSchema),
      ForceUpdate: count,
      Runtime: text,
    }),
    Mode: z.object({
      Replicated: z.optional(z.object({ Replicas: count })),
      Global: z.optional(z.object({})),
      ReplicatedJob: z.optional(z.object({ MaxConcurrent: count, TotalCompletions: count })),
      GlobalJob: z.optional(z.object({})),
    }),
    UpdateConfig: z.optional(updateConfigSchema),
    RollbackConfig: z.optional(updateConfigSchema),
    /** Deprecated since API 1.44; older engines still fill it. */
    Networks: list(attachmentSchema),
    EndpointSpec: z.optional(z.object({ Mode: text, Ports: list(portSchema) })),
  }),
  Endpoint: z.optional(
    z.object({
      Ports: list(portSchema),
      VirtualIPs: list(z.object({ NetworkID: text, Addr: text })),
    }),
  ),
  UpdateStatus: z.optional(
    z.object({ State: text, StartedAt: text, CompletedAt: text, Message: text }),
  ),
  JobStatus: z.optional(
    z.object({ JobIteration: z.object({ Index: count }), LastExecution: text }),
  ),
});

const taskSchema = z.object({
  ID: z.string(),
  Version: version,
  CreatedAt: time,
  UpdatedAt: z.optional(time),
  Spec: z.object({
    ContainerSpec: z.optional(
      z.object({ Image: z.string(), Secrets: z.optional(secretReferencesSchema) }),
    ),
    ForceUpdate: count,
  }),
  ServiceID: text,
  Slot: count,
  NodeID: text,
  DesiredState: z.string(),
  Status: z.object({
    Timestamp: text,
    State: z.string(),
    Message: text,
    Err: text,
    ContainerStatus: z.optional(z.object({ ContainerID: text, PID: count, ExitCode: count })),
    PortStatus: z.optional(z.object({ Ports: list(portSchema) })),
  }),
  NetworksAttachments: list(
    z.object({
      Network: z.object({ ID: z.string() }),
      Addresses: list(z.string()),
    }),
  ),
  JobIteration: z.optional(z.object({ Index: count })),
});

const networkSchema = z.object({
  Name: z.string(),
  Id: z.string(),
  Created: z.optional(time),
  Scope: text,
  Driver: z.string(),
  Internal: flag,
  Attachable: flag,
  Ingress: flag,
  IPAM: z.optional(
    z.object({ Driver: text, Config: list(z.object({ Subnet: text, Gateway: text })) }),
  ),
  Options: labels,
  Labels: labels,
});

const secretSchema = z.object({
  ID: z.string(),
  Version: version,
  CreatedAt: time,
  Spec: z.object({ Name: z.string(), Labels: labels }),
});

const configSchema = z.object({
  ...secretSchema.shape,
  Spec: z.object({
    ...secretSchema.shape.Spec.shape,
    /** Of the content only the markers of declared secrets are kept. */
    Data: z.pipe(
      z.transform((value: unknown) => markersIn(typeof value === 'string' ? value : '').join('')),
      z.string(),
    ),
  }),
});

/** What the lab's own probe saw; `output` is what it printed, secrets replaced. */
const probeResultSchema = z.object({
  /**
   * `unavailable`: the probe could not be made; `reason` says why, in Russian. `unwatched`:
   * it goes on for as long as somebody watches, and nobody did.
   */
  status: z.enum(['answered', 'silent', 'unavailable', 'unwatched']),
  output: z.string(),
  reason: text,
  /**
   * Only for `silent`: did a probe of the grader's own, made the same way, work on this
   * swarm? If not, the nodes' kernel or network is the cause and not the learner's work.
   */
  controlWorked: flag,
});

/** What came of harm that the grader did on purpose. */
const faultResultSchema = z.object({
  /**
   * `recovered`: the swarm made up for it. `unnoticed`: the swarm saw nothing of it.
   * `lasting`: it saw it and did not make up for it in time. `unavailable`: it was not done.
   */
  outcome: z.enum(['recovered', 'unnoticed', 'lasting', 'unavailable']),
  /** The task (`web.3`) or the host name of the node. */
  object: z.string(),
  /** Seconds from the harm to the recovery, or for as long as that was waited for. */
  seconds: z.number(),
  /** Of `unavailable`: why, in Russian. Of `lasting`: what the engine said, if anything. */
  reason: text,
});

/** How the swarm was when `roy lab start` began a lab; it stands in a config of the swarm. */
const baselineSchema = z.object({
  /** RFC 3339, the manager's clock. */
  time,
  /** Swarm ID. */
  swarm: z.string(),
  /** Service IDs by name. */
  services: z.record(z.string(), z.string()),
  /** Node IDs by host name. */
  nodes: z.record(z.string(), z.string()),
  /** Whether the join tokens are still those of that time. */
  joinTokens: z.object({
    worker: z.enum(['same', 'changed']),
    manager: z.enum(['same', 'changed']),
  }),
});

/** Something that was seen happening: an engine event, or a milestone of an earlier check. */
const journalEntrySchema = z.object({
  /** Engine event type (`service`, `node`, `container`, …) or `milestone`. */
  type: z.string(),
  action: z.string(),
  /** Object ID; for a milestone `LAB/CHECK`. */
  id: z.string(),
  /** RFC 3339, the manager's clock. */
  time: z.string(),
  updateState: text,
});

/** What the engine that was asked has of its own, whatever swarm it is in. */
const engineSchema = z.object({
  images: list(z.object({ RepoTags: list(z.string()) })),
  containers: list(z.object({ Names: list(z.string()), Image: z.string(), State: z.string() })),
});

export const SNAPSHOT_FORMAT = 'roy-snapshot';
export const SNAPSHOT_VERSION = 1;

export const snapshotSchema = z.object({
  format: z.literal(SNAPSHOT_FORMAT),
  version: z.literal(SNAPSHOT_VERSION),
  /** The endpoint that was read, as a person would name it. */
  endpoint: z.string(),
  /** The engine's newest API version, for example `1.41`. */
  apiVersion: z.string(),
  info: infoSchema,
  /** Only where a lab of the scope `engine` asked for it. */
  engine: z.optional(engineSchema),
  /** Absent where no lab of the scope `swarm` asked for it; then the lists below are empty. */
  swarm: z.optional(swarmSchema),
  nodes: list(nodeSchema),
  services: list(serviceSchema),
  tasks: list(taskSchema),
  networks: list(networkSchema),
  secrets: list(secretSchema),
  configs: list(configSchema),
  /** By lab name; for labs that were begun with `roy lab start` and ask for one. */
  baselines: z._default(z.record(z.string(), baselineSchema), {}),
  /** By `LAB/PROBE`. */
  probes: z.record(z.string(), probeResultSchema),
  /** By `LAB/CHECK`. */
  faults: z._default(z.record(z.string(), faultResultSchema), {}),
  journal: list(journalEntrySchema),
  /** Whose variant it shows: by lab name, what stands for the params; see `Learner`. */
  learner: z.optional(z.object({ id: z.string(), variants: z.record(z.string(), z.string()) })),
});

type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

export type ClusterSnapshot = DeepReadonly<z.output<typeof snapshotSchema>>;
/** A snapshot that shows a swarm. */
export type SwarmSnapshot = ClusterSnapshot & {
  readonly swarm: NonNullable<ClusterSnapshot['swarm']>;
};
export type EngineState = NonNullable<ClusterSnapshot['engine']>;
export type NodeState = ClusterSnapshot['nodes'][number];
export type ServiceState = ClusterSnapshot['services'][number];
export type TaskState = ClusterSnapshot['tasks'][number];
export type NetworkState = ClusterSnapshot['networks'][number];
export type PortState = DeepReadonly<z.output<typeof portSchema>>;
export type ProbeResult = DeepReadonly<z.output<typeof probeResultSchema>>;
export type FaultResult = DeepReadonly<z.output<typeof faultResultSchema>>;
export type Baseline = DeepReadonly<z.output<typeof baselineSchema>>;
export type JournalEntry = DeepReadonly<z.output<typeof journalEntrySchema>>;

/** The swarm's ID; of an engine that was looked at alone its own. */
export function identityOf({ swarm, info }: ClusterSnapshot): string {
  return swarm?.ID ?? info.ID ?? '';
}

/** Freezes a snapshot through and through: a check cannot change what the next one reads. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
