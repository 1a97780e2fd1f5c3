/**
 * The failure codes: one entry says everything about one kind of failure. The report, the
 * error dictionary and the texts a learner reads all come from here.
 *
 * A code is public: it stands in saved reports and in lab.yml files, so it is never
 * renamed and never used for something else.
 */
export interface CodeEntry<Facts extends object> {
  /** Heading in the error dictionary. */
  readonly title: string;
  /** What is wrong with this very swarm, with its names and numbers. */
  readonly message: (facts: Facts) => string;
  /** Why it happens. */
  readonly cause: string;
  /** The docker command that shows it. */
  readonly see: (facts: Facts) => string;
  /** What mends it. */
  readonly cure: string;
}

function entry<Facts extends object>(code: CodeEntry<Facts>): CodeEntry<Facts> {
  return code;
}

const plural = new Intl.PluralRules('ru');

/** `counted(3, 'задача', 'задачи', 'задач')` is «3 задачи». */
export function counted(n: number, one: string, few: string, many: string): string {
  const form = { one, few, many, zero: many, two: few, other: few }[plural.select(n)];
  return `${n} ${form}`;
}

const node = (n: number) => counted(n, 'узел', 'узла', 'узлов');
const task = (n: number) => counted(n, 'задача', 'задачи', 'задач');

