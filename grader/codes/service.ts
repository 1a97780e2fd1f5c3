import { counted, entry, tasks } from './entry.ts';

/** A service and its tasks. */
export const serviceCodes = {
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
      `У сервиса ${name} заказано реплик: ${actual}, а нужно ${expected}`,
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
      `У сервиса ${name} работает ${tasks(actual)} из ${expected}${states === '' ? '' : `; остальные: ${states}`}`,
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
      `В истории задач сервиса ${name} нет контейнера, который погиб и был заменён под тем же номером реплики`,
    cause:
      'Контейнер ещё не убивали, или сервис после этого создали заново и история пропала. Остановка сервиса, изменение числа реплик и обновление — не самолечение: их начинаете вы, а не оркестратор.',
    see: ({ name }) => `docker service ps ${name}`,
    cure: 'На узле, где работает задача, найдите её контейнер («docker ps») и убейте: «docker kill ID». Затем подождите и посмотрите «docker service ps».',
  }),
  'service-label-wrong': entry<{ name: string; expected: string; actual: string }>({
    title: 'У сервиса нет нужной метки',
    message: ({ name, expected, actual }) =>
      `У сервиса ${name} ${actual === '' ? 'меток нет' : `метки ${actual}`}, а нужна ${expected}`,
    cause:
      'Метка сервиса стоит в его описании. Метки контейнеров (ключ «--container-label-add») и узлов — другие, хотя выглядят так же.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .Spec.Labels}}"`,
    cure: 'Добавьте её: «docker service update --label-add ИМЯ-МЕТКИ=ЗНАЧЕНИЕ ИМЯ». Задач это не перезапустит.',
  }),
  'service-label-left': entry<{ name: string; label: string; actual: string }>({
    title: 'Лишняя метка осталась',
    message: ({ name, actual }) => `У сервиса ${name} всё ещё есть метка ${actual}`,
    cause:
      'Метка остаётся, пока её не снимут. Ключ «--label-rm» ждёт только имя метки: запись «имя=значение» он не узнает и промолчит.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .Spec.Labels}}"`,
    cure: 'Снимите её по имени: «docker service update --label-rm ИМЯ-МЕТКИ ИМЯ».',
  }),
} as const;
