import {
  defineLab,
  expectConfig,
  expectFile,
  expectHidden,
  expectImage,
  expectLive,
  expectMode,
  expectReplicas,
  expectSecret,
  expectSecretBefore,
  expectSecretDetached,
  StillConverging,
} from '../../grader/lab/index.ts';

interface Params {
  name: string;
  image: string;
  replicas: number;
  oldSecret: string;
  oldPassword: string;
  newSecret: string;
  newPassword: string;
  file: string;
  mode: string;
  config: string;
  configFile: string;
  configLine: string;
}

const secretPath = ({ file }: Params) => `/run/secrets/${file}`;

export default defineLab<Params>(
  {
    exists({ swarm, params }) {
      expectImage(swarm.service(params.name), params.image);
    },

    replicas({ swarm, params }) {
      const service = swarm.service(params.name);
      expectMode(service, 'replicated');
      expectReplicas(service, params.replicas);
    },

    live({ swarm, params }) {
      const service = swarm.service(params.name);
      expectLive(service, params.replicas);
      if (service.state.UpdateStatus?.State === 'updating') {
        throw new StillConverging(`обновятся все задачи сервиса ${service.name}`);
      }
    },

    attached({ swarm, params }) {
      const { newSecret: secret, mode } = params;
      expectSecret(swarm.service(params.name), { secret, path: secretPath(params), mode });
    },

    detached({ swarm, params }) {
      expectSecretDetached(swarm.service(params.name), params.oldSecret);
    },

    content({ swarm, params, probe }) {
      expectFile(swarm.service(params.name), {
        code: 'secret-content-wrong',
        path: secretPath(params),
        found: probe('content'),
        allowed: ['equal'],
      });
    },

    rotated({ swarm, params }) {
      expectSecretBefore(swarm.service(params.name), params.oldSecret, secretPath(params));
    },

    config({ swarm, params }) {
      expectConfig(swarm.service(params.name), params.config, params.configFile);
    },

    configContent({ swarm, params, probe }) {
      expectFile(swarm.service(params.name), {
        code: 'config-content-wrong',
        path: params.configFile,
        found: probe('configContent'),
        allowed: ['equal', 'newline'],
      });
    },

    hidden({ swarm, params }) {
      expectHidden(swarm, [params.oldPassword, params.newPassword]);
    },
  },
  {
    content: ({ swarm, params }) => ({
      kind: 'file',
      service: swarm.service(params.name).id,
      path: secretPath(params),
      content: params.newPassword,
    }),

    configContent: ({ swarm, params }) => ({
      kind: 'file',
      service: swarm.service(params.name).id,
      path: params.configFile,
      content: params.configLine,
    }),
  },
);
