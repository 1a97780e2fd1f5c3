import { defineLab, expectSameService, expectSpread, expectWorks } from '../../grader/lab/index.ts';

interface Params {
  carousel: string;
  carousels: number;
}

export default defineLab<Params>({
  kept({ swarm, params, baseline }) {
    expectSameService(swarm.service(params.carousel), baseline());
  },

  works({ swarm, params }) {
    expectWorks(swarm.service(params.carousel), params.carousels);
  },

  spread({ swarm, params }) {
    const places = Math.min(swarm.nodes.length, params.carousels);
    expectSpread(swarm.service(params.carousel), places);
  },
});
