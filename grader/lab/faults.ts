import type { FaultResult } from '../cluster/snapshot.ts';
import { fail } from './outcome.ts';
import type { Service } from './swarm.ts';

/** What a fault must have shown; the results come from `fault` of the check's context. */

/**
 * The slot of the harmed task has a new one, which works.
 *
 * Codes: `health-blind` where the orchestrator went on taking the frozen task for a good
 * one, `task-not-replaced`.
 */
export function expectReplaced({ name }: Service, result: FaultResult): void {
  const { object: task, outcome, seconds, reason = '' } = result;
  if (outcome === 'unnoticed') fail('health-blind', { name, task, seconds });
  if (outcome === 'lasting') fail('task-not-replaced', { name, task, seconds, error: reason });
}

/** Killed containers come back: the condition is `any` or `on-failure`. Code: `restart-condition-wrong`. */
export function expectRestarts(service: Service): void {
  const actual = service.state.Spec.TaskTemplate.RestartPolicy?.Condition ?? 'any';
  if (actual === 'none') {
    const expected = 'any или on-failure';
    fail('restart-condition-wrong', { name: service.name, expected, actual });
  }
}
