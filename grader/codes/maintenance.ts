import { entry } from './entry.ts';

/** Work on the nodes, and putting tasks in their places again. */
export const maintenanceCodes = {
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
} as const;
