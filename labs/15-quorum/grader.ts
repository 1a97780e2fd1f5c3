import {
  defineLab,
  expectAutolock,
  expectManagers,
  expectManagersReachable,
  expectOddManagers,
  expectWorkerTokenRotated,
  expectWritesWithout,
  managerToCut,
} from '../../grader/lab/index.ts';

interface Params {
  managers: number;
}

export default defineLab<Params>(
  {
    managers({ swarm, params }) {
      expectManagers(swarm, params.managers);
    },

    odd({ swarm }) {
      expectOddManagers(swarm);
    },

    reachable({ swarm }) {
      expectManagersReachable(swarm);
    },

    token({ baseline }) {
      expectWorkerTokenRotated(baseline());
    },

    autolock({ swarm }) {
      expectAutolock(swarm);
    },

    survives({ fault }) {
      expectWritesWithout(fault('survives'));
    },
  },
  {},
  { survives: ({ swarm }) => ({ kind: 'cut', node: managerToCut(swarm)?.ID ?? '' }) },
);
