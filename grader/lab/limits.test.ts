import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseRange } from '../ipv4.ts';
import type { ParamValue } from './define.ts';
import { choose, findClash, limitProblem, type Limit } from './limits.ts';
import type { LabMetadata } from './metadata.ts';

const draws = fc.stringMatching(/^[0-9a-f]{64}$/);

const names = fc.uniqueArray(fc.stringMatching(/^[a-d]{1,2}$/), { minLength: 2, maxLength: 4 });
const ports = fc
  .tuple(fc.integer({ min: 1024, max: 1100 }), fc.integer({ min: 1, max: 40 }))
  .map(([first, more]) => ({ ports: `${first}-${first + more}` }));
const subnets = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 16, max: 18 }))
  .map(([second, length]) => ({ within: `10.${second}.0.0/${length}`, prefix: 24 }));
const counts = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .map(([from, more]) => ({ from, to: from + more }));
const limits: fc.Arbitrary<Limit> = fc.oneof(names, ports, subnets, counts);

/** A value of the type that the limit is for. */
function defaultOf(limit: Limit): ParamValue {
  return 'ports' in limit || 'from' in limit ? 5 : 'busybox';
}

function lab(name: string, variants: Record<string, Limit>, fixed: Record<string, ParamValue>) {
  const own = Object.entries(variants).map(([param, limit]) => [param, defaultOf(limit)]);
  const params = { ...fixed, ...(Object.fromEntries(own) as Record<string, ParamValue>) };
  return { name, params, variants, secrets: [] } as unknown as LabMetadata;
}

const courses = fc
  .array(
    fc.tuple(
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), limits),
      fc.dictionary(
        fc.constantFrom('x', 'y'),
        fc.oneof(
          fc.stringMatching(/^[a-d]{1,2}$/),
          fc.integer({ min: 1000, max: 1200 }),
          fc.constantFrom('10.1.7.0/24', '10.3.200.0/24'),
        ),
      ),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((labs) => labs.map(([variants, fixed], at) => lab(`0${at}-x`, variants, fixed)));

/** What stands in one swarm of a learner and has to be the only one of its kind. */
function taken(labs: readonly LabMetadata[], draw: (param: string) => string): ParamValue[] {
  return labs.flatMap(({ name, params, variants }) =>
    Object.entries(params).flatMap(([param, fixed]) => {
      const limit = variants[param];
      if (limit !== undefined && 'from' in limit) return [];
      return [limit === undefined ? fixed : choose(limit, draw(`${name}/${param}`))];
    }),
  );
}

test('whatever is drawn stays within the limit', () => {
  fc.assert(
    fc.property(limits, draws, (limit, draw) => {
      expect(limitProblem({ params: { a: defaultOf(limit) }, secrets: [] }, 'a', limit)).toBe(
        undefined,
      );
      const value = choose(limit, draw);
      if (Array.isArray(limit)) expect(limit).toContain(value);
      if ('ports' in limit) {
        const [first = 0, last = 0] = limit.ports.split('-').map(Number);
        expect(Number(value)).toBeGreaterThanOrEqual(first);
        expect(Number(value)).toBeLessThanOrEqual(last);
      }
      if ('within' in limit) {
        const inner = parseRange(String(value));
        const outer = parseRange(limit.within);
        expect(String(value)).toMatch(/\.0\/24$/);
        expect(inner?.first).toBeGreaterThanOrEqual(outer?.first ?? Infinity);
        expect(inner?.last).toBeLessThanOrEqual(outer?.last ?? 0);
      }
    }),
  );
});

test('every value of a limit can come', () => {
  const draw = (n: number) => n.toString(16).padStart(64, '0');
  const seen = (limit: Limit, count: number) =>
    new Set(Array.from({ length: count }, (_, n) => choose(limit, draw(n))));
  expect(seen(['web', 'shop', 'blog'], 3)).toEqual(new Set(['web', 'shop', 'blog']));
  expect(seen({ ports: '8000-8003' }, 4)).toEqual(new Set([8000, 8001, 8002, 8003]));
  expect(seen({ from: 2, to: 4 }, 3)).toEqual(new Set([2, 3, 4]));
  expect(seen({ within: '10.20.0.0/22', prefix: 24 }, 4)).toEqual(
    new Set(['10.20.0.0/24', '10.20.1.0/24', '10.20.2.0/24', '10.20.3.0/24']),
  );
  expect(choose({ hex: 16 }, draw(255))).toBe('0'.repeat(16));
});

