import type { Code } from '../codes.ts';
import type { ParamValue } from './define.ts';
import type { Limit } from './limits.ts';

/** `state` holds now; `milestone` was reached once within this run of the lab. */
export type CheckKind = 'state' | 'milestone';

/** What a check stands on; see the table «Evidence» in the authors' guide. */
export type Evidence = 'state' | 'history' | 'baseline' | 'journal' | 'probe' | 'fault';

/** What the checks of a lab look at: a swarm, through a manager, or an engine, whatever it is in. */
export type Scope = 'swarm' | 'engine';

/** A lab.yml file, checked and with its defaults filled in. */
export interface LabMetadata {
  /** Folder name, `NN-name`. */
  readonly name: string;
  readonly title: string;
  /** What the learner is asked to reach; Markdown. */
  readonly goal: string;
  /** Names of labs that come before. */
  readonly prerequisites: readonly string[];
  /** Minutes that a learner needs. */
  readonly minutes: number;
  /** Seconds that a change may take before a check stops waiting for it. */
  readonly settle: number;
  /** Images that every node must have. */
  readonly images: readonly string[];
  /** Whether `roy lab start` keeps to itself how it makes the start state: it is a riddle. */
  readonly quiet: boolean;
  /** What its checks look at. */
  readonly scope: Scope;
  /** Where the lab begins: in a swarm of three, or with nodes outside any. */
  readonly begins: 'in-swarm' | 'outside-swarm';
  readonly params: Readonly<Record<string, ParamValue>>;
  /** Within what the params of a learner's own variant are chosen; the others are the same for all. */
  readonly variants: Readonly<Record<string, Limit>>;
  /** Names of the params whose values no report, snapshot or log may show. */
  readonly secrets: readonly string[];
  /** The services, networks, configs, secrets and labels of nodes that `roy lab reset` removes. */
  readonly owns: {
    readonly services: readonly string[];
    readonly networks: readonly string[];
    readonly configs: readonly string[];
    readonly secrets: readonly string[];
    readonly nodeLabels: readonly string[];
  };
  readonly checks: readonly CheckMetadata[];
}

export interface CheckMetadata {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly kind: CheckKind;
  readonly evidence: Evidence;
  /** Ids of checks that must pass before this one is asked. */
  readonly needs: readonly string[];
  /** Every code with which this check may fail. */
  readonly codes: readonly Code[];
  /** Anchor in the lesson, `LESSON#heading`. */
  readonly lesson: string;
  /** Three, from a nudge to nearly the answer. */
  readonly hints: readonly string[];
}
