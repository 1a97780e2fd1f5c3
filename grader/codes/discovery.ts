import { entry } from './entry.ts';

/** Names and addresses. */
export const discoveryCodes = {
  'endpoint-mode-wrong': entry<{ name: string; expected: string; actual: string }>({
    title: 'У сервиса другой способ обнаружения',
    message: ({ name, expected, actual }) =>
      `Сервис ${name} работает в режиме ${actual}, а нужен ${expected}`,
    cause:
      'В режиме vip (он по умолчанию) имя ведёт на один виртуальный адрес, и запросы распределяет ядро. В режиме dnsrr виртуального адреса нет: DNS отдаёт адреса самих задач.',
    see: ({ name }) => `docker service inspect ${name} --format "{{.Spec.EndpointSpec.Mode}}"`,
    cure: 'Режим меняется на ходу: «docker service update --endpoint-mode РЕЖИМ ИМЯ».',
  }),
  'alias-missing': entry<{
    name: string;
    network: string;
    expected: string;
    actual: readonly string[];
  }>({
    title: 'У сервиса нет второго имени в сети',
    message: ({ name, network, expected, actual }) =>
      `У сервиса ${name} в сети ${network} нет псевдонима ${expected}${actual.length === 0 ? '' : `; есть: ${actual.join(', ')}`}`,
    cause:
      'Псевдоним принадлежит подключению сервиса к сети, а не сервису: его пишут там же, где сеть.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{json .Spec.TaskTemplate.Networks}}"`,
    cure: 'Подключите сервис заново: сначала «docker service update --network-rm СЕТЬ ИМЯ», затем «docker service update --network-add name=СЕТЬ,alias=ПСЕВДОНИМ ИМЯ».',
  }),
  'name-resolves-wrong': entry<{
    object: string;
    expected: readonly string[];
    actual: readonly string[];
  }>({
    title: 'Имя ведёт не туда',
    message: ({ object, expected, actual }) =>
      `Имя ${object} ${actual.length === 0 ? 'в сети не находится' : `ведёт на ${actual.join(', ')}`}, а должно вести на ${expected.join(', ')}`,
    cause:
      'Адрес лишний — одно имя носят несколько сервисов: в сети есть второй с таким же именем или псевдонимом, и DNS смешивает их адреса. Адреса не хватает — узлы не слышат друг друга: между ними закрыт порт 7946 (tcp и udp), или движок узла недавно сменил кластер и всё ещё занят прежним.',
    see: () =>
      'docker service inspect $(docker service ls -q) --format "{{.Spec.Name}} {{json .Spec.TaskTemplate.Networks}}"',
    cure: 'Оставьте имя и псевдоним за одним сервисом: у лишнего отключите сеть («--network-rm») и подключите её снова без этого псевдонима. Если адреса не хватает, откройте порт и перезапустите движок узла с этой задачей: «sudo systemctl restart docker», на учебных машинах — «roy machine stop УЗЕЛ» и «roy machine start УЗЕЛ».',
  }),
  'replica-not-reached': entry<{
    name: string;
    expected: number;
    actual: number;
    silent: readonly string[];
  }>({
    title: 'Запросы доходят не до каждой реплики',
    message: ({ name, expected, actual, silent }) =>
      `На запросы к имени ${name} ответили реплики: ${actual} из ${expected}${silent.length === 0 ? '' : `; не ответили: ${silent.join(', ')}`}`,
    cause:
      'Балансировщик раздаёт соединения всем работающим задачам по кругу и не знает, слушает ли порт приложение. Задача, которая работает, но не слушает порт, получает свою долю запросов и теряет её.',
    see: ({ name }) =>
      `docker service logs --tail 20 ${name}; docker service inspect ${name} --format "{{.Spec.TaskTemplate.ContainerSpec.Command}} {{.Spec.TaskTemplate.ContainerSpec.Args}}"`,
    cure: 'Верните сервису команду из образа («docker service update --args "" --entrypoint "" ИМЯ») или исправьте её так, чтобы каждая реплика слушала порт.',
  }),
} as const;
