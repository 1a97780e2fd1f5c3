import { entry } from './entry.ts';

/** Published ports. */
export const portsCodes = {
  'port-missing': entry<{ name: string; expected: string; actual: string }>({
    title: 'Порт не опубликован',
    message: ({ name, expected, actual }) =>
      `Сервис ${name} публикует ${actual === '' ? 'ни одного порта' : actual}, а нужно ${expected}`,
    cause:
      'Опубликованный порт — тот, что открыт на узлах. Его задают при создании; без ключа «--publish» сервис доступен только внутри своих сетей.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .Endpoint.Ports}}"`,
    cure: 'Опубликуйте порт на ходу: «docker service update --publish-add published=СНАРУЖИ,target=ВНУТРИ ИМЯ».',
  }),
  'port-swapped': entry<{ name: string; expected: string; actual: string }>({
    title: 'Порты перепутаны местами',
    message: ({ name, expected, actual }) =>
      `Сервис ${name} публикует ${actual}, а нужно наоборот: ${expected}`,
    cause: 'В короткой записи «-p 8080:80» первым стоит порт узла, вторым — порт контейнера.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .Endpoint.Ports}}"`,
    cure: 'Снимите публикацию по порту КОНТЕЙНЕРА («docker service update --publish-rm mode=РЕЖИМ,target=ПОРТ ИМЯ») и добавьте заново. Длинная запись не даёт ошибиться: published=СНАРУЖИ,target=ВНУТРИ.',
  }),
  'port-target-wrong': entry<{ name: string; expected: string; actual: string }>({
    title: 'Порт ведёт не на тот порт контейнера',
    message: ({ name, expected, actual }) =>
      `Сервис ${name} публикует ${actual}, а нужно ${expected}`,
    cause:
      'Порт узла верен, но запросы с него попадают на порт контейнера, который приложение не слушает.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .Endpoint.Ports}}"`,
    cure: 'Снимите публикацию («docker service update --publish-rm mode=РЕЖИМ,target=ПОРТ-КОНТЕЙНЕРА ИМЯ») и добавьте её с верным target.',
  }),
  'port-protocol-wrong': entry<{ name: string; expected: string; actual: string }>({
    title: 'Порт опубликован по другому протоколу',
    message: ({ name, expected, actual }) =>
      `Сервис ${name} публикует ${actual}, а нужно ${expected}`,
    cause: 'HTTP работает по TCP. Опубликованный по UDP порт такие запросы не принимает.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .Endpoint.Ports}}"`,
    cure: 'Опубликуйте порт заново без «/udp» и без «protocol=udp»: TCP подразумевается.',
  }),
  'port-mode-wrong': entry<{ name: string; expected: string; actual: string }>({
    title: 'Порт опубликован в другом режиме',
    message: ({ name, expected, actual }) =>
      `Сервис ${name} публикует ${actual}, а нужно ${expected}`,
    cause:
      'В режиме ingress (он по умолчанию) порт открыт на каждом узле и ведёт на любую задачу. В режиме host порт открыт только там, где стоит задача, и ведёт прямо на неё.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .Endpoint.Ports}}"`,
    cure: 'Снимите публикацию («docker service update --publish-rm mode=РЕЖИМ,target=ПОРТ-КОНТЕЙНЕРА ИМЯ») и добавьте заново с нужным mode: «--publish-add published=…,target=…,mode=…».',
  }),
  'port-silent': entry<{
    name: string;
    port: number;
    expected: number;
    actual: number;
    silent: readonly string[];
  }>({
    title: 'Узел не отвечает на опубликованном порту',
    message: ({ name, port, expected, actual, silent }) =>
      `На порту ${port} сервиса ${name} ответили узлы: ${actual} из ${expected}; молчат: ${silent.join(', ')}`,
    cause:
      'Публикация порта ещё не значит, что в контейнере его кто-то слушает. Чаще всего команду образа заменили другой или приложение слушает другой порт.',
    see: ({ name }) => `docker service ps ${name}; docker service logs --tail 20 ${name}`,
    cure: 'Запустите сервис с командой, которая слушает target-порт (у roy-web это команда самого образа), и проверьте, что порт узла не закрыт брандмауэром.',
  }),
  'port-left': entry<{ name: string; port: number; actual: string }>({
    title: 'Лишний порт всё ещё опубликован',
    message: ({ name, port, actual }) => `Сервис ${name} всё ещё публикует порт ${port}: ${actual}`,
    cause:
      'Публикация остаётся, пока её не снимут. Ключ «--publish-rm» ждёт порт контейнера (target), а не порт узла: по чужому номеру он ничего не находит и об этом не говорит.',
    see: ({ name }) => `docker service inspect ${name} --format "{{json .Endpoint.Ports}}"`,
    cure: 'Снимите публикацию по порту контейнера: «docker service update --publish-rm mode=РЕЖИМ,target=ПОРТ-КОНТЕЙНЕРА ИМЯ». Задачи при этом пересоздаются.',
  }),
} as const;
