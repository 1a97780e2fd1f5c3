import {
  defineLab,
  expectBalanced,
  expectConstraint,
  expectLabelled,
  expectLive,
  expectMaxPerNode,
  expectMode,
  expectPreference,
  expectReplicas,
  expectSpread,
  type Service,
  type Swarm,
} from '../../grader/lab/index.ts';

interface Params {
  diskLabel: string;
  disk: string;
  diskNodes: number;
  zoneLabel: string;
  smallZone: string;
  bigZone: string;
  store: string;
  storeReplicas: number;
  perNode: number;
  shop: string;
  shopReplicas: number;
  porter: string;
}

function expectReplicated(service: Service, replicas: number): void {
  expectMode(service, 'replicated');
  expectReplicas(service, replicas);
}

function workersAtWork(swarm: Swarm): number {
  return swarm.nodes.filter(
    ({ Spec, Status }) =>
      Spec.Role === 'worker' && Spec.Availability === 'active' && Status.State === 'ready',
  ).length;
}

export default defineLab<Params>({
  disks({ swarm, params }) {
    expectLabelled(swarm, params.diskLabel, params.disk, params.diskNodes);
  },

  zones({ swarm, params }) {
    expectLabelled(swarm, params.zoneLabel, params.smallZone, 1);
    expectLabelled(swarm, params.zoneLabel, params.bigZone, 2);
  },

  exist({ swarm, params }) {
    expectReplicated(swarm.service(params.store), params.storeReplicas);
    expectReplicated(swarm.service(params.shop), params.shopReplicas);
    expectMode(swarm.service(params.porter), 'global');
  },

  store({ swarm, params }) {
    const wanted = `node.labels.${params.diskLabel}==${params.disk}`;
    expectConstraint(swarm.service(params.store), wanted);
  },

  limit({ swarm, params }) {
    expectMaxPerNode(swarm.service(params.store), params.perNode);
  },

  preference({ swarm, params }) {
    expectPreference(swarm.service(params.shop), params.zoneLabel);
  },

  porter({ swarm, params }) {
    expectConstraint(swarm.service(params.porter), 'node.role==worker');
  },

  running({ swarm, params }) {
    expectLive(swarm.service(params.store), params.storeReplicas);
    expectLive(swarm.service(params.shop), params.shopReplicas);
    expectLive(swarm.service(params.porter), workersAtWork(swarm));
  },

  apart({ swarm, params }) {
    const nodes = Math.ceil(params.storeReplicas / params.perNode);
    expectSpread(swarm.service(params.store), nodes);
  },

  balanced({ swarm, params }) {
    expectBalanced(swarm.service(params.shop), params.zoneLabel);
  },
});