export const codes = {
  // Cluster
  'nodes-missing': entry<{ expected: number; actual: number }>({
    title: 'В кластере не хватает узлов',
    message: ({ expected, actual }) => `В кластере ${node(actual)}, а нужно не меньше ${expected}`,
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
      'Кластер создали с «--advertise-addr 127.0.0.1» (или 0.0.0.0). Этот адрес получают все остальные узлы и не могут по нему присоединиться.',
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
  'course-label-missing': entry<{ label: string }>({
    title: 'Кластер не помечен как учебный',
    message: ({ label }) => `Ни у одного управляющего узла нет метки ${label}`,
    cause:
      'Метка разрешает курсу менять этот кластер: готовить лабораторные, показывать решения, запускать проверочные сервисы. Без неё «Рой» только читает.',
    see: () => 'docker node inspect self --format "{{json .Spec.Labels}}"',
    cure: 'Если кластер учебный, пометьте управляющий узел: «docker node update --label-add roy.course=yes ИМЯ-УЗЛА».',
  }),

  // Service
  'service-missing': entry<{ name: string; similar?: string | undefined }>({
    title: 'Сервиса нет',
    message: ({ name, similar }) =>
      `Сервиса ${name} нет${similar === undefined ? '' : ` (есть похожий: ${similar})`}`,
    cause:
      'Сервис не создан, создан под другим именем или вместо сервиса запущен контейнер: «docker run» кластер не видит и не восстанавливает.',
    see: () => 'docker service ls',
    cure: 'Создайте сервис командой «docker service create --name ИМЯ …». Лишний контейнер удалите: «docker rm -f ИМЯ».',
  }),
  'image-wrong': entry<{ name: string; expected: string; actual: string }>({
    title: 'Сервис запущен из другого образа',
    message: ({ name, expected, actual }) =>
      `Сервис ${name} запущен из образа ${actual}, а нужен ${expected}`,
    cause: 'В команде создания указан другой образ или другой тег.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{.Spec.TaskTemplate.ContainerSpec.Image}}"`,
    cure: 'Замените образ на ходу: «docker service update --image ОБРАЗ ИМЯ».',
  }),
  'mode-wrong': entry<{ name: string; expected: string; actual: string }>({
    title: 'У сервиса другой режим',
    message: ({ name, expected, actual }) =>
      `Сервис ${name} создан в режиме ${actual}, а нужен ${expected}`,
    cause:
      'Режим (replicated — заданное число задач, global — по задаче на узел) выбирают при создании; потом он не меняется.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .Spec.Mode}}"`,
    cure: 'Удалите сервис («docker service rm ИМЯ») и создайте заново с нужным «--mode».',
  }),
  'replicas-wrong': entry<{ name: string; expected: number; actual: number }>({
    title: 'Заказано другое число реплик',
    message: ({ name, expected, actual }) =>
      `У сервиса ${name} заказано ${counted(actual, 'реплика', 'реплики', 'реплик')}, а нужно ${expected}`,
    cause: 'Число реплик задают ключ «--replicas» и команда «docker service scale».',
    see: ({ name }) => `docker service ls --filter name=${name}`,
    cure: 'Измените число реплик: «docker service scale ИМЯ=ЧИСЛО».',
  }),
  'task-rejected': entry<{ name: string; task: string; error: string }>({
    title: 'Узел отклонил задачу',
    message: ({ name, task, error }) => `У сервиса ${name} задача ${task} отклонена: ${error}`,
    cause:
      'Узел не смог подготовить контейнер: нет такого образа или тега, нет папки для монтирования, занят порт.',
    see: ({ name }) => `docker service ps --no-trunc ${name}`,
    cure: 'Прочитайте столбец ERROR и исправьте описание сервиса: образ — «docker service update --image ОБРАЗ ИМЯ». Если реестр недоступен, загрузите образы на все узлы: «roy images load».',
  }),
  'task-flapping': entry<{ name: string; task: string; failures: number; error: string }>({
    title: 'Задача падает снова и снова',
    message: ({ name, task, failures, error }) =>
      `У сервиса ${name} задача ${task} недавно упала ${counted(failures, 'раз', 'раза', 'раз')}: ${error}`,
    cause:
      'Главный процесс контейнера завершается: команда отработала и вышла, в ней ошибка, не хватило памяти или проверка работоспособности признала контейнер больным. Оркестратор пересоздаёт задачу, и всё повторяется.',
    see: ({ name }) => `docker service ps --no-trunc ${name}; docker service logs ${name}`,
    cure: 'Команда сервиса должна работать, пока работает сервис (для веб-сервера busybox — «httpd -f»). Исправьте её: «docker service update --args "…" ИМЯ».',
  }),
  'no-suitable-node': entry<{ name: string; task: string; error: string }>({
    title: 'Задаче не нашлось узла',
    message: ({ name, task, error }) =>
      `У сервиса ${name} задаче ${task} не нашлось узла: ${error}`,
    cause:
      'Планировщик перебрал узлы, и каждый не подошёл: мешает ограничение (constraint), нехватка памяти или процессора по заявкам, вывод узла из работы (drain) или предел задач на узел.',
    see: ({ name }) => `docker service ps --no-trunc ${name}`,
    cure: 'Снимите невыполнимое требование: «docker service update --constraint-rm "…" ИМЯ» — или дайте узлу то, чего требует сервис.',
  }),
  'tasks-missing': entry<{ name: string; expected: number; actual: number; states: string }>({
    title: 'Работают не все задачи',
    message: ({ name, expected, actual, states }) =>
      `У сервиса ${name} работает ${task(actual)} из ${expected}${states === '' ? '' : `; остальные: ${states}`}`,
    cause:
      'Прошло достаточно времени, а задачи так и не запустились: узел не отвечает, сеть сервиса не создалась, сервис остановлен обновлением на паузе.',
    see: ({ name }) => `docker service ps --no-trunc ${name}`,
    cure: 'Посмотрите, в каком состоянии замерли задачи и на каких узлах: состояние new говорит о сети, assigned — об узле, который не отвечает.',
  }),
  'not-spread': entry<{ name: string; expected: number; actual: number; nodes: string }>({
    title: 'Задачи собрались не на всех узлах',
    message: ({ name, expected, actual, nodes }) =>
      `Задачи сервиса ${name} работают на ${actual} ${actual === 1 ? 'узле' : 'узлах'} (${nodes}), а должны на ${expected}`,
    cause:
      'Сам планировщик раскладывает задачи поровну. Если они собрались вместе, его ограничили (constraint), узлы были недоступны при создании или задачи не переехали после возвращения узла.',
    see: ({ name }) => `docker service ps --filter desired-state=running ${name}`,
    cure: 'Снимите ограничение («docker service update --constraint-rm "…" ИМЯ») и перераспределите задачи: «docker service update --force ИМЯ».',
  }),
  'not-healed': entry<{ name: string }>({
    title: 'Самолечения ещё не было',
    message: ({ name }) =>
      `В истории задач сервиса ${name} нет контейнера, который погиб и был заменён в том же слоте`,
    cause:
      'Контейнер ещё не убивали, или сервис после этого создали заново и история пропала. Остановка сервиса, изменение числа реплик и обновление — не самолечение: их начинаете вы, а не оркестратор.',
    see: ({ name }) => `docker service ps ${name}`,
    cure: 'На узле, где работает задача, найдите её контейнер («docker ps») и убейте: «docker kill ID». Затем подождите и посмотрите «docker service ps».',
  }),
} as const;

export type Code = keyof typeof codes;

/** The facts that the message of a code is made of. */
export type FactsOf<C extends Code> = Parameters<(typeof codes)[C]['message']>[0];
