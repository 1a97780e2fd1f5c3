import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs `work` while no other `roy` changes practice machines: two at once would choose
 * the same subnet. The lock is an abstract Unix socket, so the kernel drops it with the
 * process, however that ends.
 *
 * @param onWait called once where another `roy` holds the lock
 */
export async function withLock<T>(
  signal: AbortSignal,
  onWait: () => void,
  work: () => Promise<T>,
): Promise<T> {
  let server = await tryLock();
  if (!server) onWait();
  while (!server) {
    await sleep(100, undefined, { signal });
    server = await tryLock();
  }
  try {
    return await work();
  } finally {
    server.close();
  }
}

function tryLock(): Promise<net.Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen('\0roy-machines', () => {
      server.unref();
      resolve(server);
    });
  });
}
