import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EXIT, RoyError } from '../errors.ts';
import type { Endpoint } from './docker-host.ts';
import { explainEngineError } from './engine-errors.ts';
import { SshError } from './ssh-socket.ts';
import { EngineStatusError, EngineTimeout, ForbiddenRequest } from './transport.ts';

const named = (url: string) => ({ url, name: url, docker: 'docker', source: '--host' }) as const;
const unix: Endpoint = { ...named('unix:///x.sock'), kind: 'unix', socketPath: '/x.sock' };
const tcp: Endpoint = { ...named('tcp://node1:2375'), kind: 'tcp', host: 'node1', port: 2375 };
const tls: Endpoint = {
  ...named('tcp://node1:2376'),
  ...{ kind: 'tls', host: 'node1', port: 2376, tls: { verify: true } },
};
const ssh: Endpoint = { ...named('ssh://pi@node1'), kind: 'ssh', user: 'pi', host: 'node1' };
const practice: Endpoint = { ...unix, source: 'practice' };

const system = (code: string) => Object.assign(new Error(`connect ${code}`), { code });
const written = (words: string) =>
  Object.assign(new Error(`write EPROTO ${words}`), { code: 'EPROTO' });
const status = (code: number, message: string) =>
  new EngineStatusError(code, message, 'GET /services');

// The texts are engine 20.10's, unchanged since; ssh's are OpenSSH 9's.
describe('explainEngineError', () => {
  it.each<[number, string, unknown, Endpoint]>([
    [3, 'Сокета движка нет', system('ENOENT'), unix],
    [3, 'Учебные машины остановлены', system('ENOENT'), practice],
    [3, 'Нет прав на сокет', system('EACCES'), unix],
    [3, 'за ним никого нет', system('ECONNREFUSED'), unix],
    [3, 'никто не слушает', system('ECONNREFUSED'), tcp],
    [3, 'Учебные машины остановлены', system('ECONNREFUSED'), practice],
    [3, 'не превращается в адрес', system('ENOTFOUND'), tcp],
    [3, 'нет дороги', system('EHOSTUNREACH'), tcp],
    [3, 'оборвал соединение', system('ECONNRESET'), unix],
    [3, 'не ответил за 5 с', new EngineTimeout('connect', 5000), tcp],
    [3, 'молчит уже 25 с', new EngineTimeout('response', 25_000), tcp],
    [3, 'центром, которого ваш ca.pem не знает', system('DEPTH_ZERO_SELF_SIGNED_CERT'), tls],
    [3, 'выдан на другое имя', system('ERR_TLS_CERT_ALTNAME_INVALID'), tls],
    [3, 'Срок сертификата', system('CERT_HAS_EXPIRED'), tls],
    [3, 'не принял ваш сертификат', system('ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE'), tls],
    [3, 'говорят без TLS', system('ERR_SSL_WRONG_VERSION_NUMBER'), tls],
    [
      3,
      'говорят без TLS',
      written('0A00010B:SSL routines:ssl3_get_record:wrong version number'),
      tls,
    ],
    [
      3,
      'не принял ваш сертификат',
      written('SSL routines:ssl3_read_bytes:tlsv13 alert certificate required'),
      tls,
    ],
    [3, 'отказался от соединения', system('ECONNRESET'), tls],
    [
      3,
      'принимает только TLS',
      status(400, 'Client sent an HTTP request to an HTTPS server.'),
      tcp,
    ],
    [3, 'не по HTTP', system('HPE_INVALID_CONSTANT'), tcp],
    [3, 'Программы ssh', new SshError('spawn ssh ENOENT', undefined), ssh],
    [
      3,
      'по ключу без вопросов',
      new SshError('pi@node1: Permission denied (publickey).', 255),
      ssh,
    ],
    [3, 'вам ещё не знаком', new SshError('Host key verification failed.', 255), ssh],
    [3, 'изменился', new SshError('REMOTE HOST IDENTIFICATION HAS CHANGED!', 255), ssh],
    [3, 'не превращается', new SshError('ssh: Could not resolve hostname node1', 255), ssh],
    [3, 'Машина не отвечает', new SshError('connect to host node1: Connection refused', 255), ssh],
    [3, 'команды docker', new SshError('sh: 1: docker: not found', 127), ssh],
    [3, 'нет прав на сокет', new SshError('dial unix /x: connect: permission denied', 1), ssh],
    [3, 'не работает', new SshError('Cannot connect to the Docker daemon at unix:///x', 1), ssh],
    [3, 'с кодом 1: oops', new SshError('hm\noops', 1), ssh],
    [
      4,
      'Это рабочий узел',
      status(
        503,
        "This node is not a swarm manager. Worker nodes can't be used to view or modify cluster state.",
      ),
      unix,
    ],
    [
      4,
      'не состоит в кластере',
      status(
        503,
        'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join"',
      ),
      unix,
    ],
    [
      4,
      'Кластер заблокирован',
      status(503, 'Swarm is encrypted and needs to be unlocked before it can be used.'),
      unix,
    ],
    [
      4,
      'нет кворума',
      status(500, 'rpc error: code = Unknown desc = The swarm does not have a leader.'),
      unix,
    ],
    [
      4,
      'нет кворума',
      status(500, 'rpc error: code = DeadlineExceeded desc = context deadline exceeded'),
      unix,
    ],
    [3, 'ошибкой 500: disk full', status(500, 'disk full'), unix],
    [70, 'не принял запрос GET /services: 400 bad', status(400, 'bad'), unix],
    [70, 'попросила у движка лишнего', new ForbiddenRequest('POST /x'), unix],
    [3, 'не удалось поговорить', new Error('hm'), unix],
  ])('code %i, «%s»', (exitCode, part, error, endpoint) => {
    const explained = explainEngineError(error, endpoint);
    expect(explained.message).toContain(part);
    expect(explained.exitCode).toBe(exitCode);
    expect(explained.next).not.toHaveLength(0);
    expect(explained.cause).toBe(error);
  });

  it('names the engine whenever it is the engine that cannot be used', () => {
    const code = fc.constantFrom('ENOENT', 'EACCES', 'ECONNRESET', 'EPROTO', 'ERR_SSL_X', 'X');
    const endpoint = fc.constantFrom(unix, tcp, tls, ssh, practice);
    fc.assert(
      fc.property(code, endpoint, (given, where) => {
        const explained = explainEngineError(system(given), where);
        expect(explained.message).toContain(where.name);
        expect(explained.exitCode).toBe(EXIT.unreachable);
      }),
    );
  });

  it('leaves what is explained already as it is', () => {
    const error = new RoyError(EXIT.usage, 'x', 'y');
    expect(explainEngineError(error, unix)).toBe(error);
  });
});
