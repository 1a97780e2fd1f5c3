import { defineLab, expectReplicas } from '../../grader/lab/index.ts';

interface Params {
  name: string;
  replicas: number;
}

export default defineLab<Params>({
  exists({ swarm, params }) {
    swarm.service(params.name);
  },

  replicas({ swarm, params }) {
    expectReplicas(swarm.service(params.name), params.replicas);
  },
});
