import {
  defineLab,
  expectHostPort,
  expectImage,
  expectSameService,
  expectStopFirst,
  expectWorks,
} from '../../grader/lab/index.ts';

interface Params {
  turnstile: string;
  turnstilePort: number;
  turnstileImage: string;
}

export default defineLab<Params>({
  kept({ swarm, params, baseline }) {
    expectSameService(swarm.service(params.turnstile), baseline());
  },

  works({ swarm, params }) {
    expectWorks(swarm.service(params.turnstile), swarm.nodes.length);
  },

  image({ swarm, params }) {
    expectImage(swarm.service(params.turnstile), params.turnstileImage);
  },

  door({ swarm, params }) {
    const service = swarm.service(params.turnstile);
    expectHostPort(service, params.turnstilePort, 80);
    expectStopFirst(service, params.turnstilePort);
  },
});
