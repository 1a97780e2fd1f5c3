import { entry } from './entry.ts';

/** Work on the nodes, and putting tasks in their places again. */
export const maintenanceCodes = {
  'not-drained': entry<{ name: string }>({
    title: 'Ни один узел не выводили из работы',
    message: ({ name }) =>
      `Ни один узел не выведен из работы, и в истории задач сервиса ${name} не видно, чтобы их уводили с узла`,
    cause:
      'Обновление и масштабирование тоже меняют задачи, но узел при этом остаётся в работе. Кроме того, история хранит всего пять последних задач каждой реплики, и несколько обновлений вытесняют из неё след.',
    see: ({ name }) => `docker node ls; docker service ps ${name}`,
    cure: 'Выведите узел («docker node update --availability drain УЗЕЛ»), дождитесь, пока его задачи уйдут, и сразу проверьте лабораторную: «Рой» запомнит достигнутое.',
  }),
  'nothing-moved': entry<{ name: string; node: string }>({
    title: 'С выведенного узла ничего не ушло',
    message: ({ name, node }) =>
      `Узел ${node} выведен из работы, но задач сервиса ${name} на нём не было: уходить было нечему`,
    cause:
      'Узел вывели раньше, чем на нём появились задачи сервиса: их сразу создали на других узлах.',
    see: ({ name, node }) => `docker service ps ${name}; docker node ps ${node}`,
    cure: 'Верните узел («docker node update --availability active УЗЕЛ»), пересоздайте задачи («docker service update --force ИМЯ»), чтобы они встали и на него, и выведите узел снова.',
  }),
  'node-paused': entry<{ name: string; service: string; stay: number }>({
    title: 'Узел приостановлен, а не выведен',
    message: ({ name, service, stay }) =>
      `Узел ${name} в состоянии pause, а нужно drain: задач сервиса ${service} на нём работает ${stay}`,
    cause:
      'Приостановленный узел не получает новых задач, но прежние на нём остаются. Если его выключить, они оборвутся.',
    see: ({ name }) => `docker node ls; docker node ps ${name}`,
    cure: 'Выведите узел: «docker node update --availability drain УЗЕЛ». Задачи оркестратор перенесёт сам.',
  }),
  'node-stopped': entry<{ name: string; state: string }>({
    title: 'Узел остановлен, а не выведен',
    message: ({ name, state }) =>
      `Узел ${name} не выведен из работы, а остановлен: он в состоянии ${state}`,
    cause:
      'Узел выключили, или он покинул кластер. Для кластера это авария: пока он её не заметит, запросы идут к задачам, которых уже нет, и завершиться спокойно им не дали.',
    see: () => 'docker node ls',
    cure: 'Включите узел (ушедший присоедините заново, а старую запись удалите: «docker node rm ID»), дождитесь Ready, пересоздайте задачи («docker service update --force ИМЯ») и выведите узел: «docker node update --availability drain УЗЕЛ».',
  }),
  'node-not-active': entry<{ name: string; expected: string; actual: string }>({
    title: 'Узел не принимает задач',
    message: ({ name, expected, actual }) =>
      `Узел ${name} в состоянии ${actual}, а должен быть ${expected}: задач он не принимает`,
    cause:
      'Узел вывели из работы (drain) или приостановили (pause) и не вернули. Сам он не вернётся, даже после перезагрузки: это записано в кластере.',
    see: () => 'docker node ls',
    cure: 'Верните узел: «docker node update --availability active УЗЕЛ».',
  }),
  'not-forced': entry<{ name: string }>({
    title: 'Задачи не пересоздавали принудительно',
    message: ({ name }) =>
      `Задачи сервиса ${name} ни разу не пересоздавали ключом --force: счётчик ForceUpdate равен 0`,
    cause:
      'Пока описание сервиса не меняется, его задачи остаются, где стоят. Ключ «--force» пересоздаёт их и без изменений и при этом выбирает узлы заново. У сервиса, который удалили и создали снова, счётчик начинается с нуля.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{.Spec.TaskTemplate.ForceUpdate}}"`,
    cure: 'Пересоздайте задачи: «docker service update --force ИМЯ».',
  }),
  'nodes-empty': entry<{
    name: string;
    empty: readonly string[];
    counts: readonly { readonly node: string; readonly tasks: number }[];
  }>({
    title: 'Узел стоит без задач',
    message: ({ name, empty, counts }) =>
      `На ${empty.length === 1 ? 'узле' : 'узлах'} ${empty.join(', ')} нет задач сервиса ${name}: ${counts.map(({ node, tasks }) => `${node} — ${tasks}`).join(', ')}`,
    cause:
      'Кластер не переносит работающие задачи сам. Узел, который вернулся в работу, остаётся пустым, пока задачи не пересоздадут; пересозданные раньше, чем он вернулся, на него не попали.',
    see: ({ name }) => `docker service ps --filter desired-state=running ${name}`,
    cure: 'Когда все узлы вернулись, пересоздайте задачи: «docker service update --force ИМЯ».',
  }),
} as const;
