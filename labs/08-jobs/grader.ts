import {
  defineLab,
  expectCompleted,
  expectCompletions,
  expectConcurrency,
  expectJob,
  expectRepeated,
} from '../../grader/lab/index.ts';

interface Params {
  name: string;
  completions: number;
  concurrency: number;
}

export default defineLab<Params>({
  exists({ swarm, params }) {
    swarm.service(params.name);
  },

  job({ swarm, params }) {
    expectJob(swarm.service(params.name));
  },

  completions({ swarm, params }) {
    expectCompletions(swarm.service(params.name), params.completions);
  },

  concurrency({ swarm, params }) {
    expectConcurrency(swarm.service(params.name), params.concurrency);
  },

  done({ swarm, params }) {
    expectCompleted(swarm.service(params.name), params.completions);
  },

  again({ swarm, params }) {
    expectRepeated(swarm.service(params.name));
  },
});
