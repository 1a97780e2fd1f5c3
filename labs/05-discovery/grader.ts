import {
  ASK,
  defineLab,
  expectAlias,
  expectAttached,
  expectEndpointMode,
  expectImage,
  expectNetwork,
  expectOnNetwork,
  expectReplicas,
  expectResolves,
  failOnceSettled,
  lookupScript,
  readAsked,
  readLookups,
  taskAddresses,
  virtualAddress,
  type ProbeContext,
} from '../../grader/lab/index.ts';

interface Params {
  network: string;
  image: string;
  name: string;
  replicas: number;
  alias: string;
  direct: string;
  directReplicas: number;
}

/** So many requests to the name for each replica: someone else may ask in between. */
const ROUNDS = 4;

function parts({ swarm, params }: ProbeContext<Params>) {
  const web = swarm.service(params.name);
  const api = swarm.service(params.direct);
  return { web, api, network: expectNetwork(swarm, params.network) };
}

/** On a node that is in the network already: there the names are known without delay. */
function place(context: ProbeContext<Params>) {
  const { web, network } = parts(context);
  const node = web.liveTasks[0]?.NodeID;
  return { network: network.Id, ...(node === undefined ? {} : { node }) };
}

export default defineLab<Params>(
  {
    exist({ swarm, params }) {
      for (const name of [params.name, params.direct]) {
        expectImage(swarm.service(name), params.image);
      }
    },

    attached(context) {
      const { web, api, network } = parts(context);
      expectAttached(web, network);
      expectAttached(api, network);
    },

    vip({ swarm, params }) {
      expectEndpointMode(swarm.service(params.name), 'vip');
    },

    dnsrr({ swarm, params }) {
      expectEndpointMode(swarm.service(params.direct), 'dnsrr');
    },

    alias(context) {
      const { web, network } = parts(context);
      expectAlias(web, network, context.params.alias);
    },

    running(context) {
      const { web, api, network } = parts(context);
      const { replicas, directReplicas } = context.params;
      expectReplicas(web, replicas);
      expectReplicas(api, directReplicas);
      expectOnNetwork(web, network, replicas);
      expectOnNetwork(api, network, directReplicas);
    },

    names(context) {
      const { web, api, network } = parts(context);
      const found = readLookups(context.probe('names'));
      const virtual = [virtualAddress(web, network) ?? ''];
      expectResolves(web, found, web.name, virtual);
      expectResolves(web, found, context.params.alias, virtual);
      expectResolves(web, found, `tasks.${web.name}`, taskAddresses(web, network));
      expectResolves(api, found, api.name, taskAddresses(api, network));
    },

    /** What each task says of itself at its own address must come back through the name. */
    balanced(context) {
      const { web, network } = parts(context);
      const answers = readAsked(context.probe('balanced'));
      const heard = new Set(
        answers.filter(({ target }) => target === web.name).map(({ page }) => page),
      );
      const silent = taskAddresses(web, network).filter((address) => {
        const own = answers.find(({ target }) => target === address);
        return own?.outcome !== 'answered' || !heard.has(own.page);
      });
      const expected = context.params.replicas;
      if (silent.length === 0) return;
      const actual = expected - silent.length;
      const waitingFor = `на имя ${web.name} ответят все задачи (сейчас ${actual} из ${expected})`;
      const facts = { name: web.name, expected, actual, silent };
      failOnceSettled(web, waitingFor, 'replica-not-reached', facts);
    },
  },
  {
    names(context) {
      const { web, api } = parts(context);
      const names = [web.name, context.params.alias, `tasks.${web.name}`, api.name];
      return {
        kind: 'network',
        ...place(context),
        script: lookupScript(names),
        control: 'overlay',
        answered: (output) => [...readLookups(output).values()].some(({ length }) => length > 0),
      };
    },

    /** Each task at its own address, then the name; a name that is silent stays so. */
    balanced(context) {
      const { web, network } = parts(context);
      const addresses = taskAddresses(web, network);
      const requests = Array.from({ length: ROUNDS * addresses.length }, () => `ask ${web.name}`);
      return {
        kind: 'network',
        ...place(context),
        script: [
          ASK,
          ...addresses.map((address) => `ask ${address} &`),
          'wait',
          requests.join(' && '),
        ].join('\n'),
        control: 'vip',
        // A task that refuses is answer enough: it will refuse its share of the name's too.
        answered: (output) =>
          readAsked(output).some(
            ({ target, outcome }) =>
              outcome === 'refused' || (target === web.name && outcome === 'answered'),
          ),
      };
    },
  },
);
