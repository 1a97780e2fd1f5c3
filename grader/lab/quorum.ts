import type { Baseline, FaultResult, NodeState } from '../cluster/snapshot.ts';
import { CannotTell, fail, StillConverging } from './outcome.ts';
import { parseTime, type Swarm } from './swarm.ts';

/** What lets a swarm lose a manager, and what keeps strangers out of it. */

/** There are so many managers or more, whether they answer or not. Code: `managers-few`. */
export function expectManagers({ managers }: Swarm, expected: number): void {
  const names = managers.map(nameOf);
  if (names.length < expected) fail('managers-few', { expected, actual: names.length, names });
}

/** An even number can lose no more than the odd one below it. Code: `managers-even`. */
export function expectOddManagers({ managers }: Swarm): void {
  const names = managers.map(nameOf);
  if (names.length % 2 === 0) fail('managers-even', { actual: names.length, names });
}

/** Pending while a promoted node is on its way. Code: `manager-unreachable`. */
export function expectManagersReachable(swarm: Swarm): void {
  for (const node of swarm.managers) {
    const actual = node.ManagerStatus?.Reachability;
    if (actual === 'reachable') continue;
    // A promoted node has no such status at all until it has joined the others.
    if (actual === undefined && sinceChange(swarm, node) < swarm.settle) {
      throw new StillConverging(`узел ${nameOf(node)} становится управляющим`);
    }
    fail('manager-unreachable', { name: nameOf(node), id: node.ID, actual: actual ?? 'unknown' });
  }
}

/**
 * The worker token is not that of the lab's start; the manager token may be. Codes:
 * `token-unchanged`, and `token-other-rotated` where the manager token is new instead.
 */
export function expectWorkerTokenRotated({ joinTokens }: Baseline): void {
  if (joinTokens.worker === 'changed') return;
  fail(joinTokens.manager === 'changed' ? 'token-other-rotated' : 'token-unchanged', {});
}

/** Code: `autolock-off`. */
export function expectAutolock({ snapshot }: Swarm): void {
  if (snapshot.swarm?.Spec.EncryptionConfig?.AutoLockManagers !== true) fail('autolock-off', {});
}

/**
 * The manager to cut: another than the one that is asked, the leader where that is possible,
 * for then the others must also elect a new one.
 */
export function managerToCut({ managers, snapshot }: Swarm): NodeState | undefined {
  const others = managers.filter(({ ID }) => ID !== snapshot.info.Swarm.NodeID);
  return others.find(({ ManagerStatus }) => ManagerStatus?.Leader === true) ?? others[0];
}

/** While one manager was cut off, the others took a change. Code: `writes-refused`. */
export function expectWritesWithout(result: FaultResult): void {
  const { object: name, outcome, seconds, reason = '' } = result;
  if (outcome === 'unnoticed') {
    throw new CannotTell('fault-unavailable', `узел ${name} и без сети считался доступным`);
  }
  if (outcome === 'lasting') fail('writes-refused', { name, seconds, error: reason });
}

const nameOf = ({ Description }: NodeState): string => Description.Hostname;

function sinceChange({ now }: Swarm, { UpdatedAt }: NodeState): number {
  return UpdatedAt === undefined ? Infinity : (now - parseTime(UpdatedAt)) / 1000;
}
