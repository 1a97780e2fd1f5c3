import { counted, entry } from './entry.ts';

const seconds = (n: number) => counted(Math.round(n), 'секунду', 'секунды', 'секунд');

/** Health checks, restarts, and what faults made by `--active` have shown. */
export const healthCodes = {
  'task-not-replaced': entry<{ name: string; task: string; seconds: number; error: string }>({
    title: 'Сломанную задачу кластер не заменил',
    message: ({ name, task, seconds: waited, error }) =>
      `«Рой» сломал контейнер задачи ${task}, и за ${seconds(waited)} у сервиса ${name} не заработала новая${error === '' ? '' : `: ${error}`}`,
    cause:
      'Оркестратор замечает гибель задачи, но ставит новую только туда, где её можно запустить. Узлы могут быть закрыты для новых задач (pause, drain), не подходить под ограничения или не иметь образа; пауза перед перезапуском может быть слишком длинной.',
    see: ({ name }) => `docker service ps --no-trunc ${name}; docker node ls`,
    cure: 'Устраните причину из столбца ERROR: верните узлы («docker node update --availability active УЗЕЛ»), загрузите образ, сократите паузу («docker service update --restart-delay 5s ИМЯ»). Недостающая задача появится сама.',
  }),
  'health-blind': entry<{ name: string; task: string; seconds: number }>({
    title: 'Проверка работоспособности не замечает зависшее приложение',
    message: ({ name, task, seconds: waited }) =>
      `«Рой» остановил все процессы задачи ${task}, и за ${seconds(waited)} проверка работоспособности сервиса ${name} этого не заметила`,
    cause:
      'Проверка проходит и без приложения: она не обращается к нему, а смотрит на файл, на процесс или всегда возвращает 0.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{json .Spec.TaskTemplate.ContainerSpec.Healthcheck}}"`,
    cure: 'Проверка должна спрашивать само приложение: «docker service update --health-cmd "wget -q -O /dev/null http://127.0.0.1/health" ИМЯ».',
  }),
  'restart-condition-wrong': entry<{ name: string; expected: string; actual: string }>({
    title: 'У сервиса другое условие перезапуска',
    message: ({ name, expected, actual }) =>
      `У сервиса ${name} условие перезапуска — ${actual}, а нужно ${expected}`,
    cause:
      'Условие перезапуска говорит, какие завершившиеся задачи оркестратор заменяет: any — любые, on-failure — упавшие с ненулевым кодом, none — никакие.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{json .Spec.TaskTemplate.RestartPolicy}}"`,
    cure: 'Измените его: «docker service update --restart-condition УСЛОВИЕ ИМЯ».',
  }),
} as const;
