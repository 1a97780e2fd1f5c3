/** Comparing what a lesson shows with what a command printed. */

const ANY_LINES = '…';

const PLACEHOLDERS: Readonly<Record<string, string>> = {
  id: '[a-z0-9]{7,64}',
  time: '(?:\\d{4}-\\d\\d-\\d\\d[T ][\\d:.]+(?: ?(?:Z|[+-]\\d{2}:?\\d{2})(?: UTC)?)?|(?:(?:[Ll]ess than )?(?:an?|about an?|\\d+) \\w+ ago)|(?:[Ll]ess than )?(?:an?|about an?|\\d+) (?:second|minute|hour)s?)',
  ip: '\\d{1,3}(?:\\.\\d{1,3}){3}',
  node: 'node\\d',
  version: '\\d+\\.\\d+\\.\\d+\\S*',
  token: 'SWM(?:TKN|KEY)-1-\\S+',
  any: '.*?',
};

/**
 * What is wrong with an output, or `undefined`. Runs of white space are one blank; `<id>`,
 * `<time>` and the like stand for what differs each time, `<id:web>` for the same value
 * wherever it stands; a line `…` for any number of lines.
 *
 * @param known values that named placeholders had before; new ones are added.
 */
export function difference(
  shown: readonly string[],
  printed: string,
  unordered: boolean,
  known: Map<string, string>,
): string | undefined {
  const wanted = shown.map(squeeze).filter((line) => line !== '');
  const lines = printed
    .split('\n')
    .map(squeeze)
    .filter((line) => line !== '');
  const isSame = unordered
    ? matchUnordered(wanted, lines, known)
    : matchOrdered(wanted, lines, 0, 0, known);
  if (isSame) return undefined;
  return [
    'shown:',
    ...wanted.map((line) => `  ${line}`),
    'printed:',
    ...lines.map((line) => `  ${line}`),
  ].join('\n');
}

const squeeze = (line: string) => line.replaceAll(/\s+/g, ' ').trim();

function matchOrdered(
  wanted: readonly string[],
  lines: readonly string[],
  at: number,
  from: number,
  known: Map<string, string>,
): boolean {
  const next = wanted[at];
  if (next === undefined) return from === lines.length;
  if (next === ANY_LINES) {
    for (let skip = from; skip <= lines.length; skip++) {
      if (matchOrdered(wanted, lines, at + 1, skip, known)) return true;
    }
    return false;
  }
  const line = lines[from];
  return (
    line !== undefined &&
    matchLine(next, line, known) &&
    matchOrdered(wanted, lines, at + 1, from + 1, known)
  );
}

function matchUnordered(
  wanted: readonly string[],
  lines: readonly string[],
  known: Map<string, string>,
): boolean {
  const left = [...lines];
  for (const pattern of wanted.filter((line) => line !== ANY_LINES)) {
    const found = left.findIndex((line) => matchLine(pattern, line, known));
    if (found === -1) return false;
    left.splice(found, 1);
  }
  return left.length === 0 || wanted.includes(ANY_LINES);
}

const PLACEHOLDER = /<(id|time|ip|node|version|token|any)(?::(\w+))?>/g;

/** Named placeholders in a command stand for what an earlier output had in their place. */
export function fillKnown(command: string, known: ReadonlyMap<string, string>): string {
  return command.replaceAll(PLACEHOLDER, (whole: string, _: string, name: string | undefined) => {
    const value = known.get(name ?? '');
    if (value === undefined) throw new Error(`nothing printed before has a value for ${whole}`);
    return value;
  });
}

function matchLine(pattern: string, line: string, known: Map<string, string>): boolean {
  const names: string[] = [];
  let source = '';
  let end = 0;
  for (const match of pattern.matchAll(PLACEHOLDER)) {
    const [whole, kind = '', name] = match;
    source += escape(pattern.slice(end, match.index));
    end = match.index + whole.length;
    const value = name === undefined ? undefined : known.get(name);
    if (value !== undefined) source += escape(value);
    else if (name !== undefined && names.includes(name)) source += `\\k<${name}>`;
    else if (name === undefined) source += `(?:${PLACEHOLDERS[kind] ?? ''})`;
    else {
      names.push(name);
      source += `(?<${name}>${PLACEHOLDERS[kind] ?? ''})`;
    }
  }
  const found = new RegExp(`^${source}${escape(pattern.slice(end))}$`).exec(line);
  if (found === null) return false;
  for (const name of names) known.set(name, found.groups?.[name] ?? '');
  return true;
}

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
