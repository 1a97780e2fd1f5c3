import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EXIT, RoyError } from '../errors.ts';
import { type EngineAddress, formatDockerHost, parseDockerHost } from './docker-host.ts';

const parse = (text: string) => parseDockerHost(text, '--host');

function messageFor(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof RoyError && error.exitCode === EXIT.usage) return error.message;
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

describe('parseDockerHost', () => {
  it.each<[string, EngineAddress]>([
    ['unix:///run/docker.sock', { kind: 'unix', socketPath: '/run/docker.sock' }],
    ['unix://', { kind: 'unix', socketPath: '/var/run/docker.sock' }],
    [' UNIX:///a b ', { kind: 'unix', socketPath: '/a b' }],
    ['tcp://node1:2376', { kind: 'tcp', host: 'node1', port: 2376 }],
    ['tcp://node1', { kind: 'tcp', host: 'node1' }],
    ['tcp://:2375/', { kind: 'tcp', host: '127.0.0.1', port: 2375 }],
    ['192.168.99.100:2375', { kind: 'tcp', host: '192.168.99.100', port: 2375 }],
    ['tcp://[::1]:2375', { kind: 'tcp', host: '::1', port: 2375 }],
    ['ssh://node1', { kind: 'ssh', host: 'node1' }],
    ['ssh://pi@node1:2222/', { kind: 'ssh', user: 'pi', host: 'node1', port: 2222 }],
    ['ssh://node1/run/d.sock', { kind: 'ssh', host: 'node1', socketPath: '/run/d.sock' }],
  ])('reads %s', (text, address) => {
    expect(parse(text)).toEqual(address);
  });

  it.each([
    ['', 'нужны имя или IP-адрес'],
    ['tcp://', 'нужны имя или IP-адрес'],
    ['tcp://node1:70000', 'порта 70000 не бывает'],
    ['tcp://node1:0', 'порта 0 не бывает'],
    ['tcp://node1:2375/prefix', 'нужны имя или IP-адрес'],
    ['/var/run/docker.sock', 'unix:///var/run/docker.sock'],
    ['unix://docker.sock', 'полный путь'],
    ['ssh://pi:secret@node1', 'пароль'],
    ['ssh://-oProxyCommand=evil', 'нужны пользователь и машина'],
    ['ssh://node1/run/$(evil)', 'нужны пользователь и машина'],
    ['npipe:////./pipe/docker_engine', 'WSL 2'],
    ['https://node1:2376', 'DOCKER_TLS_VERIFY'],
    ['fd://', 'схемы fd:// roy не знает'],
  ])('refuses %s and says why', (text, part) => {
    expect(messageFor(text)).toContain(part);
  });

  it('says where the address was found', () => {
    expect(() => parseDockerHost('fd://', 'DOCKER_HOST')).toThrow('DOCKER_HOST');
  });

  const hostName = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,20}$/);
  const path = fc.stringMatching(/^(\/[\w.-]{1,8}){1,4}$/);
  const port = fc.integer({ min: 1, max: 65535 });
  const optional = <T>(key: string, value: fc.Arbitrary<T>) =>
    fc.record({ [key]: value }, { requiredKeys: [] });
  const address = fc.oneof(
    path.map((socketPath) => ({ kind: 'unix', socketPath })),
    fc
      .tuple(fc.oneof(hostName, fc.ipV6()), optional('port', port))
      .map(([host, rest]) => ({ kind: 'tcp', host, ...rest })),
    fc
      .tuple(
        hostName,
        optional('user', hostName),
        optional('port', port),
        optional('socketPath', path),
      )
      .map(([host, ...rest]) => Object.assign({ kind: 'ssh', host }, ...rest) as object),
  ) as fc.Arbitrary<EngineAddress>;

  it('reads back every address that it writes', () => {
    fc.assert(
      fc.property(address, (written) => {
        expect(parse(formatDockerHost(written))).toEqual(written);
      }),
    );
  });

  it('answers any text with an address or with a usage error', () => {
    const scheme = fc.constantFrom('', 'unix://', 'tcp://', 'ssh://', 'npipe://', 'x://');
    fc.assert(
      fc.property(scheme, fc.string({ unit: 'binary' }), (start, rest) => {
        try {
          expect(parse(start + rest).kind).toMatch(/^(unix|tcp|ssh)$/);
        } catch (error) {
          expect(error).toBeInstanceOf(RoyError);
          expect((error as RoyError).exitCode).toBe(EXIT.usage);
        }
      }),
    );
  });

  it('never lets an option of ssh through as a host or a user', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (user, host) => {
        try {
          const read = parse(`ssh://${user}@${host}`);
          expect(read).toMatchObject({ kind: 'ssh', host: expect.not.stringMatching(/^-|\s/) });
          expect('user' in read ? read.user : '').not.toMatch(/^-|\s/);
        } catch (error) {
          expect(error).toBeInstanceOf(RoyError);
        }
      }),
    );
  });
});
