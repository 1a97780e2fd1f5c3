import { entry, nodes } from './entry.ts';

const CONSTRAINTS = '{{json .Spec.TaskTemplate.Placement.Constraints}}';
const LABELS =
  'docker node inspect $(docker node ls -q) --format "{{.Description.Hostname}} {{json .Spec.Labels}}"';

const listed = (items: readonly string[], none: string) =>
  items.length === 0 ? none : items.join(', ');

/** On which nodes the tasks of a service may and do stand. */
export const placementCodes = {
  'node-label-wrong': entry<{ object: string; expected: number; actual: readonly string[] }>({
    title: 'Узлы помечены не так',
    message: ({ object, expected, actual }) =>
      `Метка ${object} должна стоять на ${expected === 1 ? 'одном узле' : nodes(expected).replace(/узл\S*$/, 'узлах')}, а стоит ${actual.length === 0 ? 'ни на одном' : `на ${actual.length} (${actual.join(', ')})`}`,
    cause:
      'Метку узлу даёт «docker node update»: ни «docker service create --label», ни метки движка из daemon.json узлу её не добавят. Регистр букв важен: disk и Disk — две разные метки.',
    see: () => LABELS,
    cure: 'Добавьте метку: «docker node update --label-add ИМЯ=ЗНАЧЕНИЕ УЗЕЛ». Лишнюю снимает «docker node update --label-rm ИМЯ УЗЕЛ».',
  }),
  'constraint-missing': entry<{ name: string; expected: string; actual: readonly string[] }>({
    title: 'У сервиса нет нужного ограничения',
    message: ({ name, expected, actual }) =>
      `У сервиса ${name} нет ограничения ${expected}; ${actual.length === 0 ? 'ограничений у него нет вовсе' : `есть: ${actual.join(', ')}`}`,
    cause:
      'Метка на узле сама ничего не меняет: узлы выбирает ограничение в описании сервиса. Предпочтение (--placement-pref) его не заменит: оно только раскладывает задачи, но никому не отказывает.',
    see: ({ name }) => `docker service inspect ${name} --format "${CONSTRAINTS}"`,
    cure: 'Добавьте ограничение: «docker service update --constraint-add node.labels.ИМЯ==ЗНАЧЕНИЕ СЕРВИС». Лишнее убирает «--constraint-rm».',
  }),
  'constraint-by-node': entry<{ name: string; expected: string; actual: string }>({
    title: 'Сервис привязан к имени узла',
    message: ({ name, expected, actual }) =>
      `Сервис ${name} выбирает узел по имени или адресу (${actual}), а должен по признаку: ${expected}`,
    cause:
      'Ограничение node.hostname, node.id или node.ip называет одну машину. Когда её заменят другой, сервису будет негде работать, а новый подходящий узел он не заметит.',
    see: ({ name }) => `docker service inspect ${name} --format "${CONSTRAINTS}"`,
    cure: 'Замените ограничение: «docker service update --constraint-rm СТАРОЕ --constraint-add НОВОЕ СЕРВИС».',
  }),
  'constraint-engine-label': entry<{ name: string; expected: string; actual: string }>({
    title: 'Ограничение смотрит на метки движка',
    message: ({ name, expected, actual }) =>
      `Ограничение ${actual} сервиса ${name} смотрит на метки движка, а метка стоит на узле: нужно ${expected}`,
    cause:
      'Меток два вида. Метки движка (engine.labels) записаны в настройках Docker на самой машине, метки узла (node.labels) хранит кластер: их ставит «docker node update».',
    see: ({ name }) => `docker service inspect ${name} --format "${CONSTRAINTS}"`,
    cure: 'Замените ограничение: «docker service update --constraint-rm engine.labels.ИМЯ==ЗНАЧЕНИЕ --constraint-add node.labels.ИМЯ==ЗНАЧЕНИЕ СЕРВИС».',
  }),
  'max-replicas-wrong': entry<{ name: string; expected: number; actual: number }>({
    title: 'Задач на узел разрешено не столько',
    message: ({ name, expected, actual }) =>
      `У сервиса ${name} ${actual === 0 ? 'число задач на узел не ограничено' : `разрешено задач на узел: ${actual}`}, а нужно не больше ${expected}`,
    cause:
      'Планировщик раскладывает задачи поровну, но если узлов станет меньше, поставит несколько на один. Запрещает это только предел.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{.Spec.TaskTemplate.Placement.MaxReplicas}}"`,
    cure: 'Задайте предел: «docker service update --replicas-max-per-node ЧИСЛО СЕРВИС».',
  }),
  'preference-missing': entry<{ name: string; expected: string; actual: readonly string[] }>({
    title: 'У сервиса нет нужного предпочтения',
    message: ({ name, expected, actual }) =>
      `У сервиса ${name} нет предпочтения spread=${expected}; ${listed(
        actual.map((descriptor) => `есть: ${descriptor}`),
        'предпочтений у него нет',
      )}`,
    cause:
      'Без предпочтения планировщик делит задачи поровну между узлами и о метках не знает: зоне из двух узлов достанется вдвое больше, чем зоне из одного.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{json .Spec.TaskTemplate.Placement.Preferences}}"`,
    cure: 'Добавьте его и перераспределите задачи: «docker service update --placement-pref-add spread=node.labels.ИМЯ --force СЕРВИС».',
  }),
  'tasks-unbalanced': entry<{ name: string; label: string; groups: string }>({
    title: 'Задачи стоят неровно',
    message: ({ name, label, groups }) =>
      `Задачи сервиса ${name} разложены по метке ${label} не поровну: ${groups}`,
    cause:
      'Предпочтение действует, когда задача выбирает узел. Задачи, которые уже стоят, не переезжают: ни когда на узлах появились метки, ни когда сервису добавили предпочтение.',
    see: ({ name }) => `docker service ps --filter desired-state=running ${name}; ${LABELS}`,
    cure: 'Пересоздайте задачи: «docker service update --force СЕРВИС».',
  }),
} as const;
