import {
  defineLab,
  expectHealed,
  expectImage,
  expectLive,
  expectMode,
  expectReplaced,
  expectReplicas,
  expectRestarts,
  expectSpread,
} from '../../grader/lab/index.ts';

interface Params {
  name: string;
  image: string;
  replicas: number;
  nodes: number;
}

export default defineLab<Params>(
  {
    exists({ swarm, params }) {
      swarm.service(params.name);
    },

    image({ swarm, params }) {
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

    spread({ swarm, params }) {
      expectSpread(swarm.service(params.name), params.nodes);
    },

    healed({ swarm, params }) {
      expectHealed(swarm.service(params.name));
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
