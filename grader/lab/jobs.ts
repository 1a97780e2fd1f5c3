import type { TaskState } from '../cluster/snapshot.ts';
import { expectMode, expectNoError, lastWords, listed } from './expect.ts';
import { fail, StillConverging } from './outcome.ts';
import type { Service, Slot } from './swarm.ts';

/** Services whose tasks are to end. */

/** Codes: `not-a-job`; `mode-wrong` for a job of the other kind. */
export function expectJob(service: Service): void {
  const expected = 'replicated-job';
  const { name, mode } = service;
  if (mode === 'replicated' || mode === 'global')
    fail('not-a-job', { name, expected, actual: mode });
  expectMode(service, expected);
}

/** So many tasks are to complete. Code: `job-completions-wrong`. */
export function expectCompletions({ name, state }: Service, expected: number): void {
  const actual = state.Spec.Mode.ReplicatedJob?.TotalCompletions ?? 0;
  if (actual !== expected) fail('job-completions-wrong', { name, expected, actual });
}

/** So many tasks at a time. Code: `job-concurrency-wrong`. */
export function expectConcurrency({ name, state }: Service, expected: number): void {
  const actual = state.Spec.Mode.ReplicatedJob?.MaxConcurrent ?? 0;
  if (actual !== expected) fail('job-concurrency-wrong', { name, expected, actual });
}

/** Which run of the job it is; the first is 0. */
function iterationOf({ state }: Service): number {
  return state.JobStatus?.JobIteration.Index ?? 0;
}

/** The job was run again, and not made anew. Code: `job-not-repeated`. */
export function expectRepeated(service: Service): void {
  if (iterationOf(service) < 1) fail('job-not-repeated', { name: service.name });
}

/**
 * So many tasks of the job's latest run have completed; what an earlier run did is no answer.
 *
 * Codes: `job-task-failed`, `task-rejected`, `no-suitable-node`, `job-unfinished`; pending
 * while nothing of that shows and the last change is younger than the lab's `settle`.
 */
export function expectCompleted(service: Service, expected: number): void {
  const iteration = iterationOf(service);
  const isLatest = ({ JobIteration }: TaskState) => (JobIteration?.Index ?? 0) === iteration;
  const slots = service.slots
    .map((slot) => ({ slot, tasks: slot.tasks.filter(isLatest) }))
    .filter(({ tasks }) => tasks.length > 0);
  const open = slots.filter(({ tasks }) => !tasks.some(isComplete));
  const actual = slots.length - open.length;
  if (actual >= expected) return;

  for (const { slot, tasks } of open) expectHope(service, slot, tasks);
  const states = listed(
    open.map(({ slot, tasks }) => `${slot.name} — ${tasks.at(-1)?.Status.State ?? ''}`),
  );
  const { name } = service;
  if (service.sinceChange >= service.swarm.settle) {
    fail('job-unfinished', { name, expected, actual, states });
  }
  throw new StillConverging(
    `задание ${name} завершило ${actual} из ${expected}${states === '' ? '' : ` (${states})`}`,
  );
}

function isComplete({ Status }: TaskState): boolean {
  return Status.State === 'complete';
}

/** The place may yet see a task complete: none failed twice, and a failed one has a successor. */
function expectHope(service: Service, slot: Slot, tasks: readonly TaskState[]): void {
  const last = tasks.at(-1);
  if (last !== undefined) expectNoError(service, slot, last);
  const failed = tasks.filter(({ Status }) => Status.State === 'failed');
  const latest = failed.at(-1);
  if (latest === undefined) return;
  // The orchestrator dismisses a failed task and makes its successor in one step.
  const isGivenUp = latest === last && latest.DesiredState === 'shutdown';
  if (failed.length > 1 || isGivenUp) {
    fail('job-task-failed', { name: service.name, task: slot.name, error: lastWords(latest) });
  }
}
