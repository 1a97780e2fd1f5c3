import {
  defineLab,
  expectSameService,
  expectTogether,
  expectWorks,
} from '../../grader/lab/index.ts';

interface Params {
  waiter: string;
  waiters: number;
  kitchen: string;
}

export default defineLab<Params>({
  kept({ swarm, params, baseline }) {
    expectSameService(swarm.service(params.waiter), baseline());
    expectSameService(swarm.service(params.kitchen), baseline());
  },

  works({ swarm, params }) {
    expectWorks(swarm.service(params.waiter), params.waiters);
    expectWorks(swarm.service(params.kitchen), 1);
  },

  together({ swarm, params }) {
    expectTogether(swarm.service(params.waiter), swarm.service(params.kitchen));
  },
});
