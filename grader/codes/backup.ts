import { entry } from './entry.ts';

/** A swarm that is said to be restored from a copy of a manager's state. */
export const backupCodes = {
  'swarm-replaced': entry<{ expected: string; actual: string }>({
    title: 'Это другой кластер, а не восстановленный',
    message: ({ expected, actual }) =>
      `ID кластера — ${actual}, а в начале лабораторной был ${expected}`,
    cause:
      'Кластер создали заново: «docker swarm init» на узле без прежнего журнала заводит новый кластер с новым ID, новыми токенами и пустым журналом.',
    see: () => 'docker info --format "{{.Swarm.Cluster.ID}}"',
    cure: 'Остановите движок, замените /var/lib/docker/swarm копией, запустите движок и выполните «docker swarm init --force-new-cluster».',
  }),
  'service-recreated': entry<{ name: string; expected: string; actual: string }>({
    title: 'Сервис создан заново, а не восстановлен',
    message: ({ name, expected, actual }) =>
      `У сервиса ${name} ID ${actual}, а в начале лабораторной был ${expected}`,
    cause:
      'Сервис с тем же именем создали командой или стеком. ID даётся один раз: прежний возвращается только вместе с журналом кластера.',
    see: ({ name }) => `docker service inspect ${name} --format "{{.ID}} {{.CreatedAt}}"`,
    cure: 'Восстановите кластер из копии, сделанной до аварии. Если копии нет, начните сначала: «roy lab reset НОМЕР».',
  }),
  'restore-unseen': entry<{ name: string }>({
    title: 'Следов восстановления не видно',
    message: ({ name }) =>
      `В истории сервиса ${name} нет задачи рабочего узла, которая после восстановления не нашла своего контейнера`,
    cause:
      'Когда сервис удаляют, узлы удаляют его контейнеры. Восстановленный кластер считает прежние задачи работающими, не находит их контейнеров и ставит новые задачи. Раз на рабочих узлах такого не было, то сервис не удаляли или его контейнеры не успели исчезнуть.',
    see: ({ name }) => `docker service ps --no-trunc ${name}`,
    cure: 'Удалите сервис, дождитесь, пока «docker ps --all» на узлах перестанет показывать его контейнеры, и восстановите кластер из копии, сделанной раньше.',
  }),
  'nodes-lost': entry<{ expected: number; actual: number; names: readonly string[] }>({
    title: 'К восстановленному кластеру вернулись не все узлы',
    message: ({ expected, actual, names }) =>
      `Узлов отвечает ${actual}, а в начале лабораторной было ${expected}; нет: ${names.join(', ')}`,
    cause:
      'Рабочий узел сам возвращается к управляющему, если у того прежний адрес и прежний журнал. Если узел успел покинуть кластер или войти в другой, его нужно ввести заново.',
    see: () => 'docker node ls',
    cure: 'На этом узле выполните «docker swarm leave --force», затем «docker swarm join» с токеном, который печатает «docker swarm join-token worker».',
  }),
} as const;
