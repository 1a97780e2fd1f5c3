import type { TaskState } from '../cluster/snapshot.ts';
import type { FileFinding, FileProbe } from './define.ts';
import { fail } from './outcome.ts';
import { parseTime, type Service } from './swarm.ts';

/** Data that outlive the task that wrote them. */

interface KeptFile {
  /** Absolute path in the container. */
  readonly path: string;
  readonly line: string;
}

/** Asks whether the file holds the line, and was written before the task that runs now. */
export function keptFile(service: Service, { path, line }: KeptFile): FileProbe {
  const writtenBefore = endOfLast(service);
  return {
    kind: 'file',
    service: service.id,
    path,
    content: line,
    ...(writtenBefore === undefined ? {} : { writtenBefore }),
  };
}

/** What `keptFile` found. Codes: `data-lost`, `data-late`. */
export function expectKept(service: Service, { path, line }: KeptFile, finding: string): void {
  const { name } = service;
  const found = finding as FileFinding;
  if (found === 'late') fail('data-late', { name, path, node: nodeOf(service) });
  if (found === 'different' || found === 'missing') {
    fail('data-lost', { name, path, line, found, node: nodeOf(service) });
  }
}

function nodeOf(service: Service): string {
  return service.swarm.nodeName(youngest(service)?.NodeID ?? '');
}

function youngest({ liveTasks }: Service): TaskState | undefined {
  return liveTasks.reduce<TaskState | undefined>(
    (a, b) => (a !== undefined && parseTime(a.CreatedAt) > parseTime(b.CreatedAt) ? a : b),
    undefined,
  );
}

/**
 * When the task before the one that runs now ended, by the clock of their node: a moment that
 * the container of now has not seen. Where that one ran elsewhere, or went on beside it for
 * a while, the moment at which the task of now was running.
 */
function endOfLast(service: Service): string | undefined {
  const task = youngest(service);
  const started = task?.Status.Timestamp;
  if (task === undefined || started === undefined) return undefined;
  const slot = service.slots.find(({ tasks }) => tasks.includes(task));
  const ends = (slot?.tasks ?? []).flatMap(({ ID, NodeID, Status: { State, Timestamp } }) =>
    ID !== task.ID &&
    NodeID === task.NodeID &&
    ENDED.has(State) &&
    Timestamp !== undefined &&
    parseTime(Timestamp) <= parseTime(started)
      ? [Timestamp]
      : [],
  );
  return ends.sort((a, b) => parseTime(a) - parseTime(b)).at(-1) ?? started;
}

const ENDED: ReadonlySet<string> = new Set(['complete', 'failed', 'shutdown']);
