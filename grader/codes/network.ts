import { entry, tasks } from './entry.ts';

/** Overlay networks. */
export const networkCodes = {
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
      `В сети ${network} ${tasks(actual)} сервиса ${name} из ${expected}${reason === undefined ? '' : `; мешает: ${reason}`}`,
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
    cure: 'Команда сервиса должна слушать порт на всех адресах контейнера, а не только на 127.0.0.1: для busybox это «httpd -f -p 80 -h /www». Команду меняет «docker service update --args "…" ИМЯ». Если в ответ тишина, откройте порты между узлами, а не поможет — перезапустите движок узла с этой задачей.',
  }),
} as const;
