import {
  defineLab,
  expectForced,
  expectImage,
  expectKept,
  expectLive,
  expectMode,
  expectPinned,
  expectReadOnlyBind,
  expectReplicas,
  expectTmpfs,
  expectVolume,
  keptFile,
  StillConverging,
} from '../../grader/lab/index.ts';

interface Params {
  image: string;
  name: string;
  volume: string;
  data: string;
  file: string;
  marker: string;
  cache: string;
  cacheSize: string;
  agent: string;
  source: string;
  target: string;
}

const markerOf = ({ file, marker }: Params) => ({ path: file, line: marker });

export default defineLab<Params>(
  {
    exist({ swarm, params }) {
      for (const name of [params.name, params.agent]) {
        expectImage(swarm.service(name), params.image);
      }
    },

    live({ swarm, params }) {
      const notes = swarm.service(params.name);
      expectMode(notes, 'replicated');
      expectReplicas(notes, 1);
      expectLive(notes, 1);
      const agent = swarm.service(params.agent);
      expectMode(agent, 'global');
      const open = swarm.nodes.filter(
        ({ Status, Spec }) => Status.State === 'ready' && Spec.Availability === 'active',
      );
      expectLive(agent, open.length);
      // The task of before still runs at first, with all that it has.
      if (notes.state.UpdateStatus?.State === 'updating') {
        throw new StillConverging(`сервис ${notes.name} обновится`);
      }
    },

    volume({ swarm, params }) {
      const { volume, data: target } = params;
      expectVolume(swarm.service(params.name), { volume, target });
    },

    tmpfs({ swarm, params }) {
      const { cache: target, cacheSize: size } = params;
      expectTmpfs(swarm.service(params.name), { target, size });
    },

    bind({ swarm, params }) {
      const { source, target } = params;
      expectReadOnlyBind(swarm.service(params.agent), { source, target });
    },

    pinned({ swarm, params }) {
      expectPinned(swarm.service(params.name));
    },

    forced({ swarm, params }) {
      expectForced(swarm.service(params.name));
    },

    survives({ swarm, params, probe }) {
      expectKept(swarm.service(params.name), markerOf(params), probe('survives'));
    },
  },
  {
    survives: ({ swarm, params }) => keptFile(swarm.service(params.name), markerOf(params)),
  },
);
