import { describe, expect, it } from '@jest/globals';
import { showsBehaviour } from './case.ts';

const probed = {
  checks: [
    { id: 'exists', evidence: 'state' },
    { id: 'traffic', evidence: 'probe' },
  ],
} as const;
const unprobed = { checks: [{ id: 'exists', evidence: 'state' }] } as const;

describe('showsBehaviour', () => {
  it('takes every right way through a lab that has a probe', () => {
    const right = { expects: { verdict: 'complete' } } as const;
    expect(showsBehaviour(right, probed, 'probe')).toBe(true);
    expect(showsBehaviour(right, unprobed, 'probe')).toBe(false);
    expect(showsBehaviour(right, probed, 'fault')).toBe(false);
  });

  it('takes a wrong case only where the probe must find the fault', () => {
    const wrong = (check: string) =>
      ({ expects: { verdict: 'fails', check, code: 'task-not-answering' } }) as const;
    expect(showsBehaviour(wrong('traffic'), probed, 'probe')).toBe(true);
    expect(showsBehaviour(wrong('exists'), probed, 'probe')).toBe(false);
  });

  it('leaves the start state out: nothing runs in it that could answer', () => {
    expect(showsBehaviour({ expects: { verdict: 'incomplete' } }, probed, 'probe')).toBe(false);
  });
});
