import type { Lab } from '../grader/lab/define.ts';

/** A lab in the course's order; its grader is read only when it is asked for. */
interface LabEntry {
  readonly name: string;
  readonly load: () => Promise<{ default: Lab }>;
}

export const labs: readonly LabEntry[] = [
  { name: '01-preflight', load: () => import('./01-preflight/grader.ts') },
  { name: '02-cluster', load: () => import('./02-cluster/grader.ts') },
  { name: '03-service', load: () => import('./03-service/grader.ts') },
  { name: '04-overlay', load: () => import('./04-overlay/grader.ts') },
  { name: '05-discovery', load: () => import('./05-discovery/grader.ts') },
  { name: '06-ingress', load: () => import('./06-ingress/grader.ts') },
  { name: '07-placement', load: () => import('./07-placement/grader.ts') },
  { name: '08-jobs', load: () => import('./08-jobs/grader.ts') },
  { name: '09-storage', load: () => import('./09-storage/grader.ts') },
  { name: '10-secrets', load: () => import('./10-secrets/grader.ts') },
  { name: '11-health', load: () => import('./11-health/grader.ts') },
  { name: '12-update', load: () => import('./12-update/grader.ts') },
  { name: '13-stack', load: () => import('./13-stack/grader.ts') },
  { name: '14-maintenance', load: () => import('./14-maintenance/grader.ts') },
  { name: '15-quorum', load: () => import('./15-quorum/grader.ts') },
  { name: '16-backup', load: () => import('./16-backup/grader.ts') },
  {
    name: '17-01-impossible-constraint',
    load: () => import('./17-01-impossible-constraint/grader.ts'),
  },
  { name: '17-02-large-reservation', load: () => import('./17-02-large-reservation/grader.ts') },
  { name: '17-03-wrong-tag', load: () => import('./17-03-wrong-tag/grader.ts') },
  { name: '17-04-overlapping-subnet', load: () => import('./17-04-overlapping-subnet/grader.ts') },
  { name: '17-05-command-exits', load: () => import('./17-05-command-exits/grader.ts') },
  { name: '17-06-killed-by-health', load: () => import('./17-06-killed-by-health/grader.ts') },
  { name: '17-07-immutable-config', load: () => import('./17-07-immutable-config/grader.ts') },
  { name: '17-08-host-port', load: () => import('./17-08-host-port/grader.ts') },
  { name: '17-09-not-rebalanced', load: () => import('./17-09-not-rebalanced/grader.ts') },
  { name: '17-10-two-networks', load: () => import('./17-10-two-networks/grader.ts') },
  { name: '18-pipeline', load: () => import('./18-pipeline/grader.ts') },
];
