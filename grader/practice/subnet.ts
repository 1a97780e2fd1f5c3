/** IPv4 ranges: which are taken, which a practice set may use. */
import { overlaps, parseRange } from '../ipv4.ts';

/** The address of the first node; the source chapter's `192.168.99.100`. */
const FIRST_HOST = 100;

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
