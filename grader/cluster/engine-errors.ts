import { $ZodError } from 'zod/v4/core';
import { EXIT, type ExitCode, RoyError } from '../errors.ts';
import type { Endpoint } from './docker-host.ts';
import { EngineStatusError, EngineTimeout, ForbiddenRequest } from './transport.ts';

/**
 * Turns whatever a request to an engine failed with into words: what happened, what to do,
 * and code 3 (cannot be reached), 4 (no manager of a working swarm) or 70.
 */
export function explainEngineError(error: unknown, endpoint: Endpoint): RoyError {
  if (error instanceof RoyError) return error;
  const { exitCode, message, next } = explain(error, endpoint);
  return new RoyError(exitCode, message, next, { cause: error });
}

interface Explanation {
  readonly exitCode: ExitCode;
  readonly message: string;
  readonly next: readonly string[];
}

const PRACTICE = [
  'Или создайте учебные машины, они откроются сами:',
  '  roy machine create --nodes 3',
];
const OTHER_ENGINE = 'Другой движок выбирает ключ --host или --context.';

function explain(error: unknown, endpoint: Endpoint): Explanation {
  if (error instanceof EngineStatusError) return explainStatus(error, endpoint);
  if (error instanceof EngineTimeout) return explainTimeout(error, endpoint);
  if (error instanceof ForbiddenRequest) {
    return broken(
      `Проверяющая программа попросила у движка лишнего и остановила сама себя: ${error.message}.`,
    );
  }
  if (isOtherShape(error)) {
    return {
      exitCode: EXIT.broken,
      message: `Движок ответил не так, как описано в Engine API: ${endpoint.name} (${error.name}).`,
      next: [
        'Проверьте, нет ли между вами и движком посредника.',
        'Если нет, сообщите об этом авторам курса; баллы за это не снимают.',
      ],
    };
  }
  const failure = error as Error & { code?: string; stderr?: string; exitCode?: number };
  if (failure.name === 'SshError') return explainSsh(failure, endpoint);
  return (
    explainSystemError(failure.code ?? '', endpoint) ??
    explainTls(failure, endpoint) ??
    unreachable(`С движком не удалось поговорить: ${endpoint.name} (${failure.message}).`, [
      'Проверьте, что движок работает:',
      `  ${endpoint.docker} version`,
      OTHER_ENGINE,
    ])
  );
}

/** JSON that is none, or that tells something else than the Engine API documents. */
function isOtherShape(error: unknown): error is Error {
  return (
    error instanceof SyntaxError ||
    error instanceof $ZodError ||
    // Node's own, about an address, have a code.
    (error instanceof TypeError && !('code' in error))
  );
}

