/** Writing tar files (POSIX ustar) whose bytes depend on their content alone. */

export interface TarEntry {
  /** Without a leading slash, at most 100 bytes. */
  readonly path: string;
  readonly type: 'file' | 'folder' | 'link';
  /** Permission bits. */
  readonly mode: number;
  readonly content?: Buffer | string;
  /** Of a symbolic link. */
  readonly target?: string;
}

const BLOCK = 512;
/** 2024-01-01T00:00:00Z, so that the same content gives the same image everywhere. */
export const FIXED_TIME = 1_704_067_200;
const TYPE_FLAG = { file: '0', link: '2', folder: '5' } as const;

/** Packs the entries in the given order, all owned by root. */
export function tar(entries: readonly TarEntry[]): Buffer {
  const parts = entries.flatMap((entry) => {
    const content = Buffer.from(entry.content ?? '');
    return [header(entry, content.length), content, Buffer.alloc(padding(content.length))];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

const padding = (length: number): number => (BLOCK - (length % BLOCK)) % BLOCK;

/** Field offsets and widths: https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html */
function header(entry: TarEntry, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const name = entry.type === 'folder' ? `${entry.path}/` : entry.path;
  if (Buffer.byteLength(name) > 100) throw new Error(`path too long for ustar: ${name}`);
  block.write(name, 0);
  block.write(octal(entry.mode, 8), 100);
  block.write(octal(0, 8), 108); // owner: root
  block.write(octal(0, 8), 116); // group: root
  block.write(octal(size, 12), 124);
  block.write(octal(FIXED_TIME, 12), 136);
  block.write(' '.repeat(8), 148); // the checksum counts itself as spaces
  block.write(TYPE_FLAG[entry.type], 156);
  block.write(entry.target ?? '', 157);
  block.write('ustar\0', 257);
  block.write('00', 263);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

const octal = (value: number, width: number): string =>
  `${value.toString(8).padStart(width - 1, '0')}\0`;
