import type { FileFinding } from '../lab/define.ts';
import { entry } from './entry.ts';

const SECRETS = '{{json .Spec.TaskTemplate.ContainerSpec.Secrets}}';
const CONFIGS = '{{json .Spec.TaskTemplate.ContainerSpec.Configs}}';

/** What stands in the file, after «в файле … сервиса …». */
const FOUND: Readonly<Record<FileFinding, string>> = {
  equal: 'то, что нужно',
  newline: 'после нужного значения стоит лишний перевод строки',
  late: 'нужное значение, но записано оно слишком поздно',
  different: 'другое значение',
  missing: 'ничего нет: нет самого файла',
};

/** Whose label it is, after «в метке …». */
const OWNER = {
  service: 'сервиса',
  config: 'конфига',
  secret: 'секрета',
  node: 'узла',
  network: 'сети',
} as const;

/** Secrets and configs. */
export const secretsCodes = {
  'secret-not-attached': entry<{ name: string; secret: string; actual: string }>({
    title: 'Секрет не подключён к сервису',
    message: ({ name, secret, actual }) =>
      `К сервису ${name} не подключён секрет ${secret}${actual === '' ? '' : `; подключены: ${actual}`}`,
    cause:
      'Созданный секрет хранится в кластере и сам никуда не попадает: контейнер получает только те секреты, которые названы в описании сервиса.',
    see: ({ name }) => `docker service inspect ${name} --format "${SECRETS}"; docker secret ls`,
    cure: 'Подключите секрет на ходу: «docker service update --secret-add source=СЕКРЕТ,target=ФАЙЛ ИМЯ». Задачи при этом пересоздаются.',
  }),
  'secret-target-wrong': entry<{ name: string; secret: string; expected: string; actual: string }>({
    title: 'Секрет подключён под другим именем файла',
    message: ({ name, secret, expected, actual }) =>
      `У сервиса ${name} секрет ${secret} лежит в файле ${actual}, а нужен ${expected}`,
    cause:
      'Имя файла задаёт «target». Без него файл называется так же, как секрет, и при смене секрета приложению пришлось бы читать другой файл.',
    see: ({ name }) => `docker service inspect ${name} --format "${SECRETS}"`,
    cure: 'Отключите секрет и подключите снова под нужным именем: «docker service update --secret-rm СЕКРЕТ --secret-add source=СЕКРЕТ,target=ФАЙЛ ИМЯ».',
  }),
  'secret-mode-wrong': entry<{ name: string; secret: string; expected: string; actual: string }>({
    title: 'У файла секрета другие права',
    message: ({ name, secret, expected, actual }) =>
      `У сервиса ${name} файл секрета ${secret} создан с правами ${actual}, а нужны ${expected}`,
    cause:
      'По умолчанию права 0444: файл читает любой процесс контейнера. Владельца и права задают «uid», «gid» и «mode» в длинной записи.',
    see: ({ name }) => `docker service inspect ${name} --format "${SECRETS}"`,
    cure: 'Подключите секрет снова, с правами: «docker service update --secret-rm СЕКРЕТ --secret-add source=СЕКРЕТ,target=ФАЙЛ,mode=0400 ИМЯ».',
  }),
  'secret-still-attached': entry<{ name: string; secret: string; file: string }>({
    title: 'Старый секрет всё ещё подключён',
    message: ({ name, secret, file }) =>
      `Секрет ${secret} всё ещё подключён к сервису ${name}, файлом ${file}`,
    cause:
      'Подключить новый секрет мало: пока описание сервиса называет старый, его получает каждый контейнер, и удалить его из кластера нельзя.',
    see: ({ name }) => `docker service inspect ${name} --format "${SECRETS}"`,
    cure: 'Отключите его: «docker service update --secret-rm СЕКРЕТ ИМЯ».',
  }),
  'secret-content-wrong': entry<{ name: string; file: string; found: FileFinding }>({
    title: 'В файле секрета не то значение',
    message: ({ name, file, found }) => `В файле ${file} у сервиса ${name} ${FOUND[found]}`,
    cause:
      'Секрет создан с другим значением или команда добавила к нему перевод строки: так делает echo, а printf %s — нет. Увидеть значение готового секрета нельзя ни одной командой Docker, можно лишь прочитать файл в контейнере.',
    see: ({ name, file }) =>
      `docker exec $(docker ps -q --filter label=com.docker.swarm.service.name=${name} | head -n 1) od -c ${file}`,
    cure: 'Изменить секрет нельзя. Создайте другой с верным значением («printf %s ЗНАЧЕНИЕ | docker secret create СЕКРЕТ -») и подключите его вместо этого под тем же именем файла. Чтобы оставить прежнее имя, сначала отключите и удалите этот.',
  }),
  'secret-not-rotated': entry<{ name: string; secret: string }>({
    title: 'Секрет не сменяли',
    message: ({ name, secret }) =>
      `В истории задач сервиса ${name} нет ни одной задачи с секретом ${secret}: его не сменили, а не подключали вовсе`,
    cause:
      'Сервис сразу создан с новым секретом, или его удалили и создали заново, и история задач пропала. При смене секрета сервис остаётся тем же: его задачи пересоздаются по одной.',
    see: ({ name }) =>
      `docker inspect $(docker service ps --quiet ${name}) --format "{{.ID}} {{range .Spec.ContainerSpec.Secrets}}{{.SecretName}} {{end}}"`,
    cure: 'Верните сервису старый секрет под тем же именем файла, дождитесь, пока задачи запустятся, и смените его на новый одной командой «docker service update --secret-rm СТАРЫЙ --secret-add source=НОВЫЙ,target=ФАЙЛ ИМЯ».',
  }),
  'secret-in-env': entry<{ name: string; variables: readonly string[] }>({
    title: 'Значение секрета стоит в переменной окружения',
    message: ({ name, variables }) =>
      `Значение секрета открыто стоит в переменных окружения сервиса ${name}: ${variables.join(', ')}`,
    cause:
      'Переменные окружения видит всякий, кто может выполнить «docker service inspect» или «docker inspect», каждый процесс контейнера, а часто и журнал приложения. Base64 — не шифр: так значение тоже открыто.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{json .Spec.TaskTemplate.ContainerSpec.Env}}"`,
    cure: 'Уберите переменную: «docker service update --env-rm ПЕРЕМЕННАЯ ИМЯ», а приложению дайте имя файла (PASSWORD_FILE=/run/secrets/…). В настоящей работе пароль, который побывал на виду, ещё и сменяют.',
  }),
  'secret-in-args': entry<{ name: string }>({
    title: 'Значение секрета стоит в команде сервиса',
    message: ({ name }) => `Значение секрета открыто стоит в команде сервиса ${name}`,
    cause:
      'Команда и её аргументы — часть описания сервиса: их показывает «docker service inspect», а на узле — «docker ps --no-trunc» и список процессов.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{json .Spec.TaskTemplate.ContainerSpec.Command}} {{json .Spec.TaskTemplate.ContainerSpec.Args}}"`,
    cure: 'Пусть команда читает файл секрета сама. Аргументы заменяет «docker service update --args "…" ИМЯ».',
  }),
  'secret-in-health': entry<{ name: string }>({
    title: 'Значение секрета стоит в проверке работоспособности',
    message: ({ name }) =>
      `Значение секрета открыто стоит в команде проверки работоспособности сервиса ${name}`,
    cause:
      'Команда проверки — часть описания сервиса, а «docker inspect» на узле хранит ещё и её последние ответы.',
    see: ({ name }) =>
      `docker service inspect ${name} --format "{{json .Spec.TaskTemplate.ContainerSpec.Healthcheck}}"`,
    cure: 'Пусть проверка читает файл секрета сама: «docker service update --health-cmd "…" ИМЯ».',
  }),
  'secret-in-labels': entry<{ kind: keyof typeof OWNER; name: string; label: string }>({
    title: 'Значение секрета стоит в метке',
    message: ({ kind, name, label }) =>
      `Значение секрета открыто стоит в метке ${label} ${OWNER[kind]} ${name}`,
    cause:
      'Метки — открытые сведения об объекте: их показывает inspect, по ним отбирают объекты и собирают показатели.',
    see: ({ kind, name }) => `docker ${kind} inspect ${name}`,
    cure: 'Уберите метку: у сервиса это «docker service update --label-rm МЕТКА ИМЯ» (или «--container-label-rm»), у узла «docker node update --label-rm МЕТКА ИМЯ». Секрет, конфиг или сеть придётся создать заново.',
  }),
  'secret-in-config': entry<{ name: string }>({
    title: 'Значение секрета стоит в конфиге',
    message: ({ name }) => `Значение секрета открыто стоит в конфиге ${name}`,
    cause:
      'Конфиги — для того, что скрывать не нужно: их содержимое «docker config inspect» показывает всякому, кто управляет кластером.',
    see: ({ name }) => `docker config inspect --pretty ${name}`,
    cure: 'Оставьте в конфиге имя файла секрета, а само значение — в секрете. Изменить конфиг нельзя: создайте другой, подключите его вместо этого, а этот удалите («docker config rm ИМЯ»).',
  }),
  'config-not-attached': entry<{ name: string; config: string; actual: string }>({
    title: 'Конфиг не подключён к сервису',
    message: ({ name, config, actual }) =>
      `К сервису ${name} не подключён конфиг ${config}${actual === '' ? '' : `; подключены: ${actual}`}`,
    cause:
      'Созданный конфиг хранится в кластере и сам никуда не попадает: его называют в описании сервиса.',
    see: ({ name }) => `docker service inspect ${name} --format "${CONFIGS}"; docker config ls`,
    cure: 'Подключите конфиг на ходу: «docker service update --config-add source=КОНФИГ,target=/ПУТЬ ИМЯ».',
  }),
  'config-target-wrong': entry<{ name: string; config: string; expected: string; actual: string }>({
    title: 'Конфиг подключён не тем файлом',
    message: ({ name, config, expected, actual }) =>
      `У сервиса ${name} конфиг ${config} лежит в файле ${actual}, а нужен ${expected}`,
    cause:
      'Путь задаёт «target». Без него конфиг оказывается в корне контейнера под своим именем: не в /run/secrets, как секрет, и не в /etc.',
    see: ({ name }) => `docker service inspect ${name} --format "${CONFIGS}"`,
    cure: 'Отключите конфиг и подключите снова: «docker service update --config-rm КОНФИГ --config-add source=КОНФИГ,target=/ПУТЬ ИМЯ».',
  }),
  'config-content-wrong': entry<{ name: string; file: string; found: FileFinding }>({
    title: 'В конфиге не то содержимое',
    message: ({ name, file, found }) =>
      `В файле ${file} у сервиса ${name} ${found === 'different' ? 'другое содержимое' : FOUND[found]}`,
    cause: 'Конфиг создан из другого файла или с опечаткой.',
    see: ({ name }) =>
      `docker config inspect --pretty $(docker service inspect ${name} --format "{{range .Spec.TaskTemplate.ContainerSpec.Configs}}{{.ConfigName}} {{end}}")`,
    cure: 'Изменить конфиг нельзя: создайте другой и подключите его вместо этого под тем же путём. Чтобы оставить прежнее имя, сначала отключите и удалите этот.',
  }),
} as const;