function explainStatus(error: EngineStatusError, endpoint: Endpoint): Explanation {
  const { statusCode, engineMessage } = error;
  const says = (pattern: RegExp) => pattern.test(engineMessage);
  if (statusCode === 400 && says(/HTTP request to an HTTPS server/i)) {
    return unreachable(`Движок принимает только TLS, а запрос пришёл без него: ${endpoint.name}.`, [
      'Включите TLS и назовите каталог с файлами ca.pem, cert.pem и key.pem:',
      '  export DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH=~/.docker',
    ]);
  }
  if ([401, 403, 407].includes(statusCode)) {
    return unreachable(
      `Посредник перед движком не пропускает запрос ${error.request}: ${endpoint.name} (${statusCode}).`,
      ['Обратитесь к движку напрямую или к тому, кто настраивал этого посредника.', OTHER_ENGINE],
    );
  }
  if (statusCode < 200 || (statusCode < 500 && error.request.endsWith('/_ping'))) {
    return unreachable(
      `Это не движок Docker: на ${error.request} ${endpoint.name} отвечает ${statusCode}.`,
      ['Проверьте адрес и порт.', OTHER_ENGINE],
    );
  }
  if (says(/needs to be unlocked/i)) {
    return notManager(
      `Кластер заблокирован: ${endpoint.name}. Этот управляющий узел перезапускался, и ему нужен ключ.`,
      [
        'Введите ключ (его показывает docker swarm unlock-key на любом незаблокированном управляющем узле):',
        `  ${endpoint.docker} swarm unlock`,
      ],
    );
  }
  if (says(/certificates have expired/i)) {
    return notManager(`Сертификаты узла в кластере истекли: ${endpoint.name}.`, [
      'Выведите узел из кластера и присоедините снова:',
      `  ${endpoint.docker} swarm leave --force`,
    ]);
  }
  if (says(/Worker nodes can't be used/i)) {
    return notManager(
      `Это рабочий узел, а о кластере отвечают только управляющие: ${endpoint.name}.`,
      [
        'Обратитесь к управляющему узлу: ключ --host или --context с его адресом.',
        'Какие узлы управляющие, видно и на рабочем:',
        `  ${endpoint.docker} info --format '{{json .Swarm.RemoteManagers}}'`,
      ],
    );
  }
  if (says(/not (a swarm manager|part of a swarm)/i)) {
    return notManager(`Движок не состоит в кластере: ${endpoint.name}.`, [
      'Создайте кластер или присоединитесь к нему (лабораторная 02):',
      `  ${endpoint.docker} swarm init`,
      '  docker swarm join --token … АДРЕС-УПРАВЛЯЮЩЕГО-УЗЛА:2377',
    ]);
  }
  if (says(/does not have a leader|DeadlineExceeded|deadline exceeded|context canceled/i)) {
    return notManager(
      `В кластере нет кворума: ${endpoint.name}. Большинство управляющих узлов не отвечает, и кластер не может ничего решить.`,
      [
        'Если только что отключился лидер, подождите 10 секунд: остальные выбирают нового.',
        'Запустите остановленные управляющие узлы: их нужно больше половины.',
        'Если они потеряны навсегда, восстановите кластер на оставшемся управляющем узле:',
        `  ${endpoint.docker} swarm init --force-new-cluster --advertise-addr АДРЕС`,
      ],
    );
  }
  return statusCode >= 500
    ? unreachable(
        `Движок ответил ошибкой ${statusCode}: ${engineMessage || 'без объяснений'} (${endpoint.name}).`,
        ['Посмотрите журнал движка:', '  sudo journalctl -u docker --since "10 min ago"'],
      )
    : broken(
        `Движок не принял запрос ${error.request}: ${statusCode} ${engineMessage} (${endpoint.name}).`,
      );
}

function explainTimeout({ stage, milliseconds }: EngineTimeout, endpoint: Endpoint): Explanation {
  const seconds = Math.round(milliseconds / 1000);
  if (stage === 'connect') {
    return unreachable(`Соединения нет: ${endpoint.name} не ответил за ${seconds} с.`, [
      'Проверьте, что машина включена, адрес и порт верны и брандмауэр порт не закрыл.',
      OTHER_ENGINE,
    ]);
  }
  return unreachable(
    `Движок соединение принял, но молчит уже ${seconds} с: ${endpoint.name}. roy больше не ждёт.`,
    [
      'Спросите движок сами; если молчит и здесь, перезапустите его:',
      `  ${endpoint.docker} info`,
      '  sudo systemctl restart docker',
    ],
  );
}

function explainSystemError(code: string, endpoint: Endpoint): Explanation | undefined {
  if (endpoint.source === 'practice' && (code === 'ENOENT' || code === 'ECONNREFUSED')) {
    return unreachable(`Учебные машины остановлены: ${endpoint.name}.`, [
      'Запустите их:',
      '  roy machine start',
    ]);
  }
  switch (code) {
    case 'ENOENT':
      return unreachable(
        `Сокета движка нет: ${endpoint.name}. Docker не установлен или не запущен.`,
        ['Запустите движок:', '  sudo systemctl start docker', ...PRACTICE],
      );
    case 'EACCES':
    case 'EPERM':
      return unreachable(`Нет прав на сокет движка: ${endpoint.name}.`, [
        'Добавьте себя в группу docker и войдите в систему заново:',
        '  sudo usermod -aG docker $USER',
        ...PRACTICE,
      ]);
    case 'ECONNREFUSED':
      return unreachable(
        endpoint.kind === 'unix'
          ? `Файл сокета остался, но за ним никого нет: ${endpoint.name}. Движок остановлен.`
          : `По этому адресу никто не слушает: ${endpoint.name}.`,
        [
          'Запустите движок на той машине и проверьте адрес и порт:',
          '  sudo systemctl start docker',
          OTHER_ENGINE,
        ],
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
      return unreachable(
        `Имя машины не превращается в адрес: ${endpoint.name}. DNS его не знает или не отвечает.`,
        ['Проверьте, нет ли опечатки, или укажите IP-адрес.'],
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return unreachable(`До машины нет дороги в сети: ${endpoint.name}.`, [
        'Проверьте, что машина включена и вы в той же сети (или подключён VPN).',
      ]);
    case 'ERR_INVALID_CHAR':
      return unreachable(`В имени машины буквы, которых там не бывает: ${endpoint.name}.`, [
        'Напишите имя латиницей (xn--…) или укажите IP-адрес.',
      ]);
    case 'ECONNRESET':
    case 'EPIPE':
      return endpoint.kind === 'tls'
        ? undefined
        : unreachable(
            `Движок оборвал соединение: ${endpoint.name}. Скорее всего, он перезапускается.`,
            [
              'Подождите несколько секунд и повторите. Работает ли движок:',
              `  ${endpoint.docker} version`,
            ],
          );
    default:
      return undefined;
  }
}

// https://nodejs.org/api/tls.html#x509-certificate-error-codes
const UNKNOWN_AUTHORITY = /SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER_CERT|VERIFY_LEAF_SIGNATURE)/;
const CLIENT_REJECTED =
  /ALERT_(BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_\w+|ACCESS_DENIED|HANDSHAKE_FAILURE)/;

function explainTls(
  failure: Error & { code?: string },
  endpoint: Endpoint,
): Explanation | undefined {
  const code = failure.code ?? '';
  // Where the request is being written already, the code is EPROTO and OpenSSL's own words
  // stand in the message: `wrong version number` for ERR_SSL_WRONG_VERSION_NUMBER.
  const reason = `${code} ${failure.message.replaceAll(' ', '_').toUpperCase()}`;
  const refused = (why: string, next: string) =>
    unreachable(`TLS не установить: ${endpoint.name}. ${why}`, [
      next,
      `Причина: ${code || failure.message}`,
    ]);
  if (UNKNOWN_AUTHORITY.test(reason)) {
    return refused(
      'Сертификат движка подписан центром, которого ваш ca.pem не знает.',
      'Возьмите ca.pem у того, кто настраивал этот движок.',
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return refused(
      'Сертификат движка выдан на другое имя или адрес.',
      'Обращайтесь к движку по имени, на которое выдан сертификат.',
    );
  }
  if (/CERT_(HAS_EXPIRED|NOT_YET_VALID)/.test(code)) {
    return refused(
      'Срок сертификата движка истёк или ещё не начался.',
      'Проверьте часы обеих машин и выпустите сертификат заново.',
    );
  }
  if (CLIENT_REJECTED.test(reason)) {
    return refused(
      'Движок не принял ваш сертификат.',
      'Нужны cert.pem и key.pem, подписанные центром, которому движок верит.',
    );
  }
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(reason)) {
    return refused(
      'На этом порту говорят без TLS.',
      'Проверьте порт (с TLS обычно 2376) или уберите DOCKER_TLS_VERIFY.',
    );
  }
  if (code.startsWith('HPE_')) {
    return unreachable(`Это не движок Docker: ${endpoint.name} отвечает не по HTTP.`, [
      'Проверьте адрес и порт.',
      OTHER_ENGINE,
    ]);
  }
  const isTls =
    endpoint.kind === 'tls' && /^(ERR_SSL|ERR_TLS|ERR_OSSL|EPROTO|ECONNRESET|EPIPE)/.test(code);
  return isTls
    ? refused(
        'Движок отказался от соединения.',
        'Проверьте ca.pem, cert.pem и key.pem: все три от одного центра и для этого движка.',
      )
    : undefined;
}

function explainSsh(
  { stderr = '', exitCode }: { stderr?: string; exitCode?: number },
  endpoint: Endpoint,
): Explanation {
  const says = (pattern: RegExp) => pattern.test(stderr);
  const login = endpoint.kind === 'ssh' ? sshCommand(endpoint) : 'ssh';
  const failed = (what: string, next: readonly string[]) =>
    unreachable(`Не подключиться по ssh: ${endpoint.name}. ${what}`, next);
  if (exitCode === undefined) {
    return failed('Программы ssh на этой машине нет.', [
      'Поставьте её:',
      '  sudo apt install openssh-client',
    ]);
  }
  if (says(/IDENTIFICATION HAS CHANGED/)) {
    return failed('Ключ той машины изменился: её переустановили или это другая машина.', [
      'Если её переустановили, забудьте старый ключ и войдите один раз сами:',
      `  ssh-keygen -R ${endpoint.kind === 'ssh' ? endpoint.host : ''}`,
      `  ${login}`,
    ]);
  }
  if (says(/Host key verification failed/)) {
    return failed('Ключ той машины вам ещё не знаком.', [
      'Войдите один раз сами и подтвердите ключ:',
      `  ${login}`,
    ]);
  }
  if (says(/Permission denied \(|Too many authentication failures/)) {
    return failed('Вас не пустили: нужен вход по ключу без вопросов о пароле.', [
      'Скопируйте на ту машину свой ключ (если он под паролем, добавьте его в агент: ssh-add):',
      `  ${login.replace(/^ssh/, 'ssh-copy-id')}`,
    ]);
  }
  if (says(/Could not resolve hostname/)) {
    return failed('Имя машины не превращается в адрес.', [
      'Проверьте, нет ли опечатки, или укажите IP-адрес.',
    ]);
  }
  if (says(/Connection refused|timed out|No route to host|unreachable/i)) {
    return failed('Машина не отвечает.', [
      'Проверьте, что она включена и на ней работает сервер ssh:',
      `  ${login}`,
    ]);
  }
  if (says(/dial unix.*permission denied|permission denied while trying to connect/i)) {
    return failed('Вход удался, но у этого пользователя нет прав на сокет движка.', [
      'Добавьте его на той машине в группу docker:',
      `  ${login} 'sudo usermod -aG docker $USER'`,
    ]);
  }
  if (exitCode === 127 || says(/not found/i)) {
    return failed('Вход удался, но команды docker на той машине нет.', [
      'Поставьте там Docker Engine. Проверить можно так:',
      `  ${login} docker version`,
    ]);
  }
  if (says(/Cannot connect to the Docker daemon|dial unix/i)) {
    return failed('Вход удался, но движок на той машине не работает.', [
      'Запустите его:',
      `  ${login} sudo systemctl start docker`,
    ]);
  }
  const lastLine = stderr.split('\n').at(-1) ?? '';
  return failed(`ssh закончил работу с кодом ${exitCode}: ${lastLine || 'без объяснений'}`, [
    'Проверьте вход сами:',
    `  ${login} docker version`,
  ]);
}

function sshCommand({ user, host, port }: Extract<Endpoint, { kind: 'ssh' }>): string {
  return `ssh ${port === undefined ? '' : `-p ${port} `}${user === undefined ? '' : `${user}@`}${host}`;
}

function unreachable(message: string, next: readonly string[]): Explanation {
  return { exitCode: EXIT.unreachable, message, next };
}

function notManager(message: string, next: readonly string[]): Explanation {
  return { exitCode: EXIT.notManager, message, next };
}

function broken(message: string): Explanation {
  return {
    exitCode: EXIT.broken,
    message,
    next: [
      'Это ошибка проверяющей программы, баллы за неё не снимают. Сообщите о ней авторам курса.',
    ],
  };
}
