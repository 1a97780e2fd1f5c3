import { backupCodes } from './codes/backup.ts';
import { clusterCodes } from './codes/cluster.ts';
import { discoveryCodes } from './codes/discovery.ts';
import { engineCodes } from './codes/engine.ts';
import { healthCodes } from './codes/health.ts';
import { maintenanceCodes } from './codes/maintenance.ts';
import { jobsCodes } from './codes/jobs.ts';
import { networkCodes } from './codes/network.ts';
import { placementCodes } from './codes/placement.ts';
import { portsCodes } from './codes/ports.ts';
import { releaseCodes } from './codes/release.ts';
import { quorumCodes } from './codes/quorum.ts';
import { secretsCodes } from './codes/secrets.ts';
import { serviceCodes } from './codes/service.ts';
import { stackCodes } from './codes/stack.ts';
import { storageCodes } from './codes/storage.ts';
import { troubleshootingCodes } from './codes/troubleshooting.ts';
import { updateCodes } from './codes/update.ts';

/**
 * The failure codes: one entry says everything about one kind of failure. The report, the
 * error dictionary and the texts a learner reads all come from here.
 *
 * A code is public: it stands in saved reports and in lab.yml files, so it is never
 * renamed and never used for something else.
 */
export const codes = {
  ...engineCodes,
  ...clusterCodes,
  ...serviceCodes,
  ...networkCodes,
  ...discoveryCodes,
  ...portsCodes,
  ...placementCodes,
  ...jobsCodes,
  ...secretsCodes,
  ...healthCodes,
  ...updateCodes,
  ...stackCodes,
  ...storageCodes,
  ...maintenanceCodes,
  ...releaseCodes,
  ...troubleshootingCodes,
  ...quorumCodes,
  ...backupCodes,
} as const;

export type Code = keyof typeof codes;

/** The facts that the message of a code is made of. */
export type FactsOf<C extends Code> = Parameters<(typeof codes)[C]['message']>[0];
