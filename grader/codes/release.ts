import { entry } from './entry.ts';

const IMAGE = '{{.Spec.TaskTemplate.ContainerSpec.Image}}';

/** How an update that is not `completed` has ended, after «последнее обновление сервиса … ». */
const ENDED: Readonly<Record<string, string>> = {
  paused: 'остановлено на полпути: новые задачи не заработали',
  rollback_started: 'отменено: кластер возвращает прежнее описание',
  rollback_paused: 'отменено, но и откат остановился на полпути',
  rollback_completed: 'отменено: кластер вернул прежнее описание',
};

/** What a pipeline leaves in the swarm. */
export const releaseCodes = {
  'image-latest': entry<{ name: string; actual: string; written: string }>({
    title: 'Образ не закреплён: latest',
    message: ({ name, actual, written }) =>
      `Сервис ${name} запущен из образа ${actual}${written === actual ? '' : ` (в файле стека — ${written}, без тега)`}: под этим тегом завтра может лежать другой`,
    cause:
      'Под тегом latest завтра лежит другой образ: узлы скачают его в разное время и запустят разное, а откат вернёт тот же самый latest. Без тега docker берёт latest сам.',
    see: ({ name }) => `docker service inspect ${name} --format "${IMAGE}"`,
    cure: 'Назовите в файле стека или в команде версию, которая больше никогда не изменится: «docker service update --image ОБРАЗ:ВЕРСИЯ ИМЯ» или новое развёртывание стека.',
  }),
  'image-moving': entry<{ name: string; actual: string }>({
    title: 'Образ не закреплён: тег без версии',
    message: ({ name, actual }) =>
      `Сервис ${name} запущен из образа ${actual}: такой тег — имя, которое переставляют с версии на версию`,
    cause:
      'Теги stable, prod, main называют не образ, а его место: что под ним лежит, зависит от дня. По такому тегу не узнать, что работает, и не вернуться назад.',
    see: ({ name }) => `docker service inspect ${name} --format "${IMAGE}"`,
    cure: 'Возьмите тег с номером версии или с коммитом, по которому образ собран, и разверните сервис ещё раз.',
  }),
  'revision-missing': entry<{ name: string; label: string }>({
    title: 'Не видно, из какого коммита сервис',
    message: ({ name, label }) => `У сервиса ${name} нет метки ${label}`,
    cause:
      'По тегу узнают образ, а по метке — коммит, из которого взяты и образ, и файл стека. Метки в файле ставит раздел deploy.labels.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .Spec.Labels}}"`,
    cure: 'Впишите метку в файл стека («deploy: { labels: { МЕТКА: КОММИТ } }») и разверните его ещё раз, или поставьте её командой «docker service update --label-add МЕТКА=КОММИТ ИМЯ».',
  }),
  'revision-not-a-commit': entry<{ name: string; label: string; actual: string }>({
    title: 'В метке не коммит',
    message: ({ name, label, actual }) =>
      `У сервиса ${name} в метке ${label} стоит «${actual}», а не полный SHA коммита`,
    cause:
      'Имя ветки указывает на разные коммиты в разные дни, короткий SHA однажды совпадёт с другим. Пустое значение обычно значит, что переменная не дошла до файла стека.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .Spec.Labels}}"`,
    cure: 'Возьмите полный SHA, 40 цифр: «git rev-parse HEAD» или переменную, которую даёт сервер CI, и разверните сервис ещё раз.',
  }),
  'rollback-policy-missing': entry<{ name: string; actual: string }>({
    title: 'Неудачное обновление не откатится само',
    message: ({ name, actual }) =>
      `У сервиса ${name} действие при неудачном обновлении — ${actual}, а нужно rollback`,
    cause:
      'По умолчанию действие — pause: кластер останавливает обновление и ждёт человека, а часть задач уже новая и не работает. Ночью человека нет. Действие, заданное той же командой, что и неудачный образ, откат возвращает вместе с образом.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .Spec.UpdateConfig}}"`,
    cure: 'В файле стека: «deploy: { update_config: { failure_action: rollback } }»; командой: «docker service update --update-failure-action rollback ИМЯ».',
  }),
  'update-missing': entry<{ name: string }>({
    title: 'Нет следа обновления',
    message: ({ name }) => `У сервиса ${name} нет следа обновления: UpdateStatus пуст`,
    cause:
      'UpdateStatus появляется, когда развёртывание меняет задачи работающего сервиса: после самого первого его нет. Любое следующее изменение описания стирает его, даже «docker service scale» и развёртывание того же файла.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .UpdateStatus}}"`,
    cure: 'Разверните сервис ещё раз, с другой версией образа, и проверьте прежде, чем менять его снова.',
  }),
  'update-not-completed': entry<{ name: string; actual: string }>({
    title: 'Последнее обновление не удалось',
    message: ({ name, actual }) =>
      `Последнее обновление сервиса ${name} ${ENDED[actual] ?? `в состоянии ${actual}`}`,
    cause:
      'Новые задачи не запустились или не прошли проверку работоспособности: нет такого образа, приложение падает, проверка спрашивает не то.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{json .UpdateStatus}}"; docker service ps --no-trunc ${name}`,
    cure: 'Прочитайте столбец ERROR у последних задач, исправьте причину и разверните сервис ещё раз.',
  }),
} as const;
