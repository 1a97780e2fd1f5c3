/** A word of the course: what it is called and what it means. The key is its anchor. */
export interface GlossaryEntry {
  readonly term: string;
  /** The English word that commands and messages use. */
  readonly english: string;
  readonly meaning: string;
}

export const glossary: Readonly<Record<string, GlossaryEntry>> = {
  swarm: {
    term: 'Кластер',
    english: 'swarm',
    meaning: 'Несколько машин с Docker, которыми управляют как одной.',
  },
  node: {
    term: 'Узел',
    english: 'node',
    meaning: 'Машина с движком Docker, которая входит в кластер.',
  },
  manager: {
    term: 'Управляющий узел',
    english: 'manager',
    meaning: 'Узел, который хранит состояние кластера и раздаёт работу.',
  },
  worker: {
    term: 'Рабочий узел',
    english: 'worker',
    meaning: 'Узел, который только выполняет задачи.',
  },
  leader: {
    term: 'Лидер',
    english: 'leader',
    meaning: 'Управляющий узел, который принимает решения; остальные повторяют за ним.',
  },
  token: {
    term: 'Токен',
    english: 'join token',
    meaning: 'Строка, которую узел предъявляет, чтобы войти в кластер. Она же задаёт его роль.',
  },
  tag: {
    term: 'Тег',
    english: 'tag',
    meaning: 'Имя версии образа после двоеточия. Его можно переставить на другой образ.',
  },
  digest: {
    term: 'Дайджест',
    english: 'digest',
    meaning: 'Контрольная сумма образа. Называет ровно один образ и никогда не переставляется.',
  },
  context: {
    term: 'Контекст',
    english: 'context',
    meaning: 'Именованная запись о том, с каким движком говорит docker и как он к нему входит.',
  },
  stack: {
    term: 'Стек',
    english: 'stack',
    meaning:
      'Сервисы, сети, секреты и конфиги, описанные одним файлом и развёрнутые под одним именем.',
  },
  pipeline: {
    term: 'Конвейер',
    english: 'pipeline',
    meaning: 'Шаги, которые сервер CI выполняет на каждый коммит: сборка, проверка, развёртывание.',
  },
  raft: {
    term: 'Raft',
    english: 'Raft',
    meaning: 'Алгоритм, по которому управляющие узлы ведут общий журнал и выбирают лидера.',
  },
  quorum: {
    term: 'Кворум',
    english: 'quorum',
    meaning: 'Больше половины управляющих узлов. Без него кластер не принимает изменений.',
  },
  service: {
    term: 'Сервис',
    english: 'service',
    meaning: 'Описание того, что должно работать: образ, число реплик, порты, сети.',
  },
  task: {
    term: 'Задача',
    english: 'task',
    meaning: 'Поручение узлу запустить один контейнер сервиса: контейнер и его судьба.',
  },
  replica: {
    term: 'Реплика',
    english: 'replica',
    meaning: 'Один из одинаковых экземпляров сервиса. Номер реплики (slot) переживает её задачи.',
  },
  orchestrator: {
    term: 'Оркестратор',
    english: 'orchestrator',
    meaning: 'Часть управляющего узла, которая сравнивает заказанное с настоящим и создаёт задачи.',
  },
  scheduler: {
    term: 'Планировщик',
    english: 'scheduler',
    meaning: 'Часть управляющего узла, которая выбирает узел для каждой новой задачи.',
  },
  overlay: {
    term: 'Сеть overlay',
    english: 'overlay network',
    meaning: 'Сеть на весь кластер: соединяет задачи разных узлов поверх обычной сети.',
  },
  discovery: {
    term: 'Обнаружение сервисов',
    english: 'service discovery',
    meaning: 'Как по имени сервиса узнать, где сейчас работают его задачи.',
  },
  vip: {
    term: 'Виртуальный адрес',
    english: 'virtual IP, VIP',
    meaning: 'Один постоянный адрес сервиса в сети. Запросы на него достаются одной из задач.',
  },
  alias: {
    term: 'Псевдоним',
    english: 'network alias',
    meaning: 'Второе имя сервиса в одной из его сетей.',
  },
  mesh: {
    term: 'Routing mesh',
    english: 'routing mesh',
    meaning: 'Опубликованный порт отвечает на любом узле и ведёт к любой задаче сервиса.',
  },
  global: {
    term: 'Режим global',
    english: 'global mode',
    meaning: 'Режим сервиса: по одной задаче на каждом подходящем узле, без числа реплик.',
  },
  'container-layer': {
    term: 'Слой контейнера',
    english: 'container layer',
    meaning: 'Всё, что процесс записал в контейнере мимо хранилищ. Пропадает вместе с контейнером.',
  },
  volume: {
    term: 'Том',
    english: 'volume',
    meaning: 'Место на диске узла, которое движок бережёт отдельно от контейнеров.',
  },
  constraint: {
    term: 'Ограничение',
    english: 'placement constraint',
    meaning: 'Требование сервиса к узлу: на узел, который ему не отвечает, задача не встанет.',
  },
  preference: {
    term: 'Предпочтение',
    english: 'placement preference',
    meaning: 'Метка, между значениями которой планировщик делит задачи сервиса поровну.',
  },
  availability: {
    term: 'Доступность',
    english: 'availability',
    meaning: 'Что кластеру позволено делать с узлом: давать задачи, не давать новых, увести все.',
  },
  secret: {
    term: 'Секрет',
    english: 'secret',
    meaning: 'Значение, которое кластер хранит зашифрованным и отдаёт только задачам, файлом.',
  },
  config: {
    term: 'Конфиг',
    english: 'config',
    meaning: 'Файл настроек, который кластер хранит и отдаёт задачам; содержимое видно всем.',
  },
  healthcheck: {
    term: 'Проверка работоспособности',
    english: 'health check',
    meaning: 'Команда внутри контейнера, по которой кластер судит, работает ли приложение.',
  },
  limit: {
    term: 'Предел',
    english: 'limit',
    meaning: 'Больше памяти и процессора ядро задаче не даст.',
  },
  reservation: {
    term: 'Резерв',
    english: 'reservation',
    meaning: 'Сколько памяти и процессора планировщик держит за задачей, выбирая узел.',
  },
  update: {
    term: 'Обновление',
    english: 'update',
    meaning: 'Изменение описания сервиса: задачи, которых оно касается, заменяются новыми.',
  },
  rollback: {
    term: 'Откат',
    english: 'rollback',
    meaning: 'Возвращение сервиса к прежнему описанию, по команде или после неудачного обновления.',
  },
  job: {
    term: 'Задание',
    english: 'job',
    meaning: 'Сервис, задачи которого должны завершиться: успех — это код 0.',
  },
  engine: {
    term: 'Движок',
    english: 'Docker Engine',
    meaning: 'Программа, которая постоянно работает на машине и запускает контейнеры.',
  },
};
