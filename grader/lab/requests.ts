import type { ServiceState, TaskState } from '../cluster/snapshot.ts';
import { counted } from '../codes/entry.ts';
import { imageName } from './expect.ts';
import { fail, StillConverging } from './outcome.ts';
import type { Service } from './swarm.ts';

/** Requests to a service while it is updated: counted as they come, judged by a check. */

/** An update that was watched from its first moment on. */
export interface WatchedUpdate {
  /** `updating` until it is over, and a moment longer; `superseded` where another came before. */
  readonly state: string;
  /** What it updated to. */
  readonly image: string;
  readonly sent: number;
  readonly lost: number;
  /** The most tasks of other images and of this one that ran at one time, both together. */
  readonly old: number;
  readonly fresh: number;
}

/** Milliseconds after an update for which requests still count: some have not come back yet. */
const HOLD = 4_000;

const FINAL = ['completed', 'paused', 'rollback_completed', 'rollback_paused'];

/** Counts the requests of each update. Its text is what a `requests` probe prints. */
export class RequestTally {
  readonly #over: WatchedUpdate[] = [];
  #current: WatchedUpdate | undefined;
  /** When the current update was first seen to be over, and how it ended. */
  #end: { readonly since: number; readonly state: string } | undefined;
  /** The start of the last update that was seen; `undefined` before the first look. */
  #known: string | undefined;
  /** Since the last look. An update that has begun meanwhile may have lost them. */
  #recent = { sent: 0, lost: 0 };

  count(answered: boolean): void {
    this.#recent.sent += 1;
    this.#recent.lost += answered ? 0 : 1;
  }

  /** Takes notice of where the service stands; `now` by the manager's clock, in milliseconds. */
  look({ Spec, UpdateStatus }: ServiceState, tasks: readonly TaskState[], now: number): void {
    const { StartedAt: started = '', State: state = '' } = UpdateStatus ?? {};
    const { sent, lost } = this.#recent;
    this.#recent = { sent: 0, lost: 0 };
    const isNew = started !== '' && started !== this.#known;
    if (isNew && this.#known !== undefined) {
      if (this.#current !== undefined) this.#close(this.#end?.state ?? 'superseded');
      const image = imageName(Spec.TaskTemplate.ContainerSpec?.Image ?? '');
      this.#current = { state: 'updating', image, sent: 0, lost: 0, old: 0, fresh: 0 };
    }
    this.#known = started === '' ? (this.#known ?? '') : started;
    if (this.#current === undefined) return;

    const update = this.#current;
    const together = runningTogether(tasks, update.image);
    const most = together.old + together.fresh > update.old + update.fresh ? together : update;
    const { old, fresh } = most;
    this.#current = { ...update, old, fresh, sent: update.sent + sent, lost: update.lost + lost };
    if (FINAL.includes(state)) this.#end ??= { since: now, state };
    if (this.#end !== undefined && now - this.#end.since >= HOLD) this.#close(this.#end.state);
  }

  #close(state: string): void {
    if (this.#current !== undefined) this.#over.push({ ...this.#current, state });
    this.#current = undefined;
    this.#end = undefined;
  }

  toString(): string {
    const updates = this.#current === undefined ? this.#over : [...this.#over, this.#current];
    return updates
      .map(({ state, image, sent, lost, old, fresh }) =>
        [state, image, sent, lost, old, fresh].join(' '),
      )
      .join('\n');
  }
}

/** None where only one of the two images runs. */
function runningTogether(
  tasks: readonly TaskState[],
  image: string,
): { readonly old: number; readonly fresh: number } {
  const running = tasks.filter(({ Status }) => Status.State === 'running');
  const fresh = running.filter(
    ({ Spec }) => imageName(Spec.ContainerSpec?.Image ?? '') === image,
  ).length;
  const old = running.length - fresh;
  return old > 0 && fresh > 0 ? { old, fresh } : { old: 0, fresh: 0 };
}

/** What a `requests` probe printed: the updates it has seen, oldest first. */
export function readRequests(output: string): readonly WatchedUpdate[] {
  return output.split('\n').flatMap((line) => {
    const [state = '', image = '', ...counts] = line.split(' ');
    const [sent = NaN, lost = NaN, old = NaN, fresh = NaN] = counts.map(Number);
    return Number.isNaN(sent + lost + old + fresh)
      ? []
      : [{ state, image, sent, lost, old, fresh }];
  });
}

/**
 * An update to that image was watched from its beginning to its end, and no request went
 * unanswered. Returns what was seen.
 *
 * Codes: `update-not-watched`, `requests-lost`; pending while the update goes on.
 */
export function expectUninterrupted({ name }: Service, image: string, output: string): string {
  const expected = imageName(image);
  const updates = readRequests(output).filter((update) => update.image === expected);
  const whole = updates.findLast(
    ({ state, sent, lost }) => state === 'completed' && sent > 0 && lost === 0,
  );
  if (whole !== undefined) return seen(whole);
  const last = updates.at(-1);
  if (last?.state === 'updating') {
    throw new StillConverging(`сервис ${name} обновится до ${expected}`);
  }
  if (last === undefined || last.lost === 0) fail('update-not-watched', { name, expected });
  const { sent, lost, old, fresh } = last;
  return fail('requests-lost', { name, expected, sent, lost, old, fresh });
}

function seen({ sent, old, fresh }: WatchedUpdate): string {
  const requests = counted(sent, 'запрос', 'запроса', 'запросов');
  const together =
    old + fresh === 0 ? '' : `; одновременно работали прежние задачи (${old}) и новые (${fresh})`;
  return `отправлено ${requests}, без ответа — 0${together}`;
}
