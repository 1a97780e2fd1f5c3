import { entry } from './entry.ts';

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
} as const;
