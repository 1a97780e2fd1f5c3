import {
  defineLab,
  expectHealthcheck,
  expectSameService,
  expectWorks,
} from '../../grader/lab/index.ts';

interface Params {
  greeter: string;
  greeters: number;
}

export default defineLab<Params>({
  kept({ swarm, params, baseline }) {
    expectSameService(swarm.service(params.greeter), baseline());
  },

  works({ swarm, params }) {
    expectWorks(swarm.service(params.greeter), params.greeters);
  },

  health({ swarm, params }) {
    expectHealthcheck(swarm.service(params.greeter));
  },
});
