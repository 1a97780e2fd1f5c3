import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { EXIT, RoyError } from './errors.ts';
import type { Host } from './host.ts';
import { systemPath, which } from './practice/run.ts';

/** A package of the distribution that practice machines need. */
export interface SystemPackage {
  /** Its name in Debian and Ubuntu. */
  readonly name: string;
  /** What it is for, in a few words. */
  readonly purpose: string;
  /** The programs by which it is known to be there, whoever installed them. */
  readonly programs: readonly string[];
}

const PACKAGES: readonly SystemPackage[] = [
  {
    name: 'docker.io',
    purpose: 'движок Docker',
    programs: ['dockerd', 'containerd', 'runc', 'docker'],
  },
  { name: 'iproute2', purpose: 'сети учебных машин', programs: ['ip'] },
  { name: 'iptables', purpose: 'правила для сетей Docker', programs: ['iptables'] },
  { name: 'util-linux', purpose: 'пространства имён ядра', programs: ['nsenter', 'unshare'] },
];

/** The packages that practice machines lack here, by what their programs are called. */
export function missingPackages({ env }: Pick<Host, 'env'>): readonly SystemPackage[] {
  const folders = systemPath(env['ROY_ENGINE_PATH']);
  return PACKAGES.filter(({ programs }) =>
    programs.some((program) => which(program, folders) === undefined),
  );
}

/**
 * Installs the packages from the distribution, as root or through sudo; what apt says goes
 * to the terminal.
 *
 * @throws RoyError that names what is missing and what works without it, where there is no
 *   apt or no way to become root, or where apt fails.
 */
export async function installPackages(
  host: Host,
  packages: readonly SystemPackage[],
): Promise<void> {
  if (which('apt-get') === undefined) {
    throw packagesMissing(packages, 'Сам «Рой» умеет ставить пакеты только в Debian и Ubuntu.');
  }
  const sudo = which('sudo');
  if (!host.user.isRoot && sudo === undefined) {
    throw packagesMissing(packages, 'Чтобы поставить их, нужны права root, а команды sudo нет.');
  }
  host.err(`Ставлю из хранилища дистрибутива: ${listed(packages)}.`);
  if (!host.user.isRoot) host.err('Для этого нужны права root: sudo может спросить ваш пароль.');
  const command = ['sh', join(host.root, 'scripts/install-packages.sh'), ...packages.map(nameOf)];
  const code = await runToEnd(host.user.isRoot ? command : [sudo ?? 'sudo', '--', ...command]);
  host.signal.throwIfAborted();
  if (code !== 0) {
    throw packagesMissing(packages, 'apt-get не смог их поставить: причина выше.');
  }
}

/** What is missing, how to get it, and what can be done without it. */
export function packagesMissing(packages: readonly SystemPackage[], reason: string): RoyError {
  return new RoyError(EXIT.unreachable, `Для учебных машин не хватает: ${listed(packages)}.`, [
    reason,
    'Поставьте недостающее сами и повторите roy start:',
    `  sudo apt-get install ${packages.map(nameOf).join(' ')}`,
    'Или назовите движок, который у вас уже есть:',
    '  roy start --host ssh://ПОЛЬЗОВАТЕЛЬ@МАШИНА',
    'А пока работает то, чему движок не нужен:',
    '  roy labs, roy hint, roy help, roy check ЛАБА --from СНИМОК',
  ]);
}

function listed(packages: readonly SystemPackage[]): string {
  return packages.map(({ name, purpose }) => `${name} (${purpose})`).join(', ');
}

function nameOf({ name }: SystemPackage): string {
  return name;
}

function runToEnd([program = '', ...args]: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    // Standard output belongs to what `start` prints at its end.
    const child = spawn(program, args, { stdio: ['inherit', 2, 2] });
    child.on('error', reject);
    child.on('close', (code) => {
      resolve(code ?? EXIT.interrupted);
    });
  });
}
