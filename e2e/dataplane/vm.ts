import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, open, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT, RoyError } from '../../grader/errors.ts';
import type { Image } from './image.ts';
import { capture, type Captured, type CaptureOptions } from './processes.ts';

const QEMU = 'qemu-system-x86_64';
const MEMORY_MIB = 3584;
/** A limit, not an expectation: without KVM a guest takes half a minute on an idle core. */
const BOOT_SECONDS = 300;

export interface VmOptions {
  readonly image: Image;
  /** A directory for the console's log and for the files of this run. */
  readonly cacheDir: string;
  /** What to find under /roy in the guest: path there → path of a file or directory here. */
  readonly files: Readonly<Record<string, string>>;
  /** Aborted: `start` and every `run` reject; `stop` is still the caller's to call. */
  readonly signal: AbortSignal;
}

/** A booted guest. It writes to a throw-away layer over the image, so `stop` pulls the plug. */
export interface Vm {
  /** True where the processor runs the guest itself, false where QEMU emulates one. */
  readonly accelerated: boolean;
  /** The path of the guest's console, as text. */
  readonly consoleLog: string;
  /**
   * Runs a shell command as root in the guest. The code is the command's own, 255 when ssh
   * failed, `null` after the time-out.
   */
  run(
    command: string,
    options: Pick<CaptureOptions, 'onLine'> & { readonly timeoutSeconds: number },
  ): Promise<Captured>;
  stop(): Promise<void>;
}

/**
 * Boots a guest and waits until commands run in it. Throws a `RoyError` when it does not come
 * up; nothing is left running then.
 */
