/** `node1$ docker …`, `> …` goes on with it; everything else is what came out. */
const PROMPT = /^(\w*\$|>) (.*)$/;

export interface Line {
  /** Empty for what came out. */
  readonly prompt: string;
  readonly text: string;
}

/** The lines of a `console` fence as a reader sees them. */
export function terminalLines(text: string): readonly Line[] {
  const lines = text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      const [, prompt = '', command] = PROMPT.exec(line) ?? [];
      return { prompt, text: command ?? line };
    });
  return aligned(lines).map((line) => ({ ...line, text: readable(line.text) }));
}

/** What a reader sees where each run prints something else. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  id: '<ID>',
  time: '<время>',
  ip: '<адрес>',
  node: '<узел>',
  version: '<версия>',
  token: '<токен>',
  any: '…',
};

/** `<id:web>` is for the test that types the lesson. */
const readable = (text: string) =>
  text.replace(
    /<(id|time|ip|node|version|token|any)(?::\w+)?>/g,
    (whole, kind: string) => PLACEHOLDERS[kind] ?? whole,
  );

/** What docker puts between columns. */
const GAP = '   ';

const HEADER = /^[A-Z][A-Z ]*(?: {2,}[A-Z][A-Z ]*)+$/;

/**
 * Tables with their columns below each other: a placeholder is longer or shorter than what it
 * stands for. Under a header in capitals every line that was printed is a row.
 */
function aligned(lines: readonly Line[]): readonly Line[] {
  const result = [...lines];
  for (let first = 0; first < lines.length; first++) {
    if (!isHeader(lines[first])) continue;
    let end = first + 1;
    while (end < lines.length && isRow(lines[end])) end++;
    const table = lines.slice(first, end).map(({ text }) => text);
    alignedTable(table)?.forEach((text, row) => {
      result[first + row] = { prompt: '', text };
    });
    first = end - 1;
  }
  return result;
}

const isHeader = (line: Line | undefined) =>
  line?.prompt === '' && HEADER.test(line.text.trimEnd());

const isRow = (line: Line | undefined) =>
  line?.prompt === '' && line.text.trim() !== '' && line.text !== '…' && !isHeader(line);

/** `undefined` where a row does not fit under the header. */
function alignedTable([header = '', ...rows]: readonly string[]): readonly string[] | undefined {
  const columns = cellsOf(header);
  const table = [columns.map(({ text }) => text)];
  for (const row of rows) {
    const cells = Array<string>(columns.length).fill('');
    let next = 0;
    let pushed = 0;
    for (const { start, text } of cellsOf(row)) {
      const left = columns.slice(next);
      if (left.length === 0) return undefined;
      const distances = left.map((column) => Math.abs(column.start + pushed - start));
      const column = next + distances.indexOf(Math.min(...distances));
      cells[column] = text;
      next = column + 1;
      // A cell wider than its column pushes the rest of its row aside.
      const room = (columns[next]?.start ?? Infinity) - GAP.length;
      pushed = Math.max(pushed, start + text.length - room);
    }
    table.push(cells);
  }
  const widths = columns.map((_, column) =>
    Math.max(...table.map((cells) => readable(cells[column] ?? '').length)),
  );
  return table.map((cells) =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - readable(cell).length))
      .join(GAP)
      .trimEnd(),
  );
}

/** What stands between two spaces or more. */
function cellsOf(line: string): readonly { start: number; text: string }[] {
  return [...line.matchAll(/\S+(?: \S+)*/g)].map(({ index, 0: text }) => ({ start: index, text }));
}
