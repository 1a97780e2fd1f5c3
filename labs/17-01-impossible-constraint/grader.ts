import {
  defineLab,
  expectSameService,
  expectOffManagers,
  expectWorks,
} from '../../grader/lab/index.ts';

interface Params {
  printer: string;
  printers: number;
}

export default defineLab<Params>({
  kept({ swarm, params, baseline }) {
    expectSameService(swarm.service(params.printer), baseline());
  },

  works({ swarm, params }) {
    expectWorks(swarm.service(params.printer), params.printers);
  },

  placement({ swarm, params }) {
    expectOffManagers(swarm.service(params.printer));
  },
});
