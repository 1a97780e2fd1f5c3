import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { EngineAddress } from './docker-host.ts';

/** ssh, or the docker that it started on the remote machine, ended before answering. */
export class SshError extends Error {
  override readonly name = 'SshError';

  constructor(
    /** What it wrote to standard error. */
    readonly stderr: string,
    /** 255: ssh's own failure; else the remote command's. `undefined`: there is no ssh program. */
    readonly exitCode: number | undefined,
  ) {
    super(stderr);
  }
}

type SshTarget = Extract<EngineAddress, { kind: 'ssh' }>;

/**
 * A connection to a remote engine through the system's own ssh, as the docker CLI makes it:
 * `~/.ssh/config`, keys, agent and known_hosts count. Nothing is ever asked on the terminal.
 *
 * Offers what `http.Agent` uses of a `net.Socket`. Fails with SshError.
 */
export class SshSocket extends Duplex {
  readonly #child: ChildProcess;
  #stderr = '';
  #answered = false;

  constructor(target: SshTarget, connectSeconds: number) {
    // When ssh ends the connection is over in both directions, and no agent keeps it.
    super({ allowHalfOpen: false });
    this.#child = spawn('ssh', sshArguments(target, connectSeconds), { stdio: 'pipe' });
    this.#child.stdout?.on('data', (data: Buffer) => {
      this.#answered = true;
      if (!this.push(data)) this.#child.stdout?.pause();
    });
    this.#child.stderr?.on('data', (data: Buffer) => {
      this.#stderr = (this.#stderr + data.toString()).slice(-4000);
    });
    // The exit tells why; EPIPE on the way there would hide it.
    this.#child.stdin?.on('error', () => undefined);
    this.#child.on('error', (error) => this.destroy(new SshError(error.message, undefined)));
    this.#child.on('close', (code) => {
      if (this.#answered) this.push(null);
      else this.destroy(new SshError(this.#stderr.trim(), code ?? 255));
    });
  }

  override _read(): void {
    this.#child.stdout?.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#child.stdin?.write(chunk, () => {
      done();
    });
  }

  override _final(done: () => void): void {
    this.#child.stdin?.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#child.kill();
    done(error);
  }

  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setTimeout(): this {
    return this;
  }

  /** An idle connection must not keep the program running. */
  unref(): this {
    this.#child.unref();
    for (const pipe of this.#pipes()) pipe.unref();
    return this;
  }

  ref(): this {
    this.#child.ref();
    for (const pipe of this.#pipes()) pipe.ref();
    return this;
  }

  #pipes(): Socket[] {
    return this.#child.stdio.filter((pipe) => pipe !== null) as unknown as Socket[];
  }
}

function sshArguments(target: SshTarget, connectSeconds: number): string[] {
  return [
    ...['-o', `ConnectTimeout=${connectSeconds}`, '-o', 'BatchMode=yes', '-T'],
    ...(target.user === undefined ? [] : ['-l', target.user]),
    ...(target.port === undefined ? [] : ['-p', String(target.port)]),
    ...['--', target.host, 'docker'],
    ...(target.socketPath === undefined ? [] : ['--host', `unix://${target.socketPath}`]),
    ...['system', 'dial-stdio'],
  ];
}
