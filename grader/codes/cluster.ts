import { entry, nodes } from './entry.ts';

/** The swarm and its nodes. */
export const clusterCodes = {
  'nodes-missing': entry<{ expected: number; actual: number }>({
    title: 'В кластере не хватает узлов',
    message: ({ expected, actual }) => `В кластере ${nodes(actual)}, а нужно не меньше ${expected}`,
    cause:
      'Остальные узлы не присоединились к этому кластеру. Частая причина — «docker swarm init» на каждом узле: тогда вместо одного кластера получается несколько, по узлу в каждом.',
    see: () => 'docker node ls',
    cure: 'На узле из чужого кластера выполните «docker swarm leave --force», затем команду «docker swarm join» с токеном, который печатает «docker swarm join-token worker» на управляющем узле.',
  }),
  'node-down': entry<{ name: string; state: string }>({
    title: 'Узел не отвечает',
    message: ({ name, state }) => `Узел ${name} в состоянии ${state}, а должен быть ready`,
    cause:
      'Управляющий узел потерял связь с этим узлом: он выключен, недоступен по сети или покинул кластер, а запись о нём осталась.',
    see: () => 'docker node ls',
    cure: 'Если узел выключен, включите его. Если он покинул кластер или присоединился заново под новым ID, удалите старую запись: «docker node rm ID».',
  }),
  'managers-extra': entry<{ expected: number; names: readonly string[] }>({
    title: 'Управляющих узлов больше, чем нужно',
    message: ({ expected, names }) =>
      `Управляющих узлов ${names.length} (${names.join(', ')}), а нужен ${expected}`,
    cause:
      'Узел присоединили с токеном для управляющих узлов (join-token manager) или повысили командой «docker node promote».',
    see: () => 'docker node ls',
    cure: 'Понизьте лишний узел: «docker node demote ИМЯ». В следующий раз берите токен командой «docker swarm join-token worker».',
  }),
  'node-address-loopback': entry<{ name: string; address: string }>({
    title: 'Узел объявил адрес, по которому до него не дойти',
    message: ({ name, address }) =>
      `Узел ${name} объявил адрес ${address}: другие узлы попадут по нему на самих себя`,
    cause:
      'Кластер создали с «--advertise-addr 127.0.0.1». Этот адрес получают все остальные узлы и не могут по нему присоединиться.',
    see: () => 'docker node inspect self --format "{{.Status.Addr}} {{.ManagerStatus.Addr}}"',
    cure: 'Адрес управляющего узла задают при создании кластера: «docker swarm leave --force», затем «docker swarm init --advertise-addr АДРЕС» с адресом, видимым другим узлам.',
  }),
  'node-address-shared': entry<{ address: string; names: readonly string[] }>({
    title: 'Один адрес у двух записей об узлах',
    message: ({ address, names }) =>
      `Адрес ${address} записан сразу за несколькими узлами: ${names.join(', ')}`,
    cause:
      'Узел покинул кластер и присоединился снова: каждый раз он получает новый ID, а старая запись остаётся. Реже — узлы стоят за одним NAT.',
    see: () =>
      'docker node inspect $(docker node ls -q) --format "{{.ID}} {{.Description.Hostname}} {{.Status.State}} {{.Status.Addr}}"',
    cure: 'Удалите запись в состоянии down: «docker node rm ID».',
  }),
  'baseline-missing': entry<{ lab: string }>({
    title: 'Лабораторная в этом кластере не начата',
    message: ({ lab }) =>
      `В кластере нет записи о том, каким он был в начале лабораторной ${lab} (конфига roy-baseline-${lab})`,
    cause:
      'Начало записывает в кластер команда «roy lab start». Либо её ещё не было, либо кластер с тех пор создали заново: запись живёт в самом кластере и пропадает вместе с ним.',
    see: () => 'docker config ls',
    cure: 'Начните лабораторную: «roy lab start НОМЕР». Если вы восстанавливали кластер, а записи нет, то это новый кластер, а не восстановленный.',
  }),
  'course-label-missing': entry<{ label: string }>({
    title: 'Кластер не помечен как учебный',
    message: ({ label }) => `Ни у одного управляющего узла нет метки ${label}`,
    cause:
      'Метка разрешает курсу менять этот кластер: готовить лабораторные, выполнять решения, запускать проверочные сервисы, ломать с ключом «--active». Без неё «Рой» только читает.',
    see: () => 'docker node inspect self --format "{{json .Spec.Labels}}"',
    cure: 'Если кластер учебный, пометьте управляющий узел: «docker node update --label-add roy.course=yes ИМЯ-УЗЛА».',
  }),
} as const;
