import { expect, test } from '@jest/globals';
import { LogFrames } from './log-frames.ts';

function frame(text: string): Buffer {
  const head = Buffer.alloc(8);
  head[0] = 1;
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
}

test('frames and lines are whole, however the bytes arrive', () => {
  const bytes = Buffer.concat([frame('ok\nпот'), frame('еря\nok\nцел')]);
  for (let size = 1; size <= bytes.length; size += 1) {
    const frames = new LogFrames();
    const lines: string[] = [];
    for (let at = 0; at < bytes.length; at += size) {
      lines.push(...frames.lines(bytes.subarray(at, at + size)));
    }
    expect(lines).toEqual(['ok', 'потеря', 'ok']);
  }
});

test('all at once is text', () => {
  expect(new LogFrames().text(Buffer.concat([frame('a\n'), frame('b')]))).toBe('a\nb');
});
