import { readFileSync } from 'node:fs';
import type { Host } from '../host.ts';
import { kernelName, nodeKernelNames, practiceRoots } from './paths.ts';
import { run } from './run.ts';
import type { PracticeNode, PracticeSet } from './sets.ts';

/** The host's end of a node's cable: without it the node hears nobody and nobody hears it. */
export function linkOf(host: Pick<Host, 'env'>, set: PracticeSet, node: PracticeNode): string {
  return nodeKernelNames(kernelName(practiceRoots(host), set.name), node.name).veth;
}

/** Needs root. */
export async function setLink(link: string, state: 'up' | 'down'): Promise<void> {
  await run('ip', ['link', 'set', link, state]);
}

/** IFF_UP of `ip link`: https://man7.org/linux/man-pages/man7/netdevice.7.html */
const UP = 0x1;

/** False where it was taken down; a link that is gone is nobody's trouble any more. */
export function isLinkUp(link: string): boolean {
  try {
    return (Number(readFileSync(`/sys/class/net/${link}/flags`, 'utf8')) & UP) === UP;
  } catch {
    return true;
  }
}
