import { createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import type { Baseline, SwarmSnapshot } from './snapshot.ts';

/**
 * A baseline is what `roy lab start` notes of the swarm when a lab begins. It stands in the
 * swarm itself, as a config: so it goes where the swarm goes, and is lost with it.
 */

/** The label of such a config; the value is the lab's name. */
export const BASELINE_LABEL = 'roy.baseline';

const VERSION = 1;

const ids = z.record(z.string(), z.string());

/** The content of the config. Join tokens are salted hashes, and stay in the swarm as well. */
const noteSchema = z.object({
  version: z.literal(VERSION),
  /** RFC 3339, the manager's clock. */
  time: z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)))),
  swarm: z.string(),
  services: ids,
  nodes: ids,
  joinTokens: z.object({ salt: z.string(), worker: z.string(), manager: z.string() }),
});

type Note = z.output<typeof noteSchema>;

const tokensSchema = z.object({
  JoinTokens: z.object({ Worker: z.string(), Manager: z.string() }),
});

const configsSchema = z.array(
  z.object({
    Spec: z.object({
      Labels: z.nullish(z.record(z.string(), z.string())),
      Data: z.optional(z.string()),
    }),
  }),
);

/** The content of a baseline's config: the swarm as it is now. `swarm`: the answer of `GET /swarm`. */
export function noteBaseline(snapshot: SwarmSnapshot, swarm: unknown): string {
  const { info, services, nodes } = snapshot;
  const note: Note = {
    version: VERSION,
    time: info.SystemTime,
    swarm: snapshot.swarm.ID,
    services: Object.fromEntries(services.map(({ ID, Spec }) => [Spec.Name, ID])),
    nodes: Object.fromEntries(nodes.map(({ ID, Description }) => [Description.Hostname, ID])),
    joinTokens: hashTokens(swarm, randomBytes(16).toString('hex')),
  };
  return JSON.stringify(note);
}

/**
 * The baselines among a swarm's configs, by lab name. Tokens are compared here, where they
 * may be known, and only what came of it goes further.
 *
 * @param configs the answer of `GET /configs`.
 * @param swarm the answer of `GET /swarm`.
 */
export function readBaselines(configs: unknown, swarm: unknown): Record<string, Baseline> {
  const listed = configsSchema.safeParse(configs);
  const found: Record<string, Baseline> = {};
  for (const { Spec } of listed.data ?? []) {
    const lab = Spec.Labels?.[BASELINE_LABEL];
    const note = lab === undefined ? undefined : readNote(Spec.Data ?? '');
    if (lab === undefined || note === undefined) continue;
    const { joinTokens, time, services, nodes } = note;
    const now = hashTokens(swarm, joinTokens.salt);
    const compare = (role: 'worker' | 'manager') =>
      now[role] === joinTokens[role] ? 'same' : 'changed';
    found[lab] = {
      time,
      swarm: note.swarm,
      services,
      nodes,
      joinTokens: { worker: compare('worker'), manager: compare('manager') },
    };
  }
  return found;
}

/** What somebody else wrote under that label is no baseline. */
function readNote(data: string): Note | undefined {
  try {
    return noteSchema.parse(JSON.parse(Buffer.from(data, 'base64').toString()));
  } catch {
    return undefined;
  }
}

function hashTokens(swarm: unknown, salt: string): Note['joinTokens'] {
  const { JoinTokens } = tokensSchema.parse(swarm);
  const hash = (token: string) => createHmac('sha256', salt).update(token).digest('hex');
  return { salt, worker: hash(JoinTokens.Worker), manager: hash(JoinTokens.Manager) };
}
