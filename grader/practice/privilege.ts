import { spawn } from 'node:child_process';
import { EXIT, RoyError } from '../errors.ts';
import type { Host } from '../host.ts';
import { which } from './run.ts';

/** Settings that sudo would drop. */
const KEPT = [
  'ROY_STATE',
  'ROY_SET',
  'ROY_ENGINE_PATH',
  'ROY_REGISTRY',
  'XDG_CACHE_HOME',
  'NO_COLOR',
] as const;

/**
 * Runs this program again as root, through sudo, with the given arguments.
 *
 * @returns its exit code
 * @throws RoyError where there is no sudo
 */
export async function rerunAsRoot(host: Host, args: readonly string[]): Promise<number> {
  const sudo = which('sudo', host.env['PATH'] ?? undefined) ?? which('sudo');
  if (sudo === undefined) {
    throw new RoyError(
      EXIT.usage,
      'Учебным машинам нужны права root: они создают сетевые пространства имён. Команды sudo здесь нет.',
      ['Повторите команду от имени root:', `su -c 'roy ${args.join(' ')}'`],
    );
  }
  const kept = KEPT.flatMap((name) => {
    const value = host.env[name];
    return value === undefined ? [] : [`${name}=${value}`];
  });
  host.err('Учебным машинам нужны права root: sudo может спросить ваш пароль.');
  return new Promise((resolve, reject) => {
    const child = spawn(sudo, ['--', 'env', ...kept, ...host.self, ...args], { stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => {
      resolve(code ?? EXIT.interrupted);
    });
  });
}
