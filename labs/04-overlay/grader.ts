import {
  askTasks,
  defineLab,
  expectAttachable,
  expectAttached,
  expectEncrypted,
  expectOnNetwork,
  expectOverlay,
  expectReplicas,
  expectSubnet,
  expectTasksAnswer,
} from '../../grader/lab/index.ts';

interface Params {
  name: string;
  replicas: number;
  network: string;
  subnet: string;
  port: number;
}

export default defineLab<Params>(
  {
    overlay({ swarm, params }) {
      expectOverlay(swarm, params.network);
    },

    subnet({ swarm, params }) {
      expectSubnet(expectOverlay(swarm, params.network), params.subnet);
    },

    encrypted({ swarm, params }) {
      expectEncrypted(expectOverlay(swarm, params.network));
    },

    attachable({ swarm, params }) {
      expectAttachable(expectOverlay(swarm, params.network));
    },

    attached({ swarm, params }) {
      expectAttached(swarm.service(params.name), expectOverlay(swarm, params.network));
    },

    addresses({ swarm, params }) {
      const service = swarm.service(params.name);
      expectReplicas(service, params.replicas);
      expectOnNetwork(service, expectOverlay(swarm, params.network), params.replicas);
    },

    traffic({ swarm, params, probe }) {
      const network = expectOverlay(swarm, params.network);
      expectTasksAnswer(swarm.service(params.name), network, params.port, probe('traffic'));
    },
  },
  {
    traffic({ swarm, params }) {
      const network = expectOverlay(swarm, params.network);
      return askTasks(swarm.service(params.name), network, params.port);
    },
  },
);
