/**
 * Practice machines for the rest of the program. A command that only reads which sets
 * exist imports `sets.ts` alone: it is the cheap part.
 */
export { listSets, readSet, type PracticeNode, type PracticeSet } from './sets.ts';
export { createSet, removeSet, resetSet, startSet, stopSet } from './lifecycle.ts';
export { cleanNodes, initSwarm, leaveSwarm, resetSwarm } from './swarm.ts';
export { enginePid, nodePids } from './engine.ts';
export { engineRequest, EngineError } from './api.ts';
