import {
  defineLab,
  expectConfigFile,
  expectFile,
  expectSameService,
  expectWorks,
} from '../../grader/lab/index.ts';

interface Params {
  jukebox: string;
  jukeboxes: number;
  jukeboxFile: string;
  jukeboxLine: string;
}

export default defineLab<Params>(
  {
    kept({ swarm, params, baseline }) {
      expectSameService(swarm.service(params.jukebox), baseline());
    },

    works({ swarm, params }) {
      expectWorks(swarm.service(params.jukebox), params.jukeboxes);
    },

    config({ swarm, params }) {
      expectConfigFile(swarm.service(params.jukebox), params.jukeboxFile);
    },

    content({ swarm, params, probe }) {
      expectFile(swarm.service(params.jukebox), {
        code: 'config-content-wrong',
        path: params.jukeboxFile,
        found: probe('content'),
        allowed: ['equal', 'newline'],
      });
    },
  },
  {
    content: ({ swarm, params }) => ({
      kind: 'file',
      service: swarm.service(params.jukebox).id,
      path: params.jukeboxFile,
      content: params.jukeboxLine,
    }),
  },
);
