import { describe, expect, test } from '@jest/globals';
import { matchLabs } from './labs.ts';

const NAMES = ['02-cluster', '03-service', '17-01-constraint', '17-02-reservation'];

describe('a lab is found', () => {
  test.each([
    ['03', ['03-service']],
    ['3', ['03-service']],
    ['03-service', ['03-service']],
    ['service', ['03-service']],
    ['17-02', ['17-02-reservation']],
    ['17-2', ['17-02-reservation']],
    ['17-01-constraint', ['17-01-constraint']],
    ['constraint', ['17-01-constraint']],
    ['17', ['17-01-constraint', '17-02-reservation']],
    ['17-03', []],
    ['0', []],
    ['web', []],
    ['', []],
  ])('as «%s»', (wanted, found) => {
    expect(matchLabs(NAMES, wanted)).toEqual(found);
  });
});
