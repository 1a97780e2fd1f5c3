import { entry, tasks } from './entry.ts';

/**
 * Services that somebody has to mend. What is said of them helps to look, and does not name
 * the cause: finding it is the lab.
 */
export const troubleshootingCodes = {
  'service-not-working': entry<{
    name: string;
    expected: number;
    actual: number;
    /** What else can be seen from outside, each in a few words. */
    signs: readonly string[];
  }>({
    title: 'Сервис работает не так, как задумано',
    message: ({ name, expected, actual, signs }) =>
      [`У сервиса ${name} работает ${tasks(actual)} из ${expected}`, ...signs].join('; '),
    cause:
      'Кластер не смог сделать то, что записано в описании сервиса, или сделал не до конца. Где он остановился, говорит состояние задач: new — у задачи нет сети, pending — ей не нашлось узла, rejected — узел не смог подготовить контейнер, starting — ещё не прошла проверка работоспособности, failed и complete — процесс завершился.',
    see: ({ name }) => `docker service ps --no-trunc ${name}`,
    cure: 'Идите по порядку: «docker service ls», «docker service ps --no-trunc ИМЯ», «docker service inspect --pretty ИМЯ», «docker service logs ИМЯ», «docker node ls», «docker network inspect СЕТЬ». Причину устраняют командой «docker service update», сервис при этом не удаляют.',
  }),
  'service-not-kept': entry<{ name: string }>({
    title: 'Это уже другой сервис',
    message: ({ name }) =>
      `Сервис ${name} не тот, что был в начале лабораторной: имя прежнее, а ID другой`,
    cause:
      'Сервис удалили и создали заново. Так исчезают и простой, которого можно было избежать, и история задач, по которой ищут причину. Описание, собранное заново по памяти, редко совпадает с прежним.',
    see: ({ name }) => `docker service inspect ${name} --format "{{.ID}} {{.CreatedAt}}"`,
    cure: 'Верните начальное состояние («roy lab reset НОМЕР») и исправьте сервис на ходу: почти всё в нём меняет «docker service update».',
  }),
  'manager-allowed': entry<{
    name: string;
    nodes: readonly string[];
    actual: readonly string[];
  }>({
    title: 'Сервис может оказаться на управляющем узле',
    message: ({ name, nodes, actual }) =>
      `Задачи сервиса ${name} могут встать на управляющий узел (${nodes.join(', ')}): ${actual.length === 0 ? 'ограничений у сервиса нет' : `ограничения этому не мешают: ${actual.join(', ')}`}`,
    cause:
      'Ограничение сняли или заменили таким, которому отвечает и управляющий узел. Сейчас задачи могут стоять где нужно, но при следующем обновлении или сбое планировщик выберет узел заново.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{json .Spec.TaskTemplate.Placement.Constraints}}"`,
    cure: 'Роль узла — его собственный признак, а не метка: «docker service update --constraint-add node.role==worker ИМЯ».',
  }),
  'networks-shared': entry<{ name: string; other: string; network: string }>({
    title: 'Сервисы оказались в одной сети',
    message: ({ name, other, network }) =>
      `Сервисы ${name} и ${other} встретились в сети ${network}, а должны быть в разных`,
    cause:
      'Неисправную сеть обошли: сервис подключили к чужой. Теперь он видит соседа, от которого его отделяли.',
    see: ({ name, other }) =>
      `docker service inspect ${name} ${other} --format "{{.Spec.Name}} {{json .Spec.TaskTemplate.Networks}}"`,
    cure: 'Отключите лишнее: «docker service update --network-rm СЕТЬ ИМЯ».',
  }),
  'no-common-network': entry<{ name: string; other: string; actual: string }>({
    title: 'У сервисов нет общей сети',
    message: ({ name, other, actual }) =>
      `У сервисов ${name} и ${other} нет ни одной общей сети: ${actual}`,
    cause:
      'Имя сервиса известно только в тех сетях, к которым он подключён. Опубликованный порт его не заменит: он открывает сервис наружу, а имени не даёт.',
    see: ({ name, other }) =>
      `docker service inspect ${name} ${other} --format "{{.Spec.Name}} {{json .Spec.TaskTemplate.Networks}}"; docker network ls --no-trunc`,
    cure: 'Подключите один из сервисов к сети другого: «docker service update --network-add СЕТЬ ИМЯ».',
  }),
  'config-file-missing': entry<{ name: string; expected: string; actual: readonly string[] }>({
    title: 'Файл настроек не приходит из конфига',
    message: ({ name, expected, actual }) =>
      `У сервиса ${name} нет конфига с файлом ${expected}; ${actual.length === 0 ? 'конфигов у него нет' : `есть: ${actual.join(', ')}`}`,
    cause:
      'Неверный конфиг отключили, а другого вместо него не подключили, или подключили под другим путём. Настройки, вписанные прямо в команду сервиса, пришлось бы повторять в каждом таком сервисе.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{json .Spec.TaskTemplate.ContainerSpec.Configs}}"`,
    cure: 'Создайте конфиг с верным содержимым и подключите его под тем же путём: «docker service update --config-add source=КОНФИГ,target=/ПУТЬ ИМЯ».',
  }),
  'host-port-lost': entry<{ name: string; expected: string; actual: string }>({
    title: 'Порт узла больше не ведёт прямо на его задачу',
    message: ({ name, expected, actual }) =>
      `Сервис ${name} публикует ${actual === '' ? 'ни одного порта' : actual}, а должен, как в начале, ${expected}`,
    cause:
      'Чтобы обновление прошло, порт сняли или перевели в режим ingress. Обновлению он больше не мешает, но и работает теперь иначе: запрос к узлу попадает на задачу любого узла.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .Endpoint.Ports}}"`,
    cure: 'Верните порт: снимите публикацию («docker service update --publish-rm target=ПОРТ-КОНТЕЙНЕРА ИМЯ») и добавьте её с mode=host («--publish-add mode=host,published=…,target=…»).',
  }),
  'start-first-host-port': entry<{ name: string; port: number }>({
    title: 'Следующее обновление опять застрянет',
    message: ({ name, port }) =>
      `Сервис ${name} обновляется в порядке start-first, а порт ${port} узла может занять только одна задача`,
    cause:
      'При start-first новая задача запускается раньше, чем остановится прежняя. Порт узла в это время занят прежней, и новой негде встать.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{.Spec.UpdateConfig.Order}} {{json .Endpoint.Ports}}"`,
    cure: 'Сервису, который занимает порт узла, подходит только порядок stop-first: «docker service update --update-order stop-first ИМЯ».',
  }),
} as const;
