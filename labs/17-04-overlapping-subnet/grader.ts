import {
  defineLab,
  expectApart,
  expectAttached,
  expectSameService,
  expectOverlay,
  expectWorks,
} from '../../grader/lab/index.ts';

interface Params {
  intake: string;
  intakes: number;
  intakeNet: string;
  vault: string;
}

export default defineLab<Params>({
  kept({ swarm, params, baseline }) {
    expectSameService(swarm.service(params.intake), baseline());
    expectSameService(swarm.service(params.vault), baseline());
  },

  works({ swarm, params }) {
    expectWorks(swarm.service(params.intake), params.intakes);
    expectWorks(swarm.service(params.vault), 1);
  },

  network({ swarm, params }) {
    const network = expectOverlay(swarm, params.intakeNet);
    expectAttached(swarm.service(params.intake), network);
  },

  apart({ swarm, params }) {
    expectApart(swarm.service(params.intake), swarm.service(params.vault));
  },
});
