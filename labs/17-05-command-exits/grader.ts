import {
  askTasks,
  defineLab,
  expectAttached,
  expectSameService,
  expectNetwork,
  expectTasksAnswer,
  expectWorks,
} from '../../grader/lab/index.ts';

interface Params {
  sundial: string;
  sundials: number;
  sundialPort: number;
  sundialNet: string;
}

export default defineLab<Params>(
  {
    kept({ swarm, params, baseline }) {
      expectSameService(swarm.service(params.sundial), baseline());
    },

    works({ swarm, params }) {
      expectWorks(swarm.service(params.sundial), params.sundials);
    },

    attached({ swarm, params }) {
      expectAttached(swarm.service(params.sundial), expectNetwork(swarm, params.sundialNet));
    },

    answers({ swarm, params, probe }) {
      const network = expectNetwork(swarm, params.sundialNet);
      const { sundialPort: port } = params;
      expectTasksAnswer(swarm.service(params.sundial), network, port, probe('answers'));
    },
  },
  {
    answers({ swarm, params }) {
      const network = expectNetwork(swarm, params.sundialNet);
      return askTasks(swarm.service(params.sundial), network, params.sundialPort);
    },
  },
);
