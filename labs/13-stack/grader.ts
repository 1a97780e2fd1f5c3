import {
  defineLab,
  expectAttached,
  expectImage,
  expectImageBefore,
  expectInStack,
  expectLive,
  expectMode,
  expectPruned,
  expectReplicas,
  expectStack,
  expectStackNetwork,
} from '../../grader/lab/index.ts';

interface Params {
  stack: string;
  front: string;
  replicas: number;
  api: string;
  cache: string;
  network: string;
  oldImage: string;
  newImage: string;
}

export default defineLab<Params>({
  stack({ swarm, params }) {
    expectStack(swarm, params.stack);
  },

  services({ swarm, params }) {
    expectInStack(swarm, params.stack, params.front);
    expectInStack(swarm, params.stack, params.api);
  },

  network({ swarm, params }) {
    const network = expectStackNetwork(swarm, params.stack, params.network);
    expectAttached(expectInStack(swarm, params.stack, params.front), network);
    expectAttached(expectInStack(swarm, params.stack, params.api), network);
  },

  image({ swarm, params }) {
    expectImage(expectInStack(swarm, params.stack, params.front), params.newImage);
  },

  live({ swarm, params }) {
    const front = expectInStack(swarm, params.stack, params.front);
    expectMode(front, 'replicated');
    expectReplicas(front, params.replicas);
    expectLive(front, params.replicas);
  },

  pruned({ swarm, params }) {
    expectPruned(swarm, params.stack, params.cache);
  },

  changed({ swarm, params }) {
    expectImageBefore(expectInStack(swarm, params.stack, params.front), params.oldImage);
  },
});
