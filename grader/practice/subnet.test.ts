import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { overlaps, parseRange } from '../ipv4.ts';
import { bridgeAddress, candidates, freeSubnet, nodeAddress, subnetProblem } from './subnet.ts';

describe('subnets of practice sets', () => {
  it('starts with the chapter’s own and skips what a wider range takes', () => {
    expect(freeSubnet([])).toBe('192.168.99.0/24');
    expect(freeSubnet(['192.168.99.7/32'])).toBe('192.168.100.0/24');
    expect(freeSubnet(['192.168.96.0/20'])).toBe('192.168.112.0/24');
    expect(freeSubnet(['192.168.0.0/16'])).toBe('172.30.0.0/24');
    expect(freeSubnet([...candidates()])).toBeUndefined();
  });

  it('names the addresses of the bridge and of the nodes', () => {
    expect(bridgeAddress('192.168.99.0/24')).toBe('192.168.99.1');
    expect(nodeAddress('192.168.99.0/24', 3)).toBe('192.168.99.102');
  });

  it.each([
    ['192.168.50.0/24', undefined],
    ['172.16.5.0/24', undefined],
    ['192.168.50.7/24', 'не подсеть вида'],
    ['192.168.50.0/23', 'не подсеть вида'],
    ['192.168.500.0/24', 'не подсеть вида'],
    ['десять', 'не подсеть вида'],
    ['10.1.2.0/24', 'раздаёт своим сетям overlay'],
    ['8.8.8.0/24', 'не частная'],
  ])('judges %s', (subnet, problem) => {
    const answer = subnetProblem(subnet);
    if (problem === undefined) expect(answer).toBeUndefined();
    else expect(answer).toContain(problem);
  });

  const octet = fc.integer({ min: 0, max: 255 });
  const cidr = fc
    .tuple(octet, octet, octet, octet, fc.integer({ min: 0, max: 32 }))
    .map(([a, b, c, d, prefix]) => `${a}.${b}.${c}.${d}/${prefix}`);

  it('finds overlaps both ways round, and one between a range and itself', () => {
    fc.assert(
      fc.property(cidr, cidr, (a, b) => {
        expect(overlaps(a, b)).toBe(overlaps(b, a));
        expect(overlaps(a, a)).toBe(true);
      }),
    );
  });

  it('reads any text without an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), cidr), (text) => {
        const range = parseRange(text);
        expect(range === undefined || range.first <= range.last).toBe(true);
      }),
    );
  });
});
