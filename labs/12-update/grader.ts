import {
  defineLab,
  expectImage,
  expectLabel,
  expectLive,
  expectNoLabel,
  expectNotPublished,
  expectPort,
  expectReplicas,
  expectRollbackPolicy,
  expectRolledBack,
  expectSameService,
  expectUninterrupted,
  expectUpdateOrder,
} from '../../grader/lab/index.ts';

interface Params {
  name: string;
  replicas: number;
  badImage: string;
  newImage: string;
  publishedPort: number;
  targetPort: number;
  debugPort: number;
  label: string;
  labelValue: string;
  oldLabel: string;
}

export default defineLab<Params>(
  {
    same({ swarm, params, baseline }) {
      expectSameService(swarm.service(params.name), baseline());
    },

    policy({ swarm, params }) {
      const service = swarm.service(params.name);
      expectUpdateOrder(service, 'start-first');
      expectRollbackPolicy(service);
    },

    rollback({ swarm, params }) {
      expectRolledBack(swarm.service(params.name), params.badImage);
    },

    live({ swarm, params }) {
      const service = swarm.service(params.name);
      expectReplicas(service, params.replicas);
      expectLive(service, params.replicas);
    },

    image({ swarm, params }) {
      expectImage(swarm.service(params.name), params.newImage);
    },

    uninterrupted({ swarm, params, probe, note }) {
      const output = probe('uninterrupted');
      note(expectUninterrupted(swarm.service(params.name), params.newImage, output));
    },

    labels({ swarm, params }) {
      const service = swarm.service(params.name);
      expectLabel(service, params.label, params.labelValue);
      expectNoLabel(service, params.oldLabel);
    },

    ports({ swarm, params }) {
      const service = swarm.service(params.name);
      const { publishedPort: published, targetPort: target } = params;
      expectPort(service, { published, target, mode: 'ingress' });
      expectNotPublished(service, params.debugPort);
    },
  },
  {
    uninterrupted: ({ swarm, params: { name, publishedPort: published, targetPort: target } }) => ({
      ...{ kind: 'requests', service: swarm.service(name).id },
      ...{ published, target },
    }),
  },
);
