import type { ClusterSnapshot } from './cluster/snapshot.ts';

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
