import {
  defineLab,
  expectImage,
  expectLive,
  expectMode,
  expectPort,
  expectReplicas,
  failOnceSettled,
  readHttp,
  type Probe,
  type Swarm,
} from '../../grader/lab/index.ts';

interface Params {
  image: string;
  name: string;
  replicas: number;
  publishedPort: number;
  targetPort: number;
  agent: string;
  agentPort: number;
}

/** The nodes that should answer, and where. */
function doors(swarm: Swarm, port: number): readonly { name: string; url: string }[] {
  return swarm.nodes
    .filter(({ Status, Spec }) => Status.State === 'ready' && Spec.Availability === 'active')
    .map(({ Description, Status }) => ({
      name: Description.Hostname,
      url: `http://${Status.Addr ?? ''}:${port}/`,
    }));
}

function knock(swarm: Swarm, port: number, control: 'ingress' | 'host'): Probe {
  return {
    kind: 'http',
    urls: doors(swarm, port).map(({ url }) => url),
    control,
    answered: (output) => readHttp(output).every(({ outcome }) => outcome === 'answered'),
  };
}

function expectEveryDoor(swarm: Swarm, name: string, port: number, output: string): void {
  const answers = new Map(readHttp(output).map(({ target, outcome }) => [target, outcome]));
  const all = doors(swarm, port);
  const silent = all.filter(({ url }) => answers.get(url) !== 'answered');
  if (silent.length === 0) return;
  const names = silent.map((node) => node.name);
  const [expected, actual] = [all.length, all.length - silent.length];
  const waitingFor = `порт ${port} ответит на всех узлах (молчат: ${names.join(', ')})`;
  const facts = { name, port, expected, actual, silent: names };
  failOnceSettled(swarm.service(name), waitingFor, 'port-silent', facts);
}

export default defineLab<Params>(
  {
    exist({ swarm, params }) {
      for (const name of [params.name, params.agent]) {
        expectImage(swarm.service(name), params.image);
      }
    },

    modes({ swarm, params }) {
      const web = swarm.service(params.name);
      expectMode(web, 'replicated');
      expectReplicas(web, params.replicas);
      expectMode(swarm.service(params.agent), 'global');
    },

    ingress({ swarm, params }) {
      const { publishedPort: published, targetPort: target } = params;
      expectPort(swarm.service(params.name), { published, target, mode: 'ingress' });
    },

    host({ swarm, params }) {
      const { agentPort: published, targetPort: target } = params;
      expectPort(swarm.service(params.agent), { published, target, mode: 'host' });
    },

    running({ swarm, params }) {
      expectLive(swarm.service(params.name), params.replicas);
      expectLive(swarm.service(params.agent), doors(swarm, params.agentPort).length);
    },

    mesh({ swarm, params, probe }) {
      expectEveryDoor(swarm, params.name, params.publishedPort, probe('mesh'));
    },

    direct({ swarm, params, probe }) {
      expectEveryDoor(swarm, params.agent, params.agentPort, probe('direct'));
    },
  },
  {
    mesh: ({ swarm, params }) => knock(swarm, params.publishedPort, 'ingress'),
    direct: ({ swarm, params }) => knock(swarm, params.agentPort, 'host'),
  },
);
