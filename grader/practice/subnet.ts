/** IPv4 ranges: which are taken, which a practice set may use. */

interface Range {
  readonly first: number;
  readonly last: number;
}

/** The address of the first node; the source chapter's `192.168.99.100`. */
const FIRST_HOST = 100;

/** Parses `a.b.c.d` or `a.b.c.d/n`; `undefined` where it is neither. */
export function parseRange(cidr: string): Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(cidr);
  if (!match) return undefined;
  const octets = match.slice(1, 5).map(Number);
  const prefix = Number(match[5] ?? '32');
  if (octets.some((octet) => octet > 255) || prefix > 32) return undefined;
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - prefix);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1 };
}

export function overlaps(a: string, b: string): boolean {
  const left = parseRange(a);
  const right = parseRange(b);
  return !!left && !!right && left.first <= right.last && right.first <= left.last;
}

/** `192.168.99.0/24` → `192.168.99.`, the part that all its addresses share. */
const stem = (subnet: string): string => subnet.slice(0, subnet.lastIndexOf('.') + 1);

export const bridgeAddress = (subnet: string): string => `${stem(subnet)}1`;

/** Address of a node; `index` counts from 1. */
export const nodeAddress = (subnet: string, index: number): string =>
  `${stem(subnet)}${FIRST_HOST + index - 1}`;

/**
 * Why a subnet that the user named cannot serve, in Russian; `undefined` where it can.
 * `10.0.0.0/8` is refused because Swarm hands it out to its overlay networks.
 */
export function subnetProblem(subnet: string): string | undefined {
  const range = parseRange(subnet);
  if (!range || !subnet.endsWith('.0/24')) {
    return `«${subnet}» — не подсеть вида 192.168.50.0/24.`;
  }
  if (overlaps(subnet, '10.0.0.0/8')) {
    return `Подсеть ${subnet} занята: адреса 10.0.0.0/8 Swarm раздаёт своим сетям overlay.`;
  }
  if (!overlaps(subnet, '192.168.0.0/16') && !overlaps(subnet, '172.16.0.0/12')) {
    return `Подсеть ${subnet} не частная: так стала бы недоступна часть интернета.`;
  }
  return undefined;
}

/** Subnets in the order in which they are tried: the chapter's own comes first. */
export function* candidates(): Generator<string> {
  for (let third = 99; third <= 254; third += 1) yield `192.168.${third}.0/24`;
  for (let third = 0; third <= 254; third += 1) yield `172.30.${third}.0/24`;
}

/** The first candidate that no taken range touches. */
export function freeSubnet(taken: readonly string[]): string | undefined {
  for (const subnet of candidates()) {
    if (!taken.some((range) => overlaps(range, subnet))) return subnet;
  }
  return undefined;
}
