import {
  defineLab,
  expectNodesBack,
  expectReplicas,
  expectRestored,
  expectRunning,
  expectServiceRestored,
  expectSameSwarm,
} from '../../grader/lab/index.ts';

interface Params {
  name: string;
  replicas: number;
}

export default defineLab<Params>({
  cluster({ swarm, baseline }) {
    expectSameSwarm(swarm, baseline());
  },

  exists({ swarm, params }) {
    swarm.service(params.name);
  },

  same({ swarm, params, baseline }) {
    expectServiceRestored(swarm.service(params.name), baseline());
  },

  restored({ swarm, params }) {
    expectRestored(swarm.service(params.name));
  },

  nodes({ swarm, baseline }) {
    expectNodesBack(swarm, baseline());
  },

  live({ swarm, params }) {
    const service = swarm.service(params.name);
    expectReplicas(service, params.replicas);
    expectRunning(service, params.replicas);
  },
});
