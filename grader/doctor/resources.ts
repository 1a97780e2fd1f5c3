import { readFile, statfs } from 'node:fs/promises';
import type { Finding } from './finding.ts';

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

/** Bytes that are free where a folder lies; `undefined` where it cannot be asked. */
export async function freeSpace(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

/** Bytes of memory that programs can still get; `undefined` outside Linux. */
export async function availableMemory(): Promise<number | undefined> {
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const kilobytes = /^MemAvailable:\s+(\d+) kB/m.exec(text)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** The disk under the engine's data; `free` in bytes. */
export function examineDisk(folder: string, free: number | undefined): Finding {
  const about = {
    id: 'disk',
    title: 'Место на диске',
    meaning: 'Образы и контейнеры курса занимают до гигабайта.',
  };
  if (free === undefined) {
    const found = `нельзя узнать: папка ${folder} не на этой машине`;
    return { ...about, status: 'unknown', found, fix: [] };
  }
  const found = `свободно ${size(free)} (${folder})`;
  if (free >= 2 * GIB) return { ...about, status: 'ok', found, fix: [] };
  return {
    ...about,
    status: free < GIB ? 'bad' : 'warn',
    found,
    fix: ['Уберите ненужные образы и контейнеры:', '  docker system prune'],
  };
}

/** Memory of the engine's machine in bytes; `available` only where it is this one. */
export function examineMemory(total: number, available: number | undefined): Finding {
  const about = {
    id: 'memory',
    title: 'Память',
    meaning: 'Три учебные машины с сервисами лабораторных занимают около 700 МБ.',
  };
  const found =
    available === undefined
      ? `всего ${size(total)}`
      : `доступно ${size(available)} из ${size(total)}`;
  if ((available ?? total) >= 700 * MIB) return { ...about, status: 'ok', found, fix: [] };
  return {
    ...about,
    status: (available ?? total) < 300 * MIB ? 'bad' : 'warn',
    found,
    fix: ['Закройте лишние программы или добавьте машине памяти.'],
  };
}

function size(bytes: number): string {
  return bytes >= GIB
    ? `${(bytes / GIB).toFixed(1).replace('.', ',')} ГБ`
    : `${Math.round(bytes / MIB)} МБ`;
}
