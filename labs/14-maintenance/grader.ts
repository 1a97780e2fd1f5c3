import {
  defineLab,
  expectAllActive,
  expectDrained,
  expectOnEveryNode,
  expectForced,
  expectImage,
  expectLive,
  expectMode,
  expectReplaced,
  expectReplicas,
  expectRestarts,
} from '../../grader/lab/index.ts';

interface Params {
  name: string;
  image: string;
  replicas: number;
}

export default defineLab<Params>(
  {
    exists({ swarm, params }) {
      expectImage(swarm.service(params.name), params.image);
    },

    replicas({ swarm, params }) {
      const service = swarm.service(params.name);
      expectMode(service, 'replicated');
      expectReplicas(service, params.replicas);
    },

    live({ swarm, params }) {
      expectLive(swarm.service(params.name), params.replicas);
    },

    drained({ swarm, params }) {
      expectDrained(swarm.service(params.name));
    },

    returned({ swarm }) {
      expectAllActive(swarm);
    },

    rebalanced({ swarm, params }) {
      const service = swarm.service(params.name);
      expectForced(service);
      expectOnEveryNode(service);
    },

    recovers({ swarm, params, fault }) {
      const service = swarm.service(params.name);
      expectRestarts(service);
      expectReplaced(service, fault('recovers'));
    },
  },
  {},
  {
    recovers: ({ swarm, params }) => ({ kind: 'kill', service: swarm.service(params.name).id }),
  },
);
