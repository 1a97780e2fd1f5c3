import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fillParams } from '../../grader/lab/tokens.ts';

/** A lesson's blocks that can be run, in their order. */
export interface Lesson {
  /** The folder, `NN-name`. */
  readonly name: string;
  /** How the practice machines stand when the lesson begins. */
  readonly machines: 'in-swarm' | 'outside-swarm';
  readonly blocks: readonly Block[];
}

export type Block = FileBlock | ConsoleBlock;

/** A file that later commands find in their folder. */
export interface FileBlock {
  readonly kind: 'file';
  readonly line: number;
  readonly name: string;
  readonly text: string;
}

export interface ConsoleBlock {
  readonly kind: 'console';
  /** The line of the fence in the lesson's file, from 1. */
  readonly line: number;
  readonly steps: readonly Step[];
  /** The last command is meant to fail. */
  readonly error: boolean;
  /** The last command is repeated until it prints what is shown. */
  readonly wait: boolean;
  /** The lines of the output may come in any order. */
  readonly unordered: boolean;
  /** What the kernel must be able to do. */
  readonly needs: readonly string[];
  /** Why it cannot be run at all. */
  readonly skip?: string;
}

/** A command and what the lesson shows of its output; nothing shown is nothing compared. */
export interface Step {
  /** `node1`; empty for the learner's own machine. */
  readonly node: string;
  readonly command: string;
  readonly output: readonly string[];
}

type Params = Readonly<Record<string, string | number | boolean>>;

interface LabParams {
  readonly name: string;
  readonly params: Params;
}

/** All lessons of the course with their tokens filled from the labs' params. */
export function readLessons(root: string): readonly Lesson[] {
  const labs = JSON.parse(readFileSync(path.join(root, 'dist/labs.json'), 'utf8')) as LabParams[];
  return readdirSync(path.join(root, 'docs'))
    .filter((name) => /^\d\d-/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(path.join(root, 'docs', name, 'index.mdx'), 'utf8');
      return parseLesson(name, text, paramsOf(name, labs));
    });
}

/** Of the lab of the lesson's name, or of all labs of its number. */
function paramsOf(lesson: string, labs: readonly LabParams[]): Params {
  const own = labs.filter(({ name }) => name === lesson);
  const number = new RegExp(`^${lesson.slice(0, 2)}-\\d\\d-`);
  const used = own.length > 0 ? own : labs.filter(({ name }) => number.test(name));
  return Object.fromEntries(used.flatMap(({ params }) => Object.entries(fillParams(params))));
}

/** @throws Error that names the line of what cannot be understood. */
export function parseLesson(name: string, text: string, params: Params): Lesson {
  const machines = /^---\n(?:.*\n)*?machines: (\S+)\n(?:.*\n)*?---\n/.exec(text)?.[1] ?? 'in-swarm';
  if (machines !== 'in-swarm' && machines !== 'outside-swarm') {
    throw new Error(`${name}: machines must be in-swarm or outside-swarm`);
  }
  const blocks = fences(text).flatMap(({ line, info, lines }): readonly Block[] => {
    const filled = lines.map((one) => fill(one, params, `${name}:${line}`));
    if (/^console( |$)/.test(info)) return [consoleBlock(name, line, info, filled)];
    const file = /title="([^"]+)"/.exec(info)?.[1];
    if (file === undefined) return [];
    return [{ kind: 'file', line, name: file, text: `${filled.join('\n')}\n` }];
  });
  return { name, machines, blocks };
}

interface Fence {
  readonly line: number;
  readonly info: string;
  readonly lines: readonly string[];
}

function fences(text: string): readonly Fence[] {
  const found: Fence[] = [];
  let open:
    { mark: string; indent: number; line: number; info: string; lines: string[] } | undefined;
  text.split('\n').forEach((line, index) => {
    const [, indent = '', mark = '', info = ''] = /^( *)(`{3,})(.*)$/.exec(line) ?? [];
    if (open === undefined) {
      if (mark !== '') open = { mark, indent: indent.length, line: index + 1, info, lines: [] };
    } else if (mark === open.mark && info.trim() === '') {
      found.push({ line: open.line, info: open.info.trim(), lines: open.lines });
      open = undefined;
    } else {
      open.lines.push(line.slice(Math.min(open.indent, line.search(/\S|$/))));
    }
  });
  if (open !== undefined) throw new Error(`line ${open.line}: the fence is never closed`);
  return found;
}

function fill(text: string, params: Params, place: string): string {
  return text.replace(/\{\{([a-z][A-Za-z0-9]*)\}\}/g, (token, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${place}: no lab has a param for ${token}`);
    return fill(String(value), params, place);
  });
}

const FLAG = /^(error|wait|unordered|needs=[a-z,]+|skip="[^"]+")\s*/;

function consoleBlock(
  lesson: string,
  line: number,
  info: string,
  lines: readonly string[],
): ConsoleBlock {
  const flags: string[] = [];
  let rest = info.replace(/^console\s*/, '');
  while (rest !== '') {
    const [whole, flag] = FLAG.exec(rest) ?? [];
    if (whole === undefined || flag === undefined) {
      throw new Error(`${lesson}:${line}: a console fence does not know "${rest}"`);
    }
    flags.push(flag);
    rest = rest.slice(whole.length);
  }
  const valueOf = (name: string) =>
    flags.find((flag) => flag.startsWith(`${name}=`))?.slice(name.length + 1);
  const skip = valueOf('skip')?.slice(1, -1);
  return {
    kind: 'console',
    line,
    steps: stepsOf(`${lesson}:${line}`, lines),
    error: flags.includes('error'),
    wait: flags.includes('wait'),
    unordered: flags.includes('unordered'),
    needs: valueOf('needs')?.split(',') ?? [],
    ...(skip === undefined ? {} : { skip }),
  };
}

function stepsOf(place: string, lines: readonly string[]): readonly Step[] {
  const steps: { node: string; command: string; output: string[] }[] = [];
  for (const line of lines) {
    const [, node, command] = /^(\w*)\$ (.+)$/.exec(line) ?? [];
    const last = steps.at(-1);
    if (node !== undefined && command !== undefined) {
      steps.push({ node, command, output: [] });
    } else if (last === undefined) {
      throw new Error(`${place}: the block must begin with a command, "node1$ …"`);
    } else if (line.startsWith('> ') && last.output.length === 0) {
      last.command += `\n${line.slice(2)}`;
    } else {
      last.output.push(line);
    }
  }
  if (steps.length === 0) throw new Error(`${place}: the block has no command`);
  return steps;
}
