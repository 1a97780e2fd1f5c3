import { counted, entry } from './entry.ts';

const HEALTHCHECK = '{{json .Spec.TaskTemplate.ContainerSpec.Healthcheck}}';

const fraction = (n: number) => String(n).replace('.', ',');
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
    see: ({ name }) => `docker service inspect ${name} --format "${HEALTHCHECK}"`,
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
  'restart-delay-wrong': entry<{ name: string; expected: number; actual: number }>({
    title: 'У сервиса другая пауза перед перезапуском',
    message: ({ name, expected, actual }) =>
      `У сервиса ${name} пауза перед перезапуском — ${fraction(actual)} с, а нужно ${fraction(expected)} с`,
    cause:
      'Пауза не даёт падающей задаче перезапускаться без остановки. Если её не задать, она равна пяти секундам.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{json .Spec.TaskTemplate.RestartPolicy}}"`,
    cure: 'Измените её: «docker service update --restart-delay 2s ИМЯ».',
  }),
  'health-missing': entry<{ name: string }>({
    title: 'Нет проверки работоспособности',
    message: ({ name }) => `У сервиса ${name} нет проверки работоспособности`,
    cause:
      'Без неё кластер знает только одно: процесс контейнера ещё не завершился. Зависшее приложение для него работает.',
    see: ({ name }) => `docker service inspect ${name} --format "${HEALTHCHECK}"`,
    cure: 'Задайте её: «docker service update --health-cmd "wget -q -O /dev/null http://127.0.0.1/" ИМЯ».',
  }),
  'health-disabled': entry<{ name: string }>({
    title: 'Проверка работоспособности отключена',
    message: ({ name }) => `У сервиса ${name} проверка работоспособности отключена: NONE`,
    cause:
      'Ключ «--no-healthcheck» (в стеке «healthcheck: disable: true») отключает и ту проверку, что задана в образе.',
    see: ({ name }) => `docker service inspect ${name} --format "${HEALTHCHECK}"`,
    cure: 'Задайте свою: «docker service update --health-cmd "wget -q -O /dev/null http://127.0.0.1/" ИМЯ».',
  }),
  'health-always-true': entry<{ name: string; actual: string }>({
    title: 'Проверка работоспособности проходит всегда',
    message: ({ name, actual }) =>
      `Проверка работоспособности сервиса ${name} проходит при любом состоянии приложения: ${actual}`,
    cause:
      'Команда всегда завершается с кодом 0: она ничего не спрашивает или последним словом («|| true», «; exit 0») прячет отказ.',
    see: ({ name }) => `docker service inspect ${name} --format "${HEALTHCHECK}"`,
    cure: 'Пусть команда спрашивает приложение, а её код останется как есть: «docker service update --health-cmd "wget -q -O /dev/null http://127.0.0.1/" ИМЯ».',
  }),
  'health-slow': entry<{
    name: string;
    expected: number;
    actual: number;
    interval: number;
    timeout: number;
    retries: number;
  }>({
    title: 'Проверка работоспособности слишком медленная',
    message: ({ name, expected, actual, interval, timeout, retries }) =>
      `Зависшее приложение сервиса ${name} обнаружится только через ${fraction(actual)} с, а нужно не позже чем через ${expected}: интервал ${fraction(interval)} с, таймаут ${fraction(timeout)} с, попыток ${retries}`,
    cause:
      'Контейнер признают больным, когда проверка не прошла столько раз подряд, сколько задано попыток. Если ничего не задать, это три попытки по 30 секунд ожидания с интервалом в 30 секунд.',
    see: ({ name }) => `docker service inspect ${name} --format "${HEALTHCHECK}"`,
    cure: 'Сократите интервал, таймаут или число попыток: «docker service update --health-interval 3s --health-timeout 2s --health-retries 2 ИМЯ».',
  }),
  'no-unhealthy-task': entry<{ name: string }>({
    title: 'Ни одной больной задачи ещё не было',
    message: ({ name }) =>
      `В истории задач сервиса ${name} нет задачи, которую сняли за непройденную проверку работоспособности`,
    cause:
      'Приложение ещё не ломали, проверка поломки не замечает, или контейнер завершился сам: тогда это обычный сбой, а не болезнь.',
    see: ({ name }) => `docker service ps --no-trunc ${name}`,
    cure: 'Сломайте приложение внутри одного контейнера, не завершая контейнер, и подождите: «docker exec КОНТЕЙНЕР rm ФАЙЛ».',
  }),
  'limit-wrong': entry<{ name: string; of: string; expected: string; actual: string }>({
    title: 'У задач другой предел ресурсов',
    message: ({ name, of, expected, actual }) =>
      `У сервиса ${name} предел ${of} ${actual === '' ? 'не задан' : `— ${actual}`}, а нужен ${expected}`,
    cause:
      'Без предела одна задача может занять весь узел. Предел памяти соблюдает ядро: превысивший его процесс завершают.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{json .Spec.TaskTemplate.Resources}}"`,
    cure: 'Задайте пределы: «docker service update --limit-memory 64M --limit-cpu 0.5 ИМЯ».',
  }),
  'reservation-wrong': entry<{ name: string; expected: string; actual: string }>({
    title: 'У задач другой резерв памяти',
    message: ({ name, expected, actual }) =>
      `У сервиса ${name} резерв памяти ${actual === '' ? 'не задан' : `— ${actual}`}, а нужен ${expected}`,
    cause:
      'Резерв — это место, которое планировщик считает занятым на узле. Сколько памяти задача тратит на деле, он не смотрит.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{json .Spec.TaskTemplate.Resources}}"`,
    cure: 'Задайте резерв: «docker service update --reserve-memory 32M ИМЯ».',
  }),
  'reservation-over-limit': entry<{ name: string; actual: string; limit: string }>({
    title: 'Резерв больше предела',
    message: ({ name, actual, limit }) =>
      `У сервиса ${name} резерв памяти ${actual} больше предела ${limit}: лишнее задача занять не сможет`,
    cause:
      'Движок такое описание принимает, но смысла в нём нет: место на узле занято, а пользоваться им предел не даёт.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{json .Spec.TaskTemplate.Resources}}"`,
    cure: 'Уменьшите резерв или поднимите предел: «docker service update --reserve-memory 32M --limit-memory 64M ИМЯ».',
  }),
} as const;
