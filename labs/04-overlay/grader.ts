import {
  addressOn,
  ASK,
  defineLab,
  expectAttachable,
  expectAttached,
  expectEncrypted,
  expectOnNetwork,
  expectOverlay,
  expectReplicas,
  expectSubnet,
  fail,
  readAsked,
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
      const service = swarm.service(params.name);
      const network = expectOverlay(swarm, params.network);
      const answers = new Map(readAsked(probe('traffic')).map((a) => [a.target, a.outcome]));
      const silent = service.liveTasks.flatMap((task) => {
        const address = addressOn(task, network) ?? '';
        const outcome = answers.get(`${address}:${params.port}`) ?? 'silent';
        const what = outcome === 'refused' ? 'соединение отклонено' : 'тишина';
        const node = swarm.nodeName(task.NodeID ?? '');
        return outcome === 'answered'
          ? []
          : `${service.taskName(task)} (${address}, узел ${node}) — ${what}`;
      });
      if (silent.length > 0) {
        fail('task-not-answering', { name: service.name, port: params.port, silent });
      }
    },
  },
  {
    /** From one node to every task, in parallel: a lost request takes its full three seconds. */
    traffic({ swarm, params }) {
      const service = swarm.service(params.name);
      const network = expectOverlay(swarm, params.network);
      const [first] = service.liveTasks;
      const targets = service.liveTasks.map(
        (task) => `ask ${addressOn(task, network) ?? ''}:${params.port} &`,
      );
      return {
        kind: 'network',
        network: network.Id,
        ...(first?.NodeID === undefined ? {} : { node: first.NodeID }),
        script: [ASK, ...targets, 'wait'].join('\n'),
        control: 'overlay',
        // A refusal is an answer as well: the request did arrive.
        answered: (output) => {
          const answers = readAsked(output);
          return (
            answers.some(({ outcome }) => outcome === 'refused') ||
            (answers.length > 0 && answers.every(({ outcome }) => outcome === 'answered'))
          );
        },
      };
    },
  },
);
