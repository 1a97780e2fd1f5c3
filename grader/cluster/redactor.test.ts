import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { declaredSecrets, Redactor } from './redactor.ts';

const VALUE = '0f3c9a1b7e5d2846';
const MARKER = '‹секрет 10-secrets/password›';
const redactor = new Redactor(
  declaredSecrets([
    {
      name: '10-secrets',
      params: { password: VALUE, other: 'b81d40c6f2e7953a', name: 'db' },
      secrets: ['password', 'other'],
    },
  ]),
);
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a declared value', () => {
  it('is replaced wherever it stands, by a marker that names its param', () => {
    expect(redactor.hide(`a=${VALUE},${VALUE} b81d40c6f2e7953a`)).toBe(
      `a=${MARKER},${MARKER} ‹секрет 10-secrets/other›`,
    );
  });

  it('is found in base64 too, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
        const hidden = redactor.hide(base64(before + VALUE + after));
        expect(hidden).toContain(MARKER);
        expect(Buffer.from(hidden.replace(MARKER, ''), 'base64').toString()).not.toContain(VALUE);
      }),
    );
  });

  it('comes back from its marker, for what stays inside the program', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(redactor.reveal(redactor.hide(`${text}${VALUE}`))).toBe(`${text}${VALUE}`);
      }),
    );
  });
});

describe('the keys of a swarm', () => {
  const keys = 'SWMTKN-1-5a8x-0x/y= SWMKEY-1-ab+c';

  it('are cut down to what they are', () => {
    expect(redactor.hide(`join --token ${keys}.`)).toBe('join --token SWMTKN-1-… SWMKEY-1-….');
  });

  it('are found at the start of a line, as JSON writes it, and after any letter', () => {
    const script = JSON.stringify({ Args: [`docker swarm join\n${keys}`, `key_${keys}`] });
    expect(redactor.hide(script)).not.toMatch(/5a8x|ab\+c/);
  });

  it('stay in what /swarm says of itself, and nowhere else', () => {
    const answer = Buffer.from(`{"token":"${keys}","label":"${VALUE}"}`);
    expect(redactor.hideIn(answer, '/swarm').toString()).toBe(
      `{"token":"${keys}","label":"${MARKER}"}`,
    );
    expect(redactor.hideIn(answer, '/services').toString()).not.toMatch(/5a8x|ab\+c|0f3c/);
  });
});

it('an answer with nothing to hide is returned as it is', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      const answer = Buffer.from(json);
      expect(redactor.hideIn(answer, '/services')).toBe(answer);
      expect(new Redactor([]).hideIn(answer, '/swarm')).toBe(answer);
    }),
  );
});
