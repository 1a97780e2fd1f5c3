import { dotted, overlaps, parseRange } from '../ipv4.ts';
import type { ParamValue } from './define.ts';
import type { LabMetadata } from './metadata.ts';

/**
 * Within what a learner's own value of a param is chosen. Names, ports and subnets are a
 * param's alone: no other param of any lab may take one of them, so that whatever is chosen,
 * nothing in a swarm clashes.
 *
 * - a list: one of these names;
 * - `{ ports: '20600-20649' }`: one of these ports;
 * - `{ within: '10.104.0.0/16', prefix: 24 }`: a subnet of that length;
 * - `{ from, to }`: a number, both ends included, which others may have as well;
 * - `{ hex }`: a secret of so many hexadecimal digits.
 */
export type Limit =
  | readonly string[]
  | { readonly ports: string }
  | { readonly within: string; readonly prefix: number }
  | { readonly from: number; readonly to: number }
  | { readonly hex: number };

/**
 * The value that a draw stands for.
 *
 * @param draw 256 random bits as 64 hexadecimal digits; each value is as likely as another.
 */
export function choose(limit: Limit, draw: string): ParamValue {
  if ('hex' in limit) return draw.slice(0, limit.hex);
  const below = (count: number) => Number(BigInt(`0x${draw}`) % BigInt(count));
  if (isNames(limit)) return limit[below(limit.length)] ?? '';
  if ('within' in limit) {
    const size = 2 ** (32 - limit.prefix);
    const { first, last } = rangeOf(limit.within);
    return `${dotted(first + below((last - first + 1) / size) * size)}/${limit.prefix}`;
  }
  const { first, last } =
    'ports' in limit ? portsOf(limit.ports) : { first: limit.from, last: limit.to };
  return first + below(last - first + 1);
}

/** What is wrong with a limit for a param, in Russian; `undefined` where it is right. */
export function limitProblem(
  { params, secrets }: Pick<LabMetadata, 'params' | 'secrets'>,
  param: string,
  limit: Limit,
): string | undefined {
  const value = params[param];
  if (value === undefined) {
    return `такого параметра нет; есть: ${Object.keys(params).join(', ') || 'ни одного'}`;
  }
  if (String(value).includes('{{')) {
    return 'значение этого параметра складывается из других, своих границ у него быть не может';
  }
  if (secrets.includes(param) !== 'hex' in limit) {
    return 'границы {hex: ЦИФР} бывают у секретов из secrets, и только такие';
  }
  const isNumber = 'ports' in limit || 'from' in limit;
  if (isNumber !== (typeof value === 'number')) {
    return `значение в params — ${typeof value === 'number' ? 'число' : 'строка'}, а эти границы для ${isNumber ? 'числа' : 'строки'}`;
  }
  return rangeProblem(limit);
}

function rangeProblem(limit: Limit): string | undefined {
  if (isNames(limit)) {
    const strange = limit.find((name) => !/^[a-z0-9][a-z0-9_-]{0,40}$/.test(name));
    if (strange !== undefined) {
      return `имя «${strange}» не годится: строчные латинские буквы, цифры, дефис и подчёркивание`;
    }
    return new Set(limit).size < Math.max(2, limit.length)
      ? 'нужны два имени или больше, все разные'
      : undefined;
  }
  if ('hex' in limit) {
    return limit.hex < 16 || limit.hex > 64 ? 'цифр в секрете — от 16 до 64' : undefined;
  }
  if ('within' in limit) {
    const range = parseRange(limit.within);
    const length = Number(limit.within.split('/')[1]);
    if (range === undefined || `${dotted(range.first)}/${length}` !== limit.within) {
      return `«${limit.within}» — не подсеть вида 10.104.0.0/16`;
    }
    return limit.prefix <= length || limit.prefix > 28
      ? `длина prefix — от ${length + 1} до 28`
      : undefined;
  }
  if ('ports' in limit) {
    const { first, last } = portsOf(limit.ports);
    return first >= 1024 && first < last && last < 32_768
      ? undefined
      : 'порты — от меньшего к большему, между 1024 и 32767: дальше порты узлов для исходящих соединений';
  }
  return limit.from < limit.to ? undefined : 'from должно быть меньше, чем to';
}

/**
 * The first pair of params that could get the same name, port or subnet, in Russian;
 * `undefined` where none can. A value that does not vary counts too.
 */
export function findClash(labs: readonly LabMetadata[]): string | undefined {
  const claims = labs.flatMap(claimsOf);
  for (const [index, claim] of claims.entries()) {
    const rival = claims.slice(index + 1).find((other) => clash(claim, other));
    if (rival !== undefined) {
      return `параметры ${claim.param} и ${rival.param} могут получить одно и то же: ${shown(claim)} и ${shown(rival)}`;
    }
  }
  return undefined;
}

interface Claim {
  /** `LAB/PARAM`. */
  readonly param: string;
  readonly of: Limit | ParamValue;
}

function claimsOf({ name, params, variants }: LabMetadata): Claim[] {
  return Object.entries(params).map(([param, value]) => ({
    param: `${name}/${param}`,
    of: variants[param] ?? value,
  }));
}

function clash({ of: a }: Claim, { of: b }: Claim): boolean {
  if (typeof a === 'object') return takes(a, b);
  // Two labs may use one name where neither varies, as the course itself does.
  return typeof b === 'object' && takes(b, a);
}

/** Whether a limit's own values and another claim have one in common. */
function takes(limit: Limit, other: Limit | ParamValue): boolean {
  if (isNames(limit)) {
    if (isNames(other)) return other.some((name) => limit.includes(name));
    return typeof other === 'string' && limit.includes(other);
  }
  if ('within' in limit) {
    if (typeof other === 'string') return overlaps(limit.within, other);
    return typeof other === 'object' && 'within' in other && overlaps(limit.within, other.within);
  }
  if ('ports' in limit) {
    const { first, last } = portsOf(limit.ports);
    if (typeof other === 'number') return first <= other && other <= last;
    if (typeof other !== 'object' || !('ports' in other)) return false;
    const rival = portsOf(other.ports);
    return first <= rival.last && rival.first <= last;
  }
  return false;
}

function shown({ of }: Claim): string {
  if (isNames(of)) return of.join(', ');
  return typeof of === 'object' ? Object.values(of).join('/') : String(of);
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}

function portsOf(ports: string): { first: number; last: number } {
  const [first = 0, last = 0] = ports.split('-').map(Number);
  return { first, last };
}

function rangeOf(cidr: string): { first: number; last: number } {
  const range = parseRange(cidr);
  if (range === undefined) throw new Error(`${cidr} is no subnet`);
  return range;
}
