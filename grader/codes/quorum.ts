import { counted, entry } from './entry.ts';

/** Managers, their quorum, and what protects a swarm from strangers. */
export const quorumCodes = {
  'managers-few': entry<{ expected: number; actual: number; names: readonly string[] }>({
    title: 'Управляющих узлов слишком мало',
    message: ({ expected, actual, names }) =>
      `Управляющих узлов ${actual} (${names.join(', ')}), а нужно не меньше ${expected}`,
    cause:
      'Кластер принимает изменения, пока отвечает больше половины управляющих узлов. Если их один или два, хватит потери одного.',
    see: () => 'docker node ls',
    cure: 'Повысьте рабочие узлы: «docker node promote УЗЕЛ».',
  }),
  'managers-even': entry<{ actual: number; names: readonly string[] }>({
    title: 'Чётное число управляющих узлов',
    message: ({ actual, names }) =>
      `Управляющих узлов ${actual} (${names.join(', ')}): потерять можно ${(actual - 2) / 2}, столько же, сколько при ${actual - 1}`,
    cause:
      'Больше половины от четырёх — это три, и потерять можно один узел, как и при трёх управляющих. Лишний узел ничего не прибавляет, а выйти из строя может. Частая причина: узел покинул кластер и вошёл снова, а прежняя запись о нём осталась.',
    see: () => 'docker node ls',
    cure: 'Понизьте один из них: «docker node demote УЗЕЛ». Запись об узле, которого больше нет, потом удалите: «docker node rm ID».',
  }),
  'manager-unreachable': entry<{ name: string; id: string; actual: string }>({
    title: 'Управляющий узел недоступен',
    message: ({ name, id, actual }) =>
      `Управляющий узел ${name} (${id}) в состоянии ${actual}, а должен быть reachable`,
    cause:
      'Узел выключен, отрезан от сети, заперт автоблокировкой после перезапуска или покинул кластер, а запись о нём осталась. В кворуме он считается по-прежнему.',
    see: () => 'docker node ls',
    cure: 'Верните узел: включите его; запертый откройте командой «docker swarm unlock» на нём самом. Если он не вернётся: «docker node demote ID», затем «docker node rm ID».',
  }),
  'token-unchanged': entry<object>({
    title: 'Токен рабочих узлов прежний',
    message: () => 'Токен рабочих узлов тот же, что в начале лабораторной',
    cause:
      'Команда «docker swarm join-token» без ключа «--rotate» только печатает токен. Пока он не заменён, в кластер войдёт всякий, кто его видел.',
    see: () => 'docker swarm join-token --quiet worker',
    cure: 'Замените его: «docker swarm join-token --rotate worker». Узлы, которые уже в кластере, в нём и останутся.',
  }),
  'token-other-rotated': entry<object>({
    title: 'Заменён не тот токен',
    message: () => 'Заменён токен управляющих узлов, а токен рабочих узлов прежний',
    cause:
      'У кластера два токена, и «--rotate» заменяет тот, который назван: «worker» или «manager».',
    see: () => 'docker swarm join-token --quiet worker',
    cure: 'Замените и второй: «docker swarm join-token --rotate worker».',
  }),
  'autolock-off': entry<object>({
    title: 'Автоблокировка выключена',
    message: () => 'Автоблокировка управляющих узлов выключена',
    cause:
      'Без неё ключ, которым зашифрован журнал, лежит на том же диске: кто унёс диск, тот прочитал и секреты.',
    see: () => 'docker info --format "{{.Swarm.Cluster.Spec.EncryptionConfig.AutoLockManagers}}"',
    cure: 'Включите её: «docker swarm update --autolock=true», и сохраните напечатанный ключ.',
  }),
  'writes-refused': entry<{ name: string; seconds: number; error: string }>({
    title: 'Без одного управляющего узла кластер не принимает изменений',
    message: ({ name, seconds, error }) =>
      `«Рой» отключил от сети управляющий узел ${name}, и за ${counted(Math.round(seconds), 'секунду', 'секунды', 'секунд')} остальные не приняли ни одного изменения${error === '' ? '' : `: ${error}`}`,
    cause:
      'Остальные управляющие узлы не составили кворума: кто-то из них не отвечает или они не слышат друг друга. Пока работает лидер, этого не видно: он слышит всех.',
    see: () => 'docker node ls',
    cure: 'Откройте порты 2377/tcp, 7946/tcp и 7946/udp между каждыми двумя управляющими узлами и проверьте маршруты в обе стороны.',
  }),
} as const;
