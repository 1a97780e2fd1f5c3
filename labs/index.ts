import type { Lab } from '../grader/lab/define.ts';

/** A lab in the course's order; its grader is read only when it is asked for. */
interface LabEntry {
  readonly name: string;
  readonly load: () => Promise<{ default: Lab }>;
}

export const labs: readonly LabEntry[] = [
  { name: '02-cluster', load: () => import('./02-cluster/grader.ts') },
  { name: '03-service', load: () => import('./03-service/grader.ts') },
  { name: '04-overlay', load: () => import('./04-overlay/grader.ts') },
  { name: '05-discovery', load: () => import('./05-discovery/grader.ts') },
  { name: '06-ingress', load: () => import('./06-ingress/grader.ts') },
  { name: '09-storage', load: () => import('./09-storage/grader.ts') },
  { name: '10-secrets', load: () => import('./10-secrets/grader.ts') },
  { name: '11-health', load: () => import('./11-health/grader.ts') },
  { name: '13-stack', load: () => import('./13-stack/grader.ts') },
  { name: '14-maintenance', load: () => import('./14-maintenance/grader.ts') },
  { name: '18-pipeline', load: () => import('./18-pipeline/grader.ts') },
];
