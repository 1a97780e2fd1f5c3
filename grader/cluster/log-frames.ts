/** Reads engine log frames: one byte of stream, three of zero, four of length, then the text. */
export class LogFrames {
  #bytes = Buffer.alloc(0);
  #rest = '';

  /** The text of the frames that are whole by now. */
  text(chunk: Buffer): string {
    let text = '';
    let at = 0;
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    while (at + 8 <= this.#bytes.length) {
      const length = this.#bytes.readUInt32BE(at + 4);
      if (at + 8 + length > this.#bytes.length) break;
      text += this.#bytes.toString('utf8', at + 8, at + 8 + length);
      at += 8 + length;
    }
    this.#bytes = this.#bytes.subarray(at);
    return text;
  }

  /** The lines that are whole by now. */
  lines(chunk: Buffer): readonly string[] {
    const lines = (this.#rest + this.text(chunk)).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines;
  }
}