export async function startVm(options: VmOptions): Promise<Vm> {
  const { image, cacheDir, signal } = options;
  await removeAbandonedRuns(cacheDir);
  const runDir = join(cacheDir, `run-${process.pid}`);
  const consoleLog = join(cacheDir, 'console.log');
  let qemu: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    if (qemu !== undefined) await end(qemu);
    await rm(runDir, { recursive: true, force: true });
  };
  try {
    await mkdir(runDir, { mode: 0o700 });
    const key = join(runDir, 'key');
    await must('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'roy', '-f', key]);
    const files = { ...options.files, authorized_keys: `${key}.pub` };
    const filesDisk = await makeFilesDisk(runDir, files);
    const sshPort = await freePort();
    const accelerated = await kvmWorks(image);
    const args = qemuArguments({ image, filesDisk, sshPort, accelerated });
    qemu = await startQemu(args, consoleLog);
    const vm: Vm = {
      accelerated,
      consoleLog,
      stop,
      run: (command, limits) =>
        capture('ssh', [...sshArguments(key, sshPort), command], { ...limits, signal }),
    };
    await untilUp(vm, qemu, signal);
    return vm;
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Machine {
  readonly image: Image;
  readonly filesDisk: string;
  readonly sshPort: number;
  readonly accelerated: boolean;
}

function qemuArguments({ image, filesDisk, sshPort, accelerated }: Machine): string[] {
  return [
    accelerator(accelerated),
    ['-m', `${MEMORY_MIB}`],
    ['-kernel', image.kernel, '-initrd', image.initrd],
    ['-append', `root=/dev/vda rw net.ifnames=0 apparmor=0 mitigations=off ${CONSOLE}`],
    ['-drive', `file=${image.disk},format=raw,if=virtio,snapshot=on`],
    ['-drive', `file=${filesDisk},format=raw,if=virtio,snapshot=on`],
    // `restrict`: the guest reaches nothing, and nothing but our ssh reaches the guest.
    ['-nic', `user,model=virtio-net-pci,restrict=on,hostfwd=tcp:127.0.0.1:${sshPort}-:22`],
    ['-device', 'virtio-rng-pci'],
    HEADLESS,
  ].flat();
}

/** A panic ends QEMU: the kernel reboots at once, and `-no-reboot` makes that an exit. */
const CONSOLE = 'console=ttyS0 panic=-1';
const HEADLESS = ['-display', 'none', '-serial', 'stdio', '-monitor', 'none', '-no-reboot'];

/**
 * Emulation is ten times slower, and much more beside other work: every limit on time, the
 * engines' own too, would be missed. So the guest's clock counts instructions, one to a
 * nanosecond: the guest finds itself on one steady processor of 1 GHz, however long a second
 * of its time takes here. One processor, since QEMU would emulate more in one thread anyway.
 */
const EMULATION = [
  ['-accel', 'tcg,thread=single'],
  ['-icount', 'shift=0,sleep=on'],
  ['-rtc', 'clock=vm'],
  // `-cpu max` would make busybox crash.
  ['-cpu', 'Nehalem'],
  ['-smp', '1'],
].flat();

function accelerator(kvm: boolean): readonly string[] {
  return kvm ? ['-accel', 'kvm', '-cpu', 'host', '-smp', '2'] : EMULATION;
}

/**
 * Whether KVM runs our kernel. A sandbox may offer a /dev/kvm under which QEMU aborts or hangs,
 * so try: a kernel without a disk panics, and QEMU ends with 0, within two seconds.
 */
async function kvmWorks(image: Image): Promise<boolean> {
  const args = ['-kernel', image.kernel, '-append', CONSOLE, '-nic', 'none', ...HEADLESS];
  const { code } = await capture(QEMU, [...accelerator(true), ...args], { timeoutSeconds: 10 });
  return code === 0;
}

async function startQemu(args: readonly string[], consoleLog: string): Promise<ChildProcess> {
  const log = await open(consoleLog, 'w');
  try {
    // It dies with us, even when we are killed and cannot stop it.
    return spawn('setpriv', ['--pdeathsig=KILL', QEMU, ...args], {
      stdio: ['ignore', log.fd, log.fd],
    });
  } finally {
    await log.close();
  }
}

async function untilUp(vm: Vm, qemu: ChildProcess, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + BOOT_SECONDS * 1000;
  while (!hasEnded(qemu) && Date.now() < deadline) {
    const { code } = await vm.run('true', { timeoutSeconds: 60 });
    if (code === 0) return;
    await sleep(500, undefined, { signal });
  }
  const what = hasEnded(qemu)
    ? 'Виртуальная машина не запустилась.'
    : `Виртуальная машина не ответила за ${BOOT_SECONDS} с.`;
  throw new RoyError(EXIT.broken, what, `Посмотрите, что на её консоли: ${vm.consoleLog}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(killer);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** A second disk carries the files: under emulation that is far faster than ssh. */
async function makeFilesDisk(
  runDir: string,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const tree = join(runDir, 'files');
  for (const [guestPath, path] of Object.entries(files)) {
    const target = join(tree, guestPath);
    await mkdir(dirname(target), { recursive: true });
    await cp(path, target, { recursive: true, dereference: true });
  }
  const disk = join(runDir, 'files.ext4');
  // Sparse: it takes no more room than the files do.
  await must('mke2fs', ['-q', '-t', 'ext4', '-d', tree, disk, '4G']);
  await rm(tree, { recursive: true });
  return disk;
}

function sshArguments(key: string, port: number): string[] {
  const settings = [
    'BatchMode=yes',
    'IdentitiesOnly=yes',
    'StrictHostKeyChecking=no',
    'UserKnownHostsFile=/dev/null',
    'LogLevel=ERROR',
    'ConnectTimeout=60',
    // Without KVM, a busy guest may take a minute to answer.
    'ServerAliveInterval=30',
    'ServerAliveCountMax=10',
  ].flatMap((setting) => ['-o', setting]);
  return ['-n', '-F', 'none', '-i', key, '-p', `${port}`, ...settings, 'root@127.0.0.1'];
}

async function must(program: string, args: readonly string[]): Promise<void> {
  const { code, output } = await capture(program, args);
  if (code !== 0) throw new Error(`${program}: ${output}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('Not a TCP address');
  return address.port;
}

/** A run that was killed leaves its directory behind: its name says whose it was. */
async function removeAbandonedRuns(cacheDir: string): Promise<void> {
  const alive = new Set(await readdir('/proc'));
  for (const name of await readdir(cacheDir)) {
    const pid = /^run-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !alive.has(pid)) {
      await rm(join(cacheDir, name), { recursive: true });
    }
  }
}
