import { entry } from './entry.ts';

/** One engine, before it is in any swarm. */
export const engineCodes = {
  'engine-old': entry<{ expected: string; actual: string }>({
    title: 'Движок слишком старый',
    message: ({ expected, actual }) =>
      `Версия движка — ${actual}, а для курса нужна ${expected} или новее`,
    cause:
      'Задания и многие ключи команд появились только в Docker 20.10. Иногда вместо Docker отвечает другая программа с похожим API, например Podman: кластеров в ней нет.',
    see: () => 'docker version --format "{{.Server.Version}}"',
    cure: 'Поставьте Docker Engine новее или работайте на учебных машинах: «roy machine create».',
  }),
  'firewall-unsupported': entry<{ expected: string; actual: string }>({
    title: 'Движок настраивает межсетевой экран так, что кластер не заработает',
    message: ({ expected, actual }) =>
      `Движок управляет межсетевым экраном через ${actual}, а кластеру нужен ${expected}`,
    cause:
      'Правила для сетей overlay движок умеет записывать только через iptables. С nftables, который можно включить начиная с Docker 29, вступить в кластер нельзя.',
    see: () => 'docker info --format "{{json .FirewallBackend}}"',
    cure: 'Уберите «firewall-backend» из /etc/docker/daemon.json (или поставьте "iptables") и перезапустите движок: «sudo systemctl restart docker».',
  }),
  'engine-is-worker': entry<{ name: string }>({
    title: 'Это рабочий узел кластера',
    message: ({ name }) =>
      `Движок ${name} — рабочий узел кластера: о кластере он не отвечает и начать новый не может`,
    cause:
      'DOCKER_HOST, контекст или сокет ведут на машину, которая уже вошла в кластер рабочим узлом. Отвечают о кластере только управляющие узлы.',
    see: () => 'docker info --format "{{.Swarm.LocalNodeState}} {{.Swarm.ControlAvailable}}"',
    cure: 'Обратитесь к другому движку: «docker context use ИМЯ» или ключ --host. Если кластер больше не нужен, выведите из него машину: «docker swarm leave».',
  }),
  'swarm-unavailable': entry<{ name: string; actual: string }>({
    title: 'Движок застрял между «в кластере» и «вне кластера»',
    message: ({ name, actual }) =>
      `Движок ${name} в кластере в состоянии ${actual}, а должен быть inactive (вне кластера) или active (управляющий узел)`,
    cause:
      'locked — управляющий узел перезапускался и ждёт ключа; pending — вход в кластер ещё не закончен; error — кластер не запустился.',
    see: () => 'docker info --format "{{.Swarm.LocalNodeState}} {{.Swarm.Error}}"',
    cure: 'Введите ключ («docker swarm unlock»), а если тот кластер не нужен, выйдите из него: «docker swarm leave --force».',
  }),
  'classic-swarm-container': entry<{ name: string; actual: string }>({
    title: 'Запущен старый отдельный Swarm',
    message: ({ name, actual }) =>
      `Контейнер ${name} создан из образа ${actual}: это старый Swarm, он закрыт в 2021 году и курсу не нужен`,
    cause:
      'До 2016 года Swarm был отдельной программой, которую запускали контейнером («docker run swarm …»). Старые статьи до сих пор начинают с неё. Нынешний кластер встроен в движок.',
    see: () => 'docker ps --all --filter ancestor=swarm',
    cure: 'Удалите контейнер: «docker rm --force ИМЯ». Ставить вместо него ничего не надо.',
  }),
  'course-images-missing': entry<{ name: string; missing: readonly string[] }>({
    title: 'Нет образов курса',
    message: ({ name, missing }) => `У движка ${name} нет образов: ${missing.join(', ')}`,
    cause:
      'Лабораторные запускают сервисы из этих образов. Узел без интернета взять их больше негде, а образов roy-web в открытых реестрах нет вовсе.',
    see: () => 'docker image ls',
    cure: 'Загрузите их: «roy images load».',
  }),
  'container-missing': entry<{ name: string }>({
    title: 'Контейнера нет',
    message: ({ name }) => `Контейнера ${name} на этом движке нет, даже остановленного`,
    cause:
      'Контейнер не запускали, назвали иначе, удалили («docker rm» или ключ --rm) или запустили на другой машине.',
    see: () => 'docker ps --all',
    cure: 'Запустите его: «docker run --detach --name ИМЯ roy-web:1.0».',
  }),
  'container-not-ended': entry<{ name: string; actual: string }>({
    title: 'Контейнер ещё не завершён',
    message: ({ name, actual }) =>
      `Контейнер ${name} в состоянии ${actual}, а должен быть завершён (exited)`,
    cause:
      'Контейнер не останавливали, запустили снова или у него есть правило перезапуска (--restart).',
    see: ({ name }) => `docker ps --all --filter name=${name}`,
    cure: 'Убейте его: «docker kill ИМЯ». Удалять не нужно.',
  }),
} as const;
