/** What the rest of the program needs to bring practice machines back to a known state. */
export { engineRequest } from './api.ts';
export { engineAnswers } from './engine.ts';
export { restartSet, startSet } from './lifecycle.ts';
export { readSet } from './sets.ts';
export { cleanNodes, initSwarm, leaveSwarm, removeVolumes } from './swarm.ts';
