import type { Engine } from './cluster/engine.ts';
import type { ClusterSnapshot } from './cluster/snapshot.ts';
import { EXIT, RoyError } from './errors.ts';

/**
 * The label of a manager node that says: this swarm belongs to the course. It permits the
 * commands that write. A node's label and not the swarm's own, because the docker CLI has
 * no way to set the latter.
 */
export const COURSE_LABEL = { name: 'roy.course', value: 'yes' } as const;

export function isCourseSwarm({ nodes }: Pick<ClusterSnapshot, 'nodes'>): boolean {
  return nodes.some(
    (node) => node.Spec.Role === 'manager' && COURSE_LABEL.name in node.Spec.Labels,
  );
}

/** @throws RoyError with code 2 where the swarm is not the course's: nothing is changed there. */
export function assertCourseSwarm(
  snapshot: Pick<ClusterSnapshot, 'nodes'>,
  { endpoint }: Pick<Engine, 'endpoint'>,
): void {
  if (isCourseSwarm(snapshot)) return;
  throw new RoyError(
    EXIT.usage,
    `Кластер не помечен как учебный (${endpoint.name}), поэтому «Рой» ничего в нём не меняет.`,
    [
      'Если это действительно ваш учебный кластер, пометьте его управляющий узел:',
      `  docker node update --label-add ${COURSE_LABEL.name}=${COURSE_LABEL.value} ИМЯ-УЗЛА`,
    ],
  );
}
