/** All that a lab author imports. */
export {
  defineLab,
  type Check,
  type CheckContext,
  type Fault,
  type Probe,
  type ProbeContext,
} from './define.ts';
export { fail, CannotTell, StillConverging } from './outcome.ts';
export { Service, Swarm } from './swarm.ts';
export {
  expectHealed,
  expectImage,
  expectLive,
  expectMode,
  expectReplicas,
  expectSpread,
  imageName,
} from './expect.ts';
export {
  addressOn,
  expectAttachable,
  expectAttached,
  expectEncrypted,
  expectNetwork,
  expectOnNetwork,
  expectOverlay,
  expectSubnet,
} from './network.ts';
export {
  expectAlias,
  expectEndpointMode,
  expectResolves,
  lookupScript,
  readLookups,
  taskAddresses,
  virtualAddress,
} from './discovery.ts';
export { ASK, askTasks, expectTasksAnswer, readAsked, readHttp, type Answer } from './answers.ts';
export { failOnceSettled } from './settled.ts';
export { expectNotPublished, expectPort } from './ports.ts';
export { expectLabel, expectNoLabel } from './labels.ts';
export {
  expectConfig,
  expectFile,
  expectHidden,
  expectSecret,
  expectSecretBefore,
  expectSecretDetached,
} from './secrets.ts';
export { expectImageBefore, expectRolledBack, expectUpdateOrder } from './update.ts';
export { expectUninterrupted } from './requests.ts';
export { expectInStack, expectPruned, expectStack, expectStackNetwork } from './stack.ts';
export {
  expectImagePinned,
  expectRevision,
  expectRollbackPolicy,
  expectUpdated,
} from './release.ts';
export { expectReplaced, expectRestarts } from './faults.ts';
export {
  expectDetection,
  expectHealthcheck,
  expectRestartPolicy,
  expectUnhealthyReplaced,
} from './health.ts';
export { expectLimits, expectReservation } from './resources.ts';
export { expectReadOnlyBind, expectTmpfs, expectVolume } from './mounts.ts';
export { expectPinned } from './pinned.ts';
export { expectKept, keptFile } from './kept-data.ts';
export { expectAllActive, expectDrained, expectForced, expectOnEveryNode } from './maintenance.ts';
export { expectSameService, expectWorks } from './works.ts';
export {
  expectApart,
  expectConfigFile,
  expectHostPort,
  expectOffManagers,
  expectStopFirst,
  expectTogether,
} from './mending.ts';
export {
  expectAutolock,
  expectManagers,
  expectManagersReachable,
  expectOddManagers,
  expectWorkerTokenRotated,
  expectWritesWithout,
  managerToCut,
} from './quorum.ts';
export {
  expectNodesBack,
  expectRestored,
  expectRunning,
  expectSameSwarm,
  expectServiceRestored,
} from './backup.ts';
export {
  expectBalanced,
  expectConstraint,
  expectLabelled,
  expectMaxPerNode,
  expectPreference,
} from './placement.ts';
export {
  expectCompleted,
  expectCompletions,
  expectConcurrency,
  expectJob,
  expectRepeated,
} from './jobs.ts';
export {
  expectEnded,
  expectFirewall,
  expectFreeOrManager,
  expectImages,
  expectNoClassicSwarm,
  expectVersion,
} from './engine.ts';
