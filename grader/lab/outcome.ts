import type { Code, FactsOf } from '../codes.ts';

/**
 * A check that returns has passed. Every other outcome is thrown, so that a check reads
 * as a list of demands and the first one that is not met speaks.
 */

/** The learner's swarm is not as the lab asks. */
export class CheckFailed extends Error {
  readonly code: Code;
  readonly facts: object;

  constructor(code: Code, facts: object) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

/** The swarm is on its way; ask again. */
export class StillConverging extends Error {
  /** What is being waited for, in Russian. */
  readonly waitingFor: string;

  constructor(waitingFor: string) {
    super(waitingFor);
    this.waitingFor = waitingFor;
  }
}

export type SkipReason =
  /** The proof existed once and the engine has forgotten it. */
  | 'evidence-faded'
  /** The nodes' kernel or network cannot do what the check observes. */
  | 'data-plane'
  /** The probe was not allowed or could not be made. */
  | 'probe-unavailable'
  /** It is seen while it happens, and nobody watched. */
  | 'watch-only'
  /** It takes a fault made on purpose, and `--active` was not given. */
  | 'active-only'
  /** The fault could not be made on this cluster. */
  | 'fault-unavailable';

/** This cluster cannot answer the question; costs no points. */
export class CannotTell extends Error {
  readonly reason: SkipReason;

  /** `explanation`: why, and what would help, in Russian. */
  constructor(reason: SkipReason, explanation: string) {
    super(explanation);
    this.reason = reason;
  }
}

/**
 * Fails the check.
 *
 * `facts` fill the message of the code; `expected`, `actual` and `object` among them are
 * also put into the report as data.
 */
export function fail<C extends Code>(
  code: C,
  facts: FactsOf<C> & { readonly object?: string },
): never {
  throw new CheckFailed(code, facts);
}
