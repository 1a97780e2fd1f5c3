import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort, stopProcess } from './engine.ts';

const run = promisify(execFile);

export interface SshServer {
  /** On 127.0.0.1, for root. */
  readonly port: number;
  /** The same server, but who logs in here finds no docker. */
  readonly portWithoutDocker: number;
  /**
   * A PATH whose `ssh` is the system's with a configuration of the test's own: `known` has
   * the server's key and one of its users', the others lack one of them.
   */
  path(who: 'known' | 'stranger' | 'newcomer'): string;
  /** How many times somebody has logged in. */
  logins(): Promise<number>;
  stop(): Promise<void>;
}

/** A real OpenSSH server on 127.0.0.1 with keys and settings of its own. Needs root. */
export async function startSshServer(): Promise<SshServer> {
  const home = await mkdtemp(join(tmpdir(), 'roy-ssh-'));
  const file = (name: string) => join(home, name);
  const sshd = await findSshd(home);
  for (const key of ['host', 'known', 'stranger']) {
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file(key)]);
  }
  const [port, portWithoutDocker] = [await freePort(), await freePort()];
  const hostKey = await readFile(file('host.pub'), 'utf8');
  await writeFile(
    file('known_hosts'),
    [port, portWithoutDocker].map((number) => `[127.0.0.1]:${number} ${hostKey}`).join(''),
  );
  await writeFile(file('empty'), '');
  await writeFile(
    file('sshd_config'),
    `Port ${port}
Port ${portWithoutDocker}
ListenAddress 127.0.0.1
HostKey ${file('host')}
AuthorizedKeysFile ${file('known.pub')}
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
StrictModes no
PidFile none
LogLevel INFO
Match LocalPort ${portWithoutDocker}
  SetEnv PATH=/nonexistent
`,
  );
  // sshd wants an account and a folder that only its package makes: the account is in a mount
  // namespace of its own, the folder goes when the server stops.
  const passwd = await readFile('/etc/passwd', 'utf8');
  await writeFile(file('passwd'), `${passwd}\nsshd:x:65533:65534::/run/sshd:/usr/sbin/nologin\n`);
  const made = await mkdir('/run/sshd', { recursive: true });
  const server = spawn(
    'unshare',
    [
      ...['--mount', 'sh', '-c', 'mount --bind "$1" /etc/passwd; shift; exec "$@"', 'sh'],
      ...[file('passwd'), sshd.program, '-D', '-E', file('log'), '-f', file('sshd_config')],
    ],
    { stdio: 'ignore', env: { ...process.env, ...sshd.env } },
  );
  while (!(await listens(port))) {
    if (server.exitCode !== null) throw new Error(await readFile(file('log'), 'utf8'));
    await sleep(50);
  }

  const identities = {
    known: ['known', 'known_hosts'],
    stranger: ['stranger', 'known_hosts'],
    newcomer: ['known', 'empty'],
  } as const;
  for (const [who, [key, hosts]] of Object.entries(identities)) {
    await mkdir(file(`bin-${who}`));
    await writeFile(
      file(`${who}.config`),
      `Host *\nIdentityFile ${file(key)}\nIdentitiesOnly yes\nUserKnownHostsFile ${file(hosts)}\n`,
    );
    const wrapper = join(file(`bin-${who}`), 'ssh');
    await writeFile(wrapper, `#!/bin/sh\nexec /usr/bin/ssh -F ${file(`${who}.config`)} "$@"\n`);
    await chmod(wrapper, 0o755);
  }
  return {
    port,
    portWithoutDocker,
    path: (who) => `${file(`bin-${who}`)}${delimiter}${process.env['PATH'] ?? ''}`,
    logins: async () =>
      (await readFile(file('log'), 'utf8')).split('Accepted publickey').length - 1,
    stop: async () => {
      await stopProcess(server);
      if (made !== undefined) await rmdir(made);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/**
 * The system's sshd, or one unpacked from Debian's package: installing it would open this
 * machine's port 22.
 */
async function findSshd(home: string): Promise<{ program: string; env: Record<string, string> }> {
  if (existsSync('/usr/sbin/sshd')) return { program: '/usr/sbin/sshd', env: {} };
  const packages = ['openssh-server', 'libwrap0', 'libnsl2'];
  await run('apt-get', ['download', ...packages], { cwd: home });
  for (const name of (await readdir(home)).filter((entry) => entry.endsWith('.deb'))) {
    await run('dpkg', ['-x', name, 'sshd'], { cwd: home });
  }
  const libraries = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].flatMap((machine) =>
    ['lib', 'usr/lib'].map((folder) => join(home, 'sshd', folder, machine)),
  );
  return {
    program: join(home, 'sshd/usr/sbin/sshd'),
    env: { LD_LIBRARY_PATH: libraries.join(delimiter) },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
