import {
  defineLab,
  expectDetection,
  expectHealthcheck,
  expectImage,
  expectLimits,
  expectLive,
  expectMode,
  expectReplaced,
  expectReplicas,
  expectReservation,
  expectRestartPolicy,
  expectRestarts,
  expectUnhealthyReplaced,
} from '../../grader/lab/index.ts';

interface Params {
  name: string;
  image: string;
  replicas: number;
  notice: number;
  memory: string;
  cpus: number;
  reserved: string;
  delay: number;
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

    test({ swarm, params }) {
      expectHealthcheck(swarm.service(params.name));
    },

    timing({ swarm, params }) {
      expectDetection(swarm.service(params.name), params.notice);
    },

    live({ swarm, params }) {
      expectLive(swarm.service(params.name), params.replicas);
    },

    limits({ swarm, params }) {
      expectLimits(swarm.service(params.name), params);
    },

    reservation({ swarm, params }) {
      expectReservation(swarm.service(params.name), params.reserved);
    },

    restart({ swarm, params }) {
      const { delay } = params;
      expectRestartPolicy(swarm.service(params.name), { condition: 'on-failure', delay });
    },

    replaced({ swarm, params }) {
      expectUnhealthyReplaced(swarm.service(params.name));
    },

    notices({ swarm, params, fault }) {
      const service = swarm.service(params.name);
      expectRestarts(service);
      expectReplaced(service, fault('notices'));
    },
  },
  {},
  {
    notices: ({ swarm, params }) => ({ kind: 'freeze', service: swarm.service(params.name).id }),
  },
);
