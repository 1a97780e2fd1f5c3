import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { readSnapshot } from '../cluster/snapshot-file.ts';
import { expectResolves, readLookups } from './discovery.ts';
import { CheckFailed, StillConverging } from './outcome.ts';
import { Swarm } from './swarm.ts';

/** Printed by BusyBox 1.35 in a task; the two questions, IPv4 and IPv6, end in any order. */
const MODERN = `name web
Server:\t\t127.0.0.11
Address:\t127.0.0.11:53

Non-authoritative answer:

Non-authoritative answer:
Name:\tweb
Address: 10.0.1.2

name tasks.web
Server:\t\t127.0.0.11
Address:\t127.0.0.11:53

Non-authoritative answer:
Name:\ttasks.web
Address: 10.0.1.4
Name:\ttasks.web
Address: 10.0.1.3

name nothing
;; connection timed out; no servers could be reached
`;

const SMALL = `name web
Server:    127.0.0.11
Address 1: 127.0.0.11

Name:      web
Address 1: 10.0.1.2
Address 2: 10.0.1.9 web.1.shop
`;

const real = await readSnapshot(
  fileURLToPath(new URL('../../labs/05-discovery/fixtures/solution.json', import.meta.url)),
);
/** As a lab sees it that waits for nothing, and as one that waits for long. */
const settled = new Swarm(real, 0).service('web');
const young = new Swarm(real, Infinity).service('web');

describe('lookups', () => {
  test.each([
    [MODERN, 'web', ['10.0.1.2']],
    [MODERN, 'tasks.web', ['10.0.1.4', '10.0.1.3']],
    [MODERN, 'nothing', []],
    [SMALL, 'web', ['10.0.1.2', '10.0.1.9']],
  ])('are read from either form of nslookup', (output, name, addresses) => {
    expect(readLookups(output).get(name)).toEqual(addresses);
  });

  test('the order of the addresses means nothing', () => {
    expectResolves(young, readLookups(MODERN), 'tasks.web', ['10.0.1.3', '10.0.1.4']);
  });

  test.each([
    ['one is missing', 'tasks.web', ['10.0.1.3', '10.0.1.4', '10.0.1.5']],
    ['one is too many', 'tasks.web', ['10.0.1.3']],
    ['the name is not found', 'nothing', ['10.0.1.2']],
    ['the name was never asked', 'other', ['10.0.1.2']],
  ])('fails where %s', (_, name, addresses) => {
    expect(() => {
      expectResolves(settled, readLookups(MODERN), name, addresses);
    }).toThrow(CheckFailed);
    expect(() => {
      expectResolves(young, readLookups(MODERN), name, addresses);
    }).toThrow(StillConverging);
  });
});
