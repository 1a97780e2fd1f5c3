import { entry } from './entry.ts';

/** Stacks: what a compose file deploys and what it leaves behind. */
export const stackCodes = {
  'stack-missing': entry<{ stack: string; others: readonly string[] }>({
    title: 'Стека нет',
    message: ({ stack, others }) =>
      `Стека ${stack} в кластере нет${others.length === 0 ? '' : `; есть: ${others.join(', ')}`}`,
    cause:
      'Стек не развёрнут или развёрнут под другим именем: имя стека — последнее слово в «docker stack deploy», в файле его нет.',
    see: () => 'docker stack ls',
    cure: 'Разверните файл под нужным именем: «docker stack deploy -c ФАЙЛ СТЕК». Лишний стек удалите: «docker stack rm СТЕК».',
  }),
  'stack-label-missing': entry<{ name: string; stack: string; kind: 'service' | 'network' }>({
    title: 'Объект создан отдельно от стека',
    message: ({ name, stack, kind }) =>
      `${kind === 'network' ? 'Сеть' : 'Сервис'} ${name} не принадлежит стеку ${stack}: метки com.docker.stack.namespace нет`,
    cause:
      'Стек узнаёт свои объекты по метке com.docker.stack.namespace, которую ставит «docker stack deploy». Похожего имени мало: объект, созданный вручную или указанный в файле как external, стек не изменит и не удалит.',
    see: ({ name, kind }) =>
      kind === 'network'
        ? `docker network inspect ${name} --format "{{json .Labels}}"`
        : `docker service inspect ${name} --format "{{json .Spec.Labels}}"`,
    cure: 'Удалите созданное вручную, опишите его в файле compose и разверните стек ещё раз.',
  }),
  'stack-other': entry<{ name: string; stack: string; actual: string }>({
    title: 'Сервис есть в другом стеке',
    message: ({ name, stack, actual }) =>
      `Сервис ${name} относится к стеку ${actual}, а должен быть только в ${stack}`,
    cause:
      'Тот же файл развёрнут под другим именем. Для кластера это отдельный стек: свои сервисы, свои сети; изменение одного не трогает другой.',
    see: ({ actual }) => `docker stack ls; docker stack services ${actual}`,
    cure: 'Удалите лишний стек («docker stack rm СТЕК») и разворачивайте файл под одним и тем же именем.',
  }),
  'service-not-pruned': entry<{ name: string; stack: string }>({
    title: 'Сервис убран из файла, но остался в кластере',
    message: ({ name, stack }) => `Сервис ${name} всё ещё работает в стеке ${stack}`,
    cause:
      'По умолчанию «docker stack deploy» только создаёт и изменяет. То, чего в файле больше нет, он удаляет лишь с ключом «--prune».',
    see: ({ stack }) => `docker stack services ${stack}`,
    cure: 'Уберите сервис из файла и разверните стек с ключом: «docker stack deploy --prune -c ФАЙЛ СТЕК».',
  }),
} as const;
