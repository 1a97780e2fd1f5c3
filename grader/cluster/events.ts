import type { IncomingMessage } from 'node:http';
import * as z from 'zod/mini';
import type { Engine } from './engine.ts';
import type { JournalEntry } from './snapshot.ts';
import { PROBE_PREFIX } from './probe-service.ts';

/** The engine's events since now. A manager does not see other nodes' container events. */
export interface EventStream {
  /** Resolves at the next event, or after so many milliseconds, whichever is first. */
  next(milliseconds: number): Promise<void>;
  /** The events since the last call, for the journal. */
  take(): readonly JournalEntry[];
  close(): void;
}

const text = z.optional(z.string());

const eventSchema = z.object({
  Type: text,
  Action: text,
  Actor: z.optional(
    z.object({ ID: text, Attributes: z.optional(z.record(z.string(), z.string())) }),
  ),
  /** Nanoseconds since the epoch. */
  timeNano: z.optional(z.number().check(z.minimum(0), z.maximum(1e19))),
});

type EngineEvent = z.output<typeof eventSchema>;

const TYPES = ['service', 'node', 'network', 'secret', 'config', 'container'];

/** Where an engine, or a proxy before it, gives none, there are none: polling goes on. */
export async function watchEvents(engine: Engine, signal: AbortSignal): Promise<EventStream> {
  const stream = await openStream(engine, signal);
  let seen: JournalEntry[] = [];
  let wake: () => void = () => undefined;
  let rest = '';
  const isOurs = ownEvents();

  stream?.setEncoding('utf8');
  stream?.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    const events = lines.flatMap(parseEvent).filter((event) => !isOurs(event));
    const entries = events.map(toEntry);
    if (entries.length === 0) return;
    seen.push(...entries);
    wake();
  });
  // Polling goes on without events; a lost stream only makes it slower.
  stream?.on('error', () => undefined);

  return {
    async next(milliseconds) {
      if (seen.length > 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', wake, { once: true });
      });
      signal.removeEventListener('abort', wake);
    },
    take() {
      const taken = seen;
      seen = [];
      return taken;
    },
    close() {
      stream?.destroy();
    },
  };
}

async function openStream(
  engine: Engine,
  signal: AbortSignal,
): Promise<IncomingMessage | undefined> {
  const filters = JSON.stringify({ type: TYPES });
  try {
    const stream = await engine.docker.getEvents({ filters, abortSignal: signal });
    return stream as unknown as IncomingMessage;
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  }
}

/** A line that is no event, from a proxy that says something of its own, is passed over. */
function parseEvent(line: string): EngineEvent[] {
  try {
    const { success, data } = eventSchema.safeParse(JSON.parse(line));
    return success ? [data] : [];
  } catch {
    return [];
  }
}

/**
 * Tells the events of the grader's own objects and of `exec`: nobody's doing but ours. A
 * network's event names the container that joins or leaves it by its ID alone, after the
 * container's own events have named it in full.
 */
function ownEvents(): (event: EngineEvent) => boolean {
  const containers = new Set<string>();
  return ({ Type, Action = '', Actor = {} }) => {
    const attributes = Actor.Attributes ?? {};
    const names = [attributes['name'], attributes['com.docker.swarm.service.name']];
    const isProbe = names.some((name) => name?.startsWith(PROBE_PREFIX));
    if (isProbe && Type === 'container') containers.add(Actor.ID ?? '');
    return isProbe || Action.startsWith('exec_') || containers.has(attributes['container'] ?? '');
  };
}

function toEntry({ Type, Action, Actor, timeNano }: EngineEvent): JournalEntry {
  const state = Actor?.Attributes?.['updatestate.new'];
  return {
    type: Type ?? '',
    action: Action ?? '',
    id: Actor?.ID ?? '',
    time: new Date((timeNano ?? 0) / 1e6).toISOString(),
    ...(state === undefined ? {} : { updateState: state }),
  };
}
