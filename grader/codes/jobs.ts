import { counted, entry } from './entry.ts';

const completions = (n: number) => counted(n, 'завершение', 'завершения', 'завершений');

const MODE = '{{json .Spec.Mode}}';

/** Jobs: services whose tasks are to end. */
export const jobsCodes = {
  'not-a-job': entry<{ name: string; expected: string; actual: string }>({
    title: 'Это обычный сервис, а не задание',
    message: ({ name, expected, actual }) =>
      `Сервис ${name} создан в режиме ${actual}: каждую завершившуюся задачу он запускает снова, а нужно задание, ${expected}`,
    cause:
      'Обычный сервис должен работать всегда, поэтому завершение команды для него — поломка, даже с кодом 0. Завершиться и на том остановиться может только задание.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "${MODE}"; docker service ps ${name}`,
    cure: 'Режим выбирают при создании: удалите сервис («docker service rm ИМЯ») и создайте заново с ключом «--mode replicated-job».',
  }),
  'job-completions-wrong': entry<{ name: string; expected: number; actual: number }>({
    title: 'Задание должно завершиться другое число раз',
    message: ({ name, expected, actual }) =>
      `Заданию ${name} заказано ${completions(actual)}, а нужно ${expected}`,
    cause: 'Сколько задач должно завершиться успешно, задаёт ключ «--replicas»; без него — одна.',
    see: ({ name }) => `docker service inspect ${name} --format "${MODE}"`,
    cure: 'Измените число: «docker service scale ИМЯ=ЧИСЛО». Задание при этом выполнится заново.',
  }),
  'job-concurrency-wrong': entry<{ name: string; expected: number; actual: number }>({
    title: 'Разом выполняется не столько задач',
    message: ({ name, expected, actual }) =>
      `Задание ${name} вправе выполнять задач разом: ${actual}, а нужно ${expected}`,
    cause:
      'Число задач, которые выполняются одновременно, задаёт ключ «--max-concurrent». Без него задание запускает все задачи сразу.',
    see: ({ name }) => `docker service inspect ${name} --format "${MODE}"`,
    cure: 'Измените его: «docker service update --max-concurrent ЧИСЛО ИМЯ». Задание при этом выполнится заново.',
  }),
  'job-task-failed': entry<{ name: string; task: string; error: string }>({
    title: 'Задача задания не может завершиться успешно',
    message: ({ name, task, error }) => `У задания ${name} упала задача ${task}: ${error}`,
    cause:
      'Завершением считается только код 0. Упавшую задачу задание запускает снова, пока она не завершится успешно или пока не кончатся попытки (--restart-condition, --restart-max-attempts).',
    see: ({ name }) => `docker service ps --no-trunc ${name}; docker service logs ${name}`,
    cure: 'Исправьте команду: «docker service update --args "…" ИМЯ». Задание выполнится заново.',
  }),
  'job-unfinished': entry<{ name: string; expected: number; actual: number; states: string }>({
    title: 'Задание не выполнено',
    message: ({ name, expected, actual, states }) =>
      `Задание ${name} завершило ${actual} из ${expected}${states === '' ? '' : `; остальные: ${states}`}`,
    cause:
      'Прошло достаточно времени, а задачи всё ещё работают или ждут: команда не завершается сама, узел не отвечает, сеть не создалась.',
    see: ({ name }) => `docker service ps --no-trunc ${name}`,
    cure: 'Дайте заданию команду, которая делает дело и завершается: «docker service update --args "…" ИМЯ».',
  }),
  'job-not-repeated': entry<{ name: string }>({
    title: 'Задание выполнено только один раз',
    message: ({ name }) => `Задание ${name} запускали один раз, а нужно ещё раз`,
    cause:
      'Выполненное задание само не повторяется. Если его удалить и создать заново, это будет другое задание, тоже с одним запуском.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .JobStatus}}"`,
    cure: 'Запустите то же задание снова: «docker service update --force ИМЯ».',
  }),
} as const;