describe('labs whose limits are apart', () => {
  test('never clash, whoever the learner is', () => {
    fc.assert(
      fc.property(courses, fc.infiniteStream(draws), (labs, stream) => {
        fc.pre(findClash(labs) === undefined);
        const drawn = new Map<string, string>();
        const draw = (param: string) => {
          if (!drawn.has(param)) drawn.set(param, String(stream.next().value));
          return drawn.get(param) ?? '';
        };
        const varied = taken(labs, draw);
        const fixed = labs.flatMap(({ params, variants }) =>
          Object.keys(params)
            .filter((param) => variants[param] === undefined)
            .map((p) => params[p]),
        );
        // Values that do not vary may be the same in two labs, as in the course itself.
        const own = varied.filter((value) => !fixed.includes(value));
        expect(own.length).toBe(varied.length - fixed.length);
        expect(new Set(own).size).toBe(own.length);
      }),
      { numRuns: 500 },
    );
  });

  test('are told from labs that could clash', () => {
    const web = { name: ['web', 'shop'] };
    expect(findClash([lab('01-a', web, {}), lab('02-b', { name: ['blog', 'news'] }, {})])).toBe(
      undefined,
    );
    expect(findClash([lab('01-a', web, {}), lab('02-b', { app: ['blog', 'shop'] }, {})])).toBe(
      'параметры 01-a/name и 02-b/app могут получить одно и то же: web, shop и blog, shop',
    );
    expect(findClash([lab('01-a', web, {}), lab('02-b', {}, { service: 'web' })])).toContain(
      '02-b/service',
    );
    expect(findClash([lab('01-a', {}, { name: 'web' }), lab('02-b', {}, { name: 'web' })])).toBe(
      undefined,
    );
    const port = (range: string) => ({ port: { ports: range } });
    expect(
      findClash([lab('01-a', port('8000-8009'), {}), lab('02-b', port('8010-8019'), {})]),
    ).toBe(undefined);
    expect(
      findClash([lab('01-a', port('8000-8010'), {}), lab('02-b', port('8010-8019'), {})]),
    ).toContain('01-a/port и 02-b/port');
    expect(findClash([lab('01-a', port('8000-8010'), { other: 8005 })])).toContain('01-a/other');
    const net = (within: string) => ({ net: { within, prefix: 24 } });
    expect(
      findClash([lab('01-a', net('10.1.0.0/16'), {}), lab('02-b', net('10.2.0.0/16'), {})]),
    ).toBe(undefined);
    expect(
      findClash([lab('01-a', net('10.1.0.0/16'), {}), lab('02-b', net('10.0.0.0/12'), {})]),
    ).toContain('01-a/net и 02-b/net');
    expect(
      findClash([lab('01-a', net('10.1.0.0/16'), {}), lab('02-b', {}, { net: '10.1.3.0/24' })]),
    ).toContain('02-b/net');
  });
});

test.each<[string, Limit, Record<string, ParamValue>, RegExp]>([
  ['a param that is not there', ['a', 'b'], { other: 'x' }, /такого параметра нет; есть: other/],
  ['a param made of others', ['a', 'b'], { p: '{{x}}-1' }, /складывается из других/],
  ['names for a number', ['a', 'b'], { p: 3 }, /число, а эти границы для строки/],
  ['numbers for a name', { from: 1, to: 2 }, { p: 'web' }, /строка, а эти границы для числа/],
  ['a secret that is none', { hex: 24 }, { p: 'web' }, /бывают у секретов/],
  ['one name', ['a'], { p: 'web' }, /два имени/],
  ['a name twice', ['a', 'b', 'a'], { p: 'web' }, /все разные/],
  ['what is no name', ['a', 'B c'], { p: 'web' }, /«B c» не годится/],
  ['ports that the kernel gives out', { ports: '30000-33000' }, { p: 80 }, /порты/],
  ['ports in the wrong order', { ports: '8010-8000' }, { p: 80 }, /порты/],
  ['what is no subnet', { within: '10.1.2.0/16', prefix: 24 }, { p: '10.1.0.0/24' }, /не подсеть/],
  ['too long a prefix', { within: '10.1.0.0/16', prefix: 30 }, { p: '10.1.0.0/24' }, /до 28/],
  ['an empty range', { from: 4, to: 4 }, { p: 4 }, /from/],
])('%s is refused', (_, limit, params, problem) => {
  expect(limitProblem({ params, secrets: [] }, 'p', limit)).toMatch(problem);
});
