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

  // Network
  'network-missing': entry<{ name: string; similar?: string | undefined }>({
    title: 'Сети нет',
    message: ({ name, similar }) =>
      `Сети ${name} нет${similar === undefined ? '' : ` (есть похожая: ${similar})`}`,
    cause: 'Сеть не создана или создана под другим именем.',
    see: () => 'docker network ls --filter driver=overlay',
    cure: 'Создайте сеть на управляющем узле: «docker network create --driver overlay ИМЯ».',
  }),
  'network-driver-wrong': entry<{ name: string; expected: string; actual: string }>({
    title: 'У сети другой драйвер',
    message: ({ name, expected, actual }) =>
      `Сеть ${name} создана с драйвером ${actual}, а нужен ${expected}`,
    cause:
      'Без ключа «--driver» создаётся сеть bridge: она живёт на одном узле и соединяет только его контейнеры. Сервису такая сеть не подходит, его задачи стоят на разных узлах.',
    see: ({ name }) => `docker network inspect ${name} --format "{{.Driver}} {{.Scope}}"`,
    cure: 'Драйвер существующей сети не меняется: удалите её («docker network rm ИМЯ») и создайте заново с «--driver overlay».',
  }),
  'network-not-allocated': entry<{ name: string }>({
    title: 'Сеть записана, но не заработала',
    message: ({ name }) =>
      `У сети ${name} нет ни драйвера, ни подсети: кластер не смог её выделить`,
    cause:
      'Подсеть пересекается с подсетью другой сети кластера. Команда создания об этом молчит, а задачи, которым нужна эта сеть, застывают в состоянии new.',
    see: () =>
      'docker network inspect $(docker network ls -q --filter scope=swarm) --format "{{.Name}} {{.Driver}} {{range .IPAM.Config}}{{.Subnet}}{{end}}"',
    cure: 'Найдите сеть с той же подсетью и удалите её, если она не нужна, либо выберите другую подсеть. Затем удалите и создайте заново и эту сеть.',
  }),
  'network-subnet-wrong': entry<{ name: string; expected: string; actual: string }>({
    title: 'У сети другая подсеть',
    message: ({ name, expected, actual }) =>
      `У сети ${name} подсеть ${actual === '' ? 'не указана' : actual}, а нужна ${expected}`,
    cause:
      'Подсеть задаёт ключ «--subnet». Без него кластер берёт первую свободную из своего запаса 10.0.0.0/8.',
    see: ({ name }) => `docker network inspect ${name} --format "{{json .IPAM.Config}}"`,
    cure: 'Подсеть существующей сети не меняется: отключите от неё сервисы, удалите её и создайте заново с «--subnet».',
  }),
  'network-not-encrypted': entry<{ name: string }>({
    title: 'Сеть не шифрует трафик между узлами',
    message: ({ name }) => `У сети ${name} нет параметра encrypted`,
    cause:
      'Управляющий трафик кластера зашифрован всегда, а трафик контейнеров в сети overlay — только с этим параметром. По умолчанию его нет: шифрование занимает процессор.',
    see: ({ name }) => `docker network inspect ${name} --format "{{json .Options}}"`,
    cure: 'Параметры задают при создании: удалите сеть и создайте заново с «--opt encrypted».',
  }),
  'network-not-attachable': entry<{ name: string }>({
    title: 'К сети нельзя подключить отдельный контейнер',
    message: ({ name }) => `Сеть ${name} создана без --attachable: в неё пускают только сервисы`,
    cause:
      'По умолчанию в сети overlay работают только задачи сервисов. Контейнер из «docker run» такая сеть примет, если разрешить это при её создании.',
    see: ({ name }) => `docker network inspect ${name} --format "{{.Attachable}}"`,
    cure: 'Удалите сеть и создайте заново с ключом «--attachable».',
  }),
  'service-not-attached': entry<{ name: string; network: string; actual: string }>({
    title: 'Сервис не подключён к сети',
    message: ({ name, network, actual }) =>
      `Сервис ${name} не подключён к сети ${network}${actual === '' ? '' : `; подключён к: ${actual}`}`,
    cause:
      'Созданная сеть сама никого не соединяет: её указывают в описании сервиса. Сервисы из разных сетей друг друга не видят, даже если их задачи стоят на одном узле.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{json .Spec.TaskTemplate.Networks}}"; docker network ls --no-trunc`,
    cure: 'Подключите сервис на ходу: «docker service update --network-add СЕТЬ ИМЯ». Задачи при этом пересоздаются.',
  }),
  'tasks-off-network': entry<{
    name: string;
    network: string;
    expected: number;
    actual: number;
    reason?: string | undefined;
  }>({
    title: 'Не все задачи вошли в сеть',
    message: ({ name, network, expected, actual, reason }) =>
      `В сети ${network} ${task(actual)} сервиса ${name} из ${expected}${reason === undefined ? '' : `; мешает: ${reason}`}`,
    cause:
      'Адрес в сети получает только работающая задача, созданная после подключения. Новые задачи не запускаются: узлы их отклоняют, им не нашлось места, они падают или обновление сервиса остановилось.',
    see: ({ name }) => `docker service ps --no-trunc ${name}`,
    cure: 'Прочитайте столбец ERROR, исправьте описание сервиса командой «docker service update» и дождитесь, пока обновятся все задачи.',
  }),
  'task-not-answering': entry<{ name: string; port: number; silent: readonly string[] }>({
    title: 'Задача не отвечает по своему адресу',
    message: ({ name, port, silent }) =>
      `По адресам задач сервиса ${name} на порту ${port} не ответили: ${silent.join(', ')}`,
    cause:
      '«Соединение отклонено» значит, что сеть довела запрос до контейнера, но этот порт в нём никто не слушает. Тишина значит, что запрос не дошёл: узлам нужны 7946/tcp, 7946/udp, 4789/udp, а для шифрования — ещё и протокол 50 (ESP).',
    see: ({ name }) => `docker service logs --tail 20 ${name}; docker service ps ${name}`,
    cure: 'Команда сервиса должна слушать порт на всех адресах контейнера, а не только на 127.0.0.1: для busybox это «httpd -f -p 80 -h /www». Команду меняет «docker service update --args "…" ИМЯ».',
  }),

  // Discovery
  'endpoint-mode-wrong': entry<{ name: string; expected: string; actual: string }>({
    title: 'У сервиса другой способ обнаружения',
    message: ({ name, expected, actual }) =>
      `Сервис ${name} работает в режиме ${actual}, а нужен ${expected}`,
    cause:
      'В режиме vip (он по умолчанию) имя ведёт на один виртуальный адрес, и запросы распределяет ядро. В режиме dnsrr виртуального адреса нет: DNS отдаёт адреса самих задач.',
    see: ({ name }) => `docker service inspect ${name} --format "{{.Spec.EndpointSpec.Mode}}"`,
    cure: 'Режим меняется на ходу: «docker service update --endpoint-mode РЕЖИМ ИМЯ».',
  }),
  'alias-missing': entry<{
    name: string;
    network: string;
    expected: string;
    actual: readonly string[];
  }>({
    title: 'У сервиса нет второго имени в сети',
    message: ({ name, network, expected, actual }) =>
      `У сервиса ${name} в сети ${network} нет псевдонима ${expected}${actual.length === 0 ? '' : `; есть: ${actual.join(', ')}`}`,
    cause:
      'Псевдоним принадлежит подключению сервиса к сети, а не сервису: его пишут там же, где сеть.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{json .Spec.TaskTemplate.Networks}}"`,
    cure: 'Подключите сервис заново: сначала «docker service update --network-rm СЕТЬ ИМЯ», затем «docker service update --network-add name=СЕТЬ,alias=ПСЕВДОНИМ ИМЯ».',
  }),
  'name-resolves-wrong': entry<{
    object: string;
    expected: readonly string[];
    actual: readonly string[];
  }>({
    title: 'Имя ведёт не туда',
    message: ({ object, expected, actual }) =>
      `Имя ${object} ${actual.length === 0 ? 'в сети не находится' : `ведёт на ${actual.join(', ')}`}, а должно вести на ${expected.join(', ')}`,
    cause:
      'Одно имя носят несколько сервисов: в сети есть второй сервис с таким же именем или псевдонимом, и DNS смешивает их адреса.',
    see: () =>
      'docker service inspect $(docker service ls -q) --format "{{.Spec.Name}} {{json .Spec.TaskTemplate.Networks}}"',
    cure: 'Оставьте имя и псевдоним за одним сервисом: у лишнего отключите сеть («--network-rm») и подключите её снова без этого псевдонима.',
  }),
  'replica-not-reached': entry<{
    name: string;
    expected: number;
    actual: number;
    silent: readonly string[];
  }>({
    title: 'Запросы доходят не до каждой реплики',
    message: ({ name, expected, actual, silent }) =>
      `На запросы к имени ${name} ответили реплики: ${actual} из ${expected}${silent.length === 0 ? '' : `; не ответили: ${silent.join(', ')}`}`,
    cause:
      'Балансировщик раздаёт соединения всем работающим задачам по кругу и не знает, слушает ли порт приложение. Задача, которая работает, но не слушает порт, получает свою долю запросов и теряет её.',
    see: ({ name }) =>
      `docker service logs --tail 20 ${name}; docker service inspect ${name} --format "{{.Spec.TaskTemplate.ContainerSpec.Command}} {{.Spec.TaskTemplate.ContainerSpec.Args}}"`,
    cure: 'Верните сервису команду из образа («docker service update --args "" --entrypoint "" ИМЯ») или исправьте её так, чтобы каждая реплика слушала порт.',
  }),

  // Ports
  'port-missing': entry<{ name: string; expected: string; actual: string }>({
    title: 'Порт не опубликован',
    message: ({ name, expected, actual }) =>
      `Сервис ${name} публикует ${actual === '' ? 'ни одного порта' : actual}, а нужно ${expected}`,
    cause:
      'Опубликованный порт — тот, что открыт на узлах. Его задают при создании; без ключа «--publish» сервис доступен только внутри своих сетей.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .Endpoint.Ports}}"`,
    cure: 'Опубликуйте порт на ходу: «docker service update --publish-add published=СНАРУЖИ,target=ВНУТРИ ИМЯ».',
  }),
  'port-swapped': entry<{ name: string; expected: string; actual: string }>({
    title: 'Порты перепутаны местами',
    message: ({ name, expected, actual }) =>
      `Сервис ${name} публикует ${actual}, а нужно наоборот: ${expected}`,
    cause: 'В короткой записи «-p 8080:80» первым стоит порт узла, вторым — порт контейнера.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .Endpoint.Ports}}"`,
    cure: 'Снимите публикацию по порту КОНТЕЙНЕРА («docker service update --publish-rm ПОРТ ИМЯ») и добавьте заново. Длинная запись не даёт ошибиться: published=СНАРУЖИ,target=ВНУТРИ.',
  }),
  'port-target-wrong': entry<{ name: string; expected: string; actual: string }>({
    title: 'Порт ведёт не на тот порт контейнера',
    message: ({ name, expected, actual }) =>
      `Сервис ${name} публикует ${actual}, а нужно ${expected}`,
    cause:
      'Порт узла верен, но запросы с него попадают на порт контейнера, который приложение не слушает.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .Endpoint.Ports}}"`,
    cure: 'Снимите публикацию («docker service update --publish-rm ПОРТ-КОНТЕЙНЕРА ИМЯ») и добавьте её с верным target.',
  }),
  'port-protocol-wrong': entry<{ name: string; expected: string; actual: string }>({
    title: 'Порт опубликован по другому протоколу',
    message: ({ name, expected, actual }) =>
      `Сервис ${name} публикует ${actual}, а нужно ${expected}`,
    cause: 'HTTP работает по TCP. Опубликованный по UDP порт такие запросы не принимает.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .Endpoint.Ports}}"`,
    cure: 'Опубликуйте порт заново без «/udp» и без «protocol=udp»: TCP подразумевается.',
  }),
  'port-mode-wrong': entry<{ name: string; expected: string; actual: string }>({
    title: 'Порт опубликован в другом режиме',
    message: ({ name, expected, actual }) =>
      `Сервис ${name} публикует ${actual}, а нужно ${expected}`,
    cause:
      'В режиме ingress (он по умолчанию) порт открыт на каждом узле и ведёт на любую задачу. В режиме host порт открыт только там, где стоит задача, и ведёт прямо на неё.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .Endpoint.Ports}}"`,
    cure: 'Снимите публикацию («docker service update --publish-rm ПОРТ-КОНТЕЙНЕРА ИМЯ») и добавьте заново с нужным mode: «--publish-add published=…,target=…,mode=…».',
  }),
  'port-silent': entry<{
    name: string;
    port: number;
    expected: number;
    actual: number;
    silent: readonly string[];
  }>({
    title: 'Узел не отвечает на опубликованном порту',
    message: ({ name, port, expected, actual, silent }) =>
      `На порту ${port} сервиса ${name} ответили узлы: ${actual} из ${expected}; молчат: ${silent.join(', ')}`,
    cause:
      'Публикация порта ещё не значит, что в контейнере его кто-то слушает. Чаще всего команду образа заменили другой или приложение слушает другой порт.',
    see: ({ name }) => `docker service ps ${name}; docker service logs --tail 20 ${name}`,
    cure: 'Запустите сервис с командой, которая слушает target-порт (у roy-web это команда самого образа), и проверьте, что порт узла не закрыт брандмауэром.',
  }),
} as const;

export type Code = keyof typeof codes;

/** The facts that the message of a code is made of. */
export type FactsOf<C extends Code> = Parameters<(typeof codes)[C]['message']>[0];
