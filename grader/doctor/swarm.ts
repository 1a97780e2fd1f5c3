import * as z from 'zod/mini';
import type { EngineInfo } from './engine.ts';
import type { Finding } from './finding.ts';

/** A node as a manager sees it. */
export interface SwarmNode {
  readonly name: string;
  readonly address: string;
  readonly role: 'manager' | 'worker';
  /** `ready`, `down`, `unknown` or `disconnected`. */
  readonly state: string;
}

const nodesSchema = z.array(
  z.object({
    Spec: z.object({ Role: z.enum(['manager', 'worker']) }),
    Description: z.object({ Hostname: z.string() }),
    Status: z.object({ State: z.string(), Addr: z.string() }),
    ManagerStatus: z.optional(z.object({ Addr: z.string() })),
  }),
);

/** @throws ZodError where the answer of `GET /nodes` has another shape. */
export async function readNodes(answer: Promise<unknown>): Promise<z.output<typeof nodesSchema>> {
  return nodesSchema.parse(await answer);
}

const about = { id: 'swarm', title: 'Кластер' };

/** The engine's place in a swarm; `nodes` is empty where it cannot list them. */
export function examineSwarm({ Swarm }: EngineInfo, nodes: readonly SwarmNode[]): Finding {
  switch (Swarm.LocalNodeState) {
    case 'inactive':
      return {
        ...about,
        status: 'ok',
        found: 'движок вне кластера',
        meaning: 'Кластер вы соберёте в лабораторной 02.',
        fix: [],
      };
    case 'locked':
      return {
        ...about,
        status: 'bad',
        found: 'кластер заперт (autolock)',
        meaning: 'После перезапуска управляющий узел ждёт ключа и до тех пор ничем не управляет.',
        fix: ['Отоприте его ключом, который вы сохранили:', '  docker swarm unlock'],
      };
    case 'active':
      return Swarm.ControlAvailable ? examineManager(Swarm.Error, nodes) : WORKER;
    case 'pending':
    case 'error':
      return {
        ...about,
        status: 'bad',
        found: `узел не вошёл в кластер: ${Swarm.Error || Swarm.LocalNodeState}`,
        meaning: 'Движок помнит о кластере, но не может к нему присоединиться.',
        fix: [
          'Проверьте, что управляющий узел включён и порт 2377/tcp на нём открыт.',
          'Если тот кластер больше не нужен, выйдите из него:',
          '  docker swarm leave --force',
        ],
      };
  }
}

const WORKER: Finding = {
  ...about,
  status: 'warn',
  found: 'движок — рабочий узел',
  meaning: 'Рабочий узел не знает, что есть в кластере: проверять можно только через управляющий.',
  fix: ['Назовите управляющий узел:', '  roy check 03 --host ssh://ПОЛЬЗОВАТЕЛЬ@УЗЕЛ'],
};

function examineManager(error: string, nodes: readonly SwarmNode[]): Finding {
  if (error !== '' || nodes.length === 0) {
    return {
      ...about,
      status: 'bad',
      found: `управляющий узел без кворума${error === '' ? '' : `: ${error}`}`,
      meaning: 'Большинство управляющих узлов недоступно, и кластер ничего не может изменить.',
      fix: [
        'Включите остальные управляющие узлы. Если они потеряны навсегда:',
        '  docker swarm init --force-new-cluster',
      ],
    };
  }
  const managers = nodes.filter(({ role }) => role === 'manager').length;
  const found = `управляющий узел; узлов ${nodes.length}, из них управляющих ${managers}`;
  const silent = nodes.filter(({ state }) => state !== 'ready');
  if (silent.length > 0) {
    const listed = silent.map(({ name, state }) => `${name} (${state})`).join(', ');
    return {
      ...about,
      status: 'warn',
      found: `${found}; не отвечают: ${listed}`,
      meaning: 'На молчащих узлах задачи не работают; их место занимают задачи на других.',
      fix: [
        'Включите эти узлы; учебные машины запускает команда roy machine start.',
        'Узел, которого больше нет, уберите из списка:',
        `  docker node rm --force ${silent[0]?.name ?? ''}`,
      ],
    };
  }
  return {
    ...about,
    status: 'ok',
    found,
    meaning: 'С управляющего узла видно весь кластер.',
    fix: [],
  };
}
