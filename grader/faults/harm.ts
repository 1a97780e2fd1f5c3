import type { Endpoint } from '../cluster/docker-host.ts';
import { connect, type Engine } from '../cluster/engine.ts';
import { EngineStatusError } from '../cluster/transport.ts';
import { EXIT, RoyError } from '../errors.ts';
import type { Host } from '../host.ts';
import { isLinkUp, setLink } from '../practice/link.ts';
import type { Harm } from './record.ts';

/** Stops every process of a container: what runs there is alive and deaf. */
export async function freeze(engine: Engine, container: string): Promise<void> {
  await signalOthers(engine, container, 'STOP');
  await engine.docker.getContainer(container).kill({ signal: 'SIGSTOP' });
}

/** Lets them go on; a container that has ended needs nothing. */
async function thaw(engine: Engine, container: string): Promise<void> {
  try {
    await engine.docker.getContainer(container).kill({ signal: 'SIGCONT' });
    await signalOthers(engine, container, 'CONT');
  } catch (error) {
    if (!(error instanceof EngineStatusError) || ![404, 409].includes(error.statusCode))
      throw error;
  }
}

/**
 * The engine can signal only the first process of a container; the others get it from a
 * shell beside them, where the image has one.
 */
async function signalOthers(engine: Engine, container: string, signal: string): Promise<void> {
  const exec = await engine.docker.getContainer(container).exec({
    User: '0',
    Cmd: ['sh', '-c', `kill -${signal} -1`],
    AttachStdout: true,
  });
  const output = await exec.start({ Detach: false });
  output.resume();
  await new Promise((resolve) => output.once('close', resolve));
}

/**
 * Undoes it, also after Ctrl-C and for a run that was killed.
 *
 * @throws RoyError that names the command which does it, where this run may not.
 */
export async function undo(harm: Harm, endpoint: Endpoint, host: Host): Promise<void> {
  if (harm.kind === 'freeze') {
    await thawOn(harm.engine === endpoint.url ? endpoint : unixEndpoint(harm.engine), harm);
    return;
  }
  if (isLinkUp(harm.link)) return;
  if (!host.user.isRoot) {
    throw new RoyError(
      EXIT.failed,
      `Прошлая проверка оборвалась и оставила узел ${harm.node} без сети; вернуть её может только root.`,
      ['Верните сеть:', `  roy machine start --name ${harm.set}`],
    );
  }
  await setLink(harm.link, 'up');
}

async function thawOn(endpoint: Endpoint, { container }: { container: string }): Promise<void> {
  try {
    const engine = await connectForFaults(endpoint);
    try {
      await thaw(engine, container);
    } finally {
      engine.close();
    }
  } catch (error) {
    // A practice machine that is stopped or gone has ended its containers, the frozen one too.
    const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
    if (endpoint.source !== 'practice' || (code !== 'ENOENT' && code !== 'ECONNREFUSED'))
      throw error;
  }
}

/** Not bound to Ctrl-C: what was begun is put back in any case. */
export function connectForFaults(endpoint: Endpoint): Promise<Engine> {
  return connect(endpoint, undefined, undefined, true);
}

/** The engine of a practice machine. */
export function unixEndpoint(url: string): Endpoint {
  const socketPath = url.replace('unix://', '');
  return { kind: 'unix', source: 'practice', socketPath, url, name: url, docker: 'docker' };
}
