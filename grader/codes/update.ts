import { entry } from './entry.ts';

const UPDATE_CONFIG = '{{json .Spec.UpdateConfig}}';
const UPDATE_STATUS = '{{json .UpdateStatus}}';

/** Updates and rollbacks. */
export const updateCodes = {
  'image-not-updated': entry<{ name: string; expected: string }>({
    title: 'Сервис не обновлён с прежнего образа',
    message: ({ name, expected }) =>
      `В истории задач сервиса ${name} нет ни одной из образа ${expected}: этот сервис с него не обновляли`,
    cause:
      'Сервис создан сразу с новым образом или удалён и создан заново. У нового сервиса другой ID и пустая история, а пока старый удалён, на запросы никто не отвечает.',
    see: ({ name }) => `docker service ps --no-trunc ${name}`,
    cure: 'Верните прежний образ и обновите сервис, не удаляя его: «docker service update --image ОБРАЗ ИМЯ», а сервис стека — новым «docker stack deploy».',
  }),
  'update-order-wrong': entry<{ name: string; expected: string; actual: string }>({
    title: 'У обновления другой порядок',
    message: ({ name, expected, actual }) =>
      `Обновление сервиса ${name} идёт в порядке ${actual}, а нужен ${expected}`,
    cause:
      'Если порядок не задать, он stop-first: сначала останавливается прежняя задача, потом запускается новая, и между ними реплики не хватает. При start-first прежняя работает, пока новая не заработала. Порядок, заданный той же командой, что и неудачный образ, откат возвращает вместе с образом.',
    see: ({ name }) => `docker service inspect ${name} --format "${UPDATE_CONFIG}"`,
    cure: 'Измените порядок: «docker service update --update-order start-first ИМЯ». Задач это не перезапустит.',
  }),
  'bad-update-missing': entry<{ name: string; expected: string }>({
    title: 'Неудачного обновления не было',
    message: ({ name, expected }) =>
      `В истории задач сервиса ${name} нет ни одной из образа ${expected}: обновления до него не было`,
    cause:
      'Откатывать ещё нечего: сервис не обновляли до этого образа или после этого создали заново и история пропала.',
    see: ({ name }) => `docker service ps --no-trunc ${name}`,
    cure: 'Обновите сервис до этого образа, не удаляя его: «docker service update --image ОБРАЗ ИМЯ». Дождитесь, пока кластер откатит обновление.',
  }),
  'update-paused': entry<{ name: string; expected: string }>({
    title: 'Неудачное обновление встало на паузу',
    message: ({ name, expected }) =>
      `Обновление сервиса ${name} до ${expected} встало на паузу, само оно не откатилось`,
    cause:
      'Действие при неудаче — pause: так бывает, если его не задать. Кластер прекращает обновление и ждёт, что решит человек. Ещё на паузу встаёт откат, который сам не удался.',
    see: ({ name }) => `docker service inspect ${name} --format "${UPDATE_STATUS}"`,
    cure: 'Верните сервис («docker service rollback ИМЯ»), закажите откат («docker service update --update-failure-action rollback ИМЯ») и обновите его ещё раз.',
  }),
  'update-not-rolled-back': entry<{ name: string; expected: string }>({
    title: 'Неудачное обновление не откатилось',
    message: ({ name, expected }) =>
      `Сервис ${name} обновлён до ${expected}, и кластер это обновление не откатил`,
    cause:
      'Кластер судит о новой задаче по тому, работает ли её контейнер и проходит ли проверка работоспособности. Без неё или если она ничего не спрашивает, плохой образ неотличим от хорошего. Действие continue тоже доводит обновление до конца.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "${UPDATE_STATUS}"; docker service ps ${name}`,
    cure: 'Верните сервис («docker service rollback ИМЯ»), проверьте, что у него есть проверка работоспособности, а действие при неудаче — rollback, и обновите его ещё раз.',
  }),
  'update-not-watched': entry<{ name: string; expected: string }>({
    title: 'Обновления под наблюдением ещё не было',
    message: ({ name, expected }) =>
      `«Рой» шлёт запросы сервису ${name}; обновления до ${expected} за это время не было`,
    cause:
      'Потерян ли запрос, видно только в ту секунду, когда его послали. «Рой» считает запросы, пока открыт «roy check --watch», и ему нужно обновление от начала до конца.',
    see: ({ name }) => `docker service inspect ${name} --format "${UPDATE_STATUS}"`,
    cure: 'Не закрывая «roy check --watch», обновите сервис в другом окне. Если он уже обновлён, верните прежний образ и обновите ещё раз.',
  }),
  'requests-lost': entry<{
    name: string;
    expected: string;
    sent: number;
    lost: number;
    old: number;
    fresh: number;
  }>({
    title: 'Во время обновления терялись запросы',
    message: ({ name, expected, sent, lost, old, fresh }) =>
      `Пока сервис ${name} обновлялся до ${expected}, потеряно запросов: ${lost} из ${sent}${
        old + fresh === 0
          ? '; прежние и новые задачи не работали одновременно'
          : `; больше всего вместе работало прежних задач ${old} и новых ${fresh}`
      }`,
    cause:
      'В какой-то момент не работала ни одна задача: прежние остановлены, а новые ещё не отвечают. Так бывает при порядке stop-first, если реплика одна или обновляются все сразу, и при любом порядке, если нет проверки работоспособности, а приложение запускается не сразу.',
    see: ({ name }) =>
      `docker service ps ${name}; docker service inspect ${name} --format "${UPDATE_CONFIG}"`,
    cure: 'Обновляйте по одной и сначала запускайте новую: «docker service update --update-order start-first --update-parallelism 1 ИМЯ». Затем верните прежний образ и повторите обновление.',
  }),
} as const;
