import { readdir, readlink } from 'node:fs/promises';

/**
 * Whose a socket is: the kernel opens VXLAN's by itself, which belongs to no process. Only root
 * sees the sockets of every process; for others what they do not see is `unknown`.
 */
export type SocketOwner = 'kernel' | 'program' | 'unknown';

/** Reads once what sockets the processes of this machine hold (see proc(5), /proc/PID/fd). */
export async function readSocketOwners(): Promise<(inode: string) => SocketOwner> {
  const held = new Set<string>();
  let sawAll = true;
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  await Promise.all(
    processes.map(async (pid) => {
      try {
        for (const fd of await readdir(`/proc/${pid}/fd`)) {
          // A file that was closed meanwhile is nobody's socket.
          const link = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '');
          const [, inode] = /^socket:\[(\d+)\]$/.exec(link) ?? [];
          if (inode !== undefined) held.add(inode);
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EACCES') sawAll = false;
      }
    }),
  );
  return (inode) => (held.has(inode) ? 'program' : sawAll ? 'kernel' : 'unknown');
}
