import { describe, expect, it } from '@jest/globals';
import { needsFault } from './case.ts';

const harmed = {
  checks: [
    { id: 'exists', evidence: 'state' },
    { id: 'recovers', evidence: 'fault' },
  ],
} as const;
const unharmed = { checks: [{ id: 'exists', evidence: 'state' }] } as const;

describe('needsFault', () => {
  it('is so on every right way through a lab that makes one', () => {
    const right = { expects: { verdict: 'complete' } } as const;
    expect(needsFault(right, harmed)).toBe(true);
    expect(needsFault(right, unharmed)).toBe(false);
  });

  it('is so in a wrong case only where the fault must show it', () => {
    const wrong = (check: string) =>
      ({ expects: { verdict: 'fails', check, code: 'task-not-replaced' } }) as const;
    expect(needsFault(wrong('recovers'), harmed)).toBe(true);
    expect(needsFault(wrong('exists'), harmed)).toBe(false);
  });

  it('is not so in the start state: nothing runs in it that could be harmed', () => {
    expect(needsFault({ expects: { verdict: 'incomplete' } }, harmed)).toBe(false);
  });
});
