import type { IncomingMessage } from 'node:http';
import type { Engine } from './engine.ts';
import type { JournalEntry } from './snapshot.ts';
import { PROBE_PREFIX } from './probes.ts';

/** The engine's events since now. A manager does not see other nodes' container events. */
export interface EventStream {
  /** Resolves at the next event, or after so many milliseconds, whichever is first. */
  next(milliseconds: number): Promise<void>;
  /** The events since the last call, for the journal. */
  take(): readonly JournalEntry[];
  close(): void;
}

interface EngineEvent {
  readonly Type?: string;
  readonly Action?: string;
  readonly Actor?: { readonly ID?: string; readonly Attributes?: Readonly<Record<string, string>> };
  readonly timeNano?: number;
}

const TYPES = ['service', 'node', 'network', 'secret', 'config', 'container'];

export async function watchEvents(engine: Engine, signal: AbortSignal): Promise<EventStream> {
  const stream = (await engine.docker.getEvents({
    filters: JSON.stringify({ type: TYPES }),
    abortSignal: signal,
  })) as unknown as IncomingMessage;
  let seen: JournalEntry[] = [];
  let wake: () => void = () => undefined;
  let rest = '';

  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    const entries = lines.filter((line) => line.trim() !== '').flatMap(parseEvent);
    if (entries.length === 0) return;
    seen.push(...entries);
    wake();
  });
  // Polling goes on without events; a lost stream only makes it slower.
  stream.on('error', () => undefined);

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
      stream.destroy();
    },
  };
}

/** Events of the grader's own objects and of `exec` are nobody's doing but ours. */
function parseEvent(line: string): JournalEntry[] {
  const event = JSON.parse(line) as EngineEvent;
  const { Type: type = '', Action: action = '', Actor: actor = {} } = event;
  const attributes = actor.Attributes ?? {};
  const names = [attributes['name'], attributes['com.docker.swarm.service.name']];
  const own = names.some((name) => name?.startsWith(PROBE_PREFIX));
  if (own || action.startsWith('exec_')) return [];
  const state = attributes['updatestate.new'];
  return [
    {
      type,
      action,
      id: actor.ID ?? '',
      time: new Date((event.timeNano ?? 0) / 1e6).toISOString(),
      ...(state === undefined ? {} : { updateState: state }),
    },
  ];
}
