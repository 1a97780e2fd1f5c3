import { entry } from './entry.ts';

const MOUNTS = '{{json .Spec.TaskTemplate.ContainerSpec.Mounts}}';
const see = ({ name }: { name: string }) => `docker service inspect ${name} --format "${MOUNTS}"`;

/** Volumes, binds, memory, and the data in them. */
export const storageCodes = {
  'mount-missing': entry<{ name: string; target: string; others: readonly string[] }>({
    title: 'По этому пути ничего не подключено',
    message: ({ name, target, others }) =>
      `У сервиса ${name} по пути ${target} ничего не подключено${others.length === 0 ? '' : `; есть: ${others.join(', ')}`}`,
    cause:
      'Без ключа «--mount» контейнер пишет в собственный слой, и написанное пропадает вместе с контейнером. Ключи «-v» и «--tmpfs» есть у «docker run», но не у «docker service create».',
    see,
    cure: 'Подключите на ходу: «docker service update --mount-add type=…,src=…,dst=ПУТЬ ИМЯ».',
  }),
  'mount-type-wrong': entry<{ name: string; target: string; expected: string; actual: string }>({
    title: 'Подключено хранилище другого вида',
    message: ({ name, target, expected, actual }) =>
      `У сервиса ${name} по пути ${target} подключён ${actual}, а нужен ${expected}`,
    cause:
      'Вид задаёт «type»: bind — файл или папка узла, volume — том, которым управляет движок, tmpfs — память. Если вида не назвать, будет volume.',
    see,
    cure: 'Замените: «docker service update --mount-rm ПУТЬ --mount-add type=…,src=…,dst=ПУТЬ ИМЯ».',
  }),
  'mount-source-wrong': entry<{ name: string; target: string; expected: string; actual: string }>({
    title: 'Подключено не то, что нужно',
    message: ({ name, target, expected, actual }) =>
      `У сервиса ${name} по пути ${target} подключён источник ${actual}, а нужен ${expected}`,
    cause:
      'Источник — это «src»: имя тома или путь на узле. Том с другим именем — это другой том, и данные в нём другие.',
    see,
    cure: 'Замените: «docker service update --mount-rm ПУТЬ --mount-add type=…,src=ИСТОЧНИК,dst=ПУТЬ ИМЯ».',
  }),
  'mount-writable': entry<{ name: string; target: string; source: string }>({
    title: 'Контейнер может писать в файлы узла',
    message: ({ name, target, source }) =>
      `У сервиса ${name} ${source} подключён по пути ${target} с правом записи, а нужен только для чтения`,
    cause:
      'Без слова readonly bind открыт и на запись: ошибка в контейнере или чужой человек в нём изменит файлы самого узла.',
    see,
    cure: 'Подключите заново, только для чтения: «docker service update --mount-rm ПУТЬ --mount-add type=bind,src=ИСТОЧНИК,dst=ПУТЬ,readonly ИМЯ».',
  }),
  'volume-anonymous': entry<{ name: string; target: string; volume: string }>({
    title: 'Том без имени',
    message: ({ name, target, volume }) =>
      `У сервиса ${name} по пути ${target} подключён том без имени, а нужен том ${volume}`,
    cause:
      'Без «src» каждый контейнер получает новый пустой том со случайным именем. Данные прежней задачи остаются в прежнем томе, а его движок удаляет вместе с её контейнером.',
    see,
    cure: 'Назовите том: «docker service update --mount-rm ПУТЬ --mount-add type=volume,src=ТОМ,dst=ПУТЬ ИМЯ».',
  }),
  'tmpfs-size-wrong': entry<{ name: string; target: string; expected: string; actual: string }>({
    title: 'У tmpfs другой размер',
    message: ({ name, target, expected, actual }) =>
      `У сервиса ${name} размер tmpfs ${target} ${actual === '' ? 'не задан' : `— ${actual}`}, а нужен ${expected}`,
    cause: 'Файлы в tmpfs лежат в памяти узла. Без предела они могут занять половину её.',
    see,
    cure: 'Подключите заново, с размером: «docker service update --mount-rm ПУТЬ --mount-add type=tmpfs,dst=ПУТЬ,tmpfs-size=16M ИМЯ».',
  }),
  'service-not-pinned': entry<{
    name: string;
    nodes: readonly string[];
    constraints: readonly string[];
  }>({
    title: 'Задача может уйти от своих данных',
    message: ({ name, nodes, constraints }) =>
      `Задаче сервиса ${name} подходит не один узел, а ${nodes.length} (${nodes.join(', ')}); ${
        constraints.length === 0 ? 'ограничений нет' : `ограничения: ${constraints.join(', ')}`
      }`,
    cause:
      'Том существует на одном узле и за задачей не переезжает. На другом узле движок молча создаст пустой том с тем же именем.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{json .Spec.TaskTemplate.Placement}}"`,
    cure: 'Оставьте сервису один узел: «docker service update --constraint-add node.hostname==УЗЕЛ ИМЯ». Ещё лучше — ограничение по метке, которая есть у одного узла.',
  }),
  'data-lost': entry<{
    name: string;
    path: string;
    line: string;
    found: 'different' | 'missing';
    node: string;
  }>({
    title: 'Данных нет там, где их ищет задача',
    message: ({ name, path, line, found, node }) =>
      found === 'missing'
        ? `Задача сервиса ${name} на узле ${node} не видит файла ${path}: его там нет`
        : `Задача сервиса ${name} на узле ${node} видит в файле ${path} не строку ${line}, а что-то другое`,
    cause:
      'Файл ещё не создан, создан по другому пути — в слое прежнего контейнера, который уже удалён, — или остался в томе другого узла.',
    see: ({ name, path }) =>
      `docker exec $(docker ps -q --filter label=com.docker.swarm.service.name=${name}) cat ${path}`,
    cure: "Найдите узел задачи («docker service ps ИМЯ»), на этом узле создайте файл («docker exec КОНТЕЙНЕР sh -c 'echo СТРОКА >ФАЙЛ'») и пересоздайте задачу: «docker service update --force ИМЯ».",
  }),
  'data-late': entry<{ name: string; path: string; node: string }>({
    title: 'Данные ничего ещё не пережили',
    message: ({ name, path, node }) =>
      `Файл ${path} сервиса ${name} на узле ${node} записан уже после того, как остановилась прежняя задача: он ещё ничего не пережил`,
    cause:
      'Файл появился уже при нынешней задаче: его создали после обновления или создаёт при каждом запуске сама команда сервиса. Сохранились ли данные, по нему не узнать.',
    see: ({ name, path }) =>
      `docker service ps ${name}; docker exec $(docker ps -q --filter label=com.docker.swarm.service.name=${name}) ls -l ${path}`,
    cure: 'Файл уже на месте: пересоздайте задачу ещё раз («docker service update --force ИМЯ»). Если файл пишет команда сервиса, уберите это из команды.',
  }),
} as const;
