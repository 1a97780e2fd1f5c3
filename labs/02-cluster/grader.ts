import { defineLab, fail } from '../../grader/lab/index.ts';

interface Params {
  nodes: number;
  managers: number;
  label: string;
}

const UNREACHABLE = /^(127\.|0\.0\.0\.0$|::1?$)/;

export default defineLab<Params>({
  size({ swarm, params }) {
    const actual = swarm.nodes.length;
    if (actual < params.nodes) fail('nodes-missing', { expected: params.nodes, actual });
  },

  ready({ swarm }) {
    const down = swarm.nodes.find((node) => node.Status.State !== 'ready');
    if (down) {
      fail('node-down', { name: down.Description.Hostname, state: down.Status.State });
    }
  },

  roles({ swarm, params }) {
    const names = swarm.managers.map((node) => node.Description.Hostname);
    if (names.length > params.managers) {
      fail('managers-extra', { expected: params.managers, names });
    }
  },

  addresses({ swarm }) {
    const owners = new Map<string, string[]>();
    for (const node of swarm.nodes) {
      const address = node.Status.Addr ?? '';
      const advertised = node.ManagerStatus?.Addr?.replace(/:\d+$/, '') ?? address;
      const unreachable = [address, advertised].find((a) => UNREACHABLE.test(a));
      const name = node.Description.Hostname;
      if (unreachable !== undefined) {
        fail('node-address-loopback', { name, address: unreachable });
      }
      owners.set(address, [...(owners.get(address) ?? []), `${name} (${node.Status.State})`]);
    }
    for (const [address, names] of owners) {
      if (names.length > 1) fail('node-address-shared', { address, names });
    }
  },

  label({ swarm, params }) {
    const labelled = swarm.managers.some((node) => params.label in node.Spec.Labels);
    if (!labelled) fail('course-label-missing', { label: params.label });
  },
});
