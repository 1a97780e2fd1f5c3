import { defineLab, expectImage, expectSameService, expectWorks } from '../../grader/lab/index.ts';

interface Params {
  vitrine: string;
  vitrines: number;
  vitrineImage: string;
}

export default defineLab<Params>({
  kept({ swarm, params, baseline }) {
    expectSameService(swarm.service(params.vitrine), baseline());
  },

  works({ swarm, params }) {
    expectWorks(swarm.service(params.vitrine), params.vitrines);
  },

  image({ swarm, params }) {
    expectImage(swarm.service(params.vitrine), params.vitrineImage);
  },
});
