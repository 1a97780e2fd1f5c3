import {
  defineLab,
  expectHealthcheck,
  expectImage,
  expectLimits,
  expectLive,
  expectMode,
  expectImagePinned,
  expectReplicas,
  expectRevision,
  expectRollbackPolicy,
  expectSecret,
  expectUpdated,
} from '../../grader/lab/index.ts';

interface Params {
  name: string;
  newImage: string;
  replicas: number;
  label: string;
  secret: string;
  file: string;
  memory: string;
  cpus: number;
}

export default defineLab<Params>({
  exists({ swarm, params }) {
    swarm.service(params.name);
  },

  pinned({ swarm, params }) {
    expectImagePinned(swarm.service(params.name));
  },

  image({ swarm, params }) {
    expectImage(swarm.service(params.name), params.newImage);
  },

  live({ swarm, params }) {
    const service = swarm.service(params.name);
    expectMode(service, 'replicated');
    expectReplicas(service, params.replicas);
    expectLive(service, params.replicas);
  },

  revision({ swarm, params }) {
    expectRevision(swarm.service(params.name), params.label);
  },

  secret({ swarm, params }) {
    const { secret, file } = params;
    expectSecret(swarm.service(params.name), { secret, path: `/run/secrets/${file}` });
  },

  limits({ swarm, params }) {
    expectLimits(swarm.service(params.name), params);
  },

  health({ swarm, params }) {
    expectHealthcheck(swarm.service(params.name));
  },

  rollback({ swarm, params }) {
    expectRollbackPolicy(swarm.service(params.name));
  },

  updated({ swarm, params }) {
    expectUpdated(swarm.service(params.name));
  },
});
