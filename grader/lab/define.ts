import type { Baseline, FaultResult } from '../cluster/snapshot.ts';
import type { Swarm } from './swarm.ts';

export type ParamValue = string | number | boolean;

/** What a check is given. */
export interface CheckContext<Params> {
  readonly swarm: Swarm;
  /** The lab's params from lab.yml, or of the learner's variant; of a secret one its marker. */
  readonly params: Readonly<Params>;
  /**
   * What the lab's probe of that name printed.
   *
   * Where the probe could not be made, or got no answer on a cluster where the grader's own
   * control probe gets none either, the check ends as `skipped`. So what is printed here is
   * the learner's doing, even where it is nothing.
   */
  readonly probe: (name: string) => string;
  /**
   * What came of the lab's fault of that name. Where it was not asked for, or could not be
   * made on this cluster, the check ends as `skipped`.
   */
  readonly fault: (name: string) => FaultResult;
  /**
   * How the swarm was when `roy lab start` began this lab, for checks whose evidence is
   * `baseline`. Fails the check with `baseline-missing` where this swarm has no such note.
   */
  readonly baseline: () => Baseline;
  /** Says beside the check, should it pass, what was seen. */
  readonly note: (text: string) => void;
}

/** Returns when all is as asked; otherwise throws through an expectation or `fail`. */
export type Check<Params> = (context: CheckContext<Params>) => void;

/**
 * A look at behaviour, made while collecting, when all that its check `needs` has passed.
 *
 * - `network`: a shell script run once in a container of the image `busybox` attached to
 *   the service network `network`; `node` is the ID of the node it should run on.
 * - `http`: a GET from the grader's machine to each URL; it prints a line for each:
 *   `STATUS URL BODY`, the body's white space folded, cut at 200 characters.
 * - `file`: compares a file in a container of the service, in its volumes and binds too, with
 *   what should stand there; it prints a `FileFinding` and nothing of the file.
 * - `requests`: some ten requests a second to the service, for as long as `roy check --watch`
 *   looks on: through its published port or, where no node answers there, from inside its
 *   first network. It prints what `readRequests` reads: a line for each update.
 */
export type Probe = OneShotProbe | RequestsProbe;

export type OneShotProbe = NetworkProbe | HttpProbe | FileProbe;

export interface NetworkProbe {
  readonly kind: 'network';
  /** Network ID. */
  readonly network: string;
  readonly node?: string;
  readonly script: string;
  /** What to try with services of the grader's own where the script saw nothing. */
  readonly control: 'vip' | 'overlay';
  /** Whether what the script printed is an answer at all. */
  readonly answered: (output: string) => boolean;
}

export interface HttpProbe {
  readonly kind: 'http';
  readonly urls: readonly string[];
  readonly control: 'ingress' | 'host';
  readonly answered: (output: string) => boolean;
}

export interface FileProbe {
  readonly kind: 'file';
  /** Service ID. */
  readonly service: string;
  /** Absolute path in the container. */
  readonly path: string;
  /** What should stand in the file; a secret param stands for its value. */
  readonly content: string;
  /**
   * RFC 3339 by the clock of the task's node: the file should be older than that. The
   * file systems of small images tell a file's time to the second.
   */
  readonly writtenBefore?: string;
}

export interface RequestsProbe {
  readonly kind: 'requests';
  /** Service ID. */
  readonly service: string;
  /** The port of every node. */
  readonly published: number;
  /** The port of the tasks themselves. */
  readonly target: number;
}

/**
 * `newline`: what should stand there and one line end more; `late`: one of the two, but
 * written after the time that was asked for.
 */
export type FileFinding = 'equal' | 'newline' | 'late' | 'different' | 'missing';

/**
 * Harm that the grader does on purpose, where `--active` allows it and all that its check
 * `needs` has passed. It watches the swarm recover and puts everything back.
 *
 * - `kill`: ends the container of one of the service's tasks, as `docker kill` does.
 * - `freeze`: stops every process of such a container: it runs and answers no more.
 * - `cut`: takes a manager other than the endpoint off the network; practice machines only.
 */
export type Fault = ServiceFault | CutFault;

export interface ServiceFault {
  readonly kind: 'kill' | 'freeze';
  /** Service ID. */
  readonly service: string;
}

export interface CutFault {
  readonly kind: 'cut';
  /** Node ID. */
  readonly node: string;
}

export interface Lab<Params = Record<string, ParamValue>> {
  /** By the ids under `checks` in lab.yml. */
  readonly checks: Readonly<Record<string, Check<Params>>>;
  /** By the id of the check that reads it; called only when what that check needs has passed. */
  readonly probes: Readonly<Record<string, (context: ProbeContext<Params>) => Probe>>;
  /** Likewise, with `--active` alone; what the check needs need not outlive the fault. */
  readonly faults: Readonly<Record<string, (context: ProbeContext<Params>) => Fault>>;
}

export type ProbeContext<Params> = Pick<CheckContext<Params>, 'swarm' | 'params'>;

/**
 * Defines a lab's grader.
 *
 * @example
 * export default defineLab<{ name: string; replicas: number }>({
 *   replicas: ({ swarm, params }) => { expectLive(swarm.service(params.name), params.replicas); },
 * });
 */
export function defineLab<Params>(
  checks: Lab<Params>['checks'],
  probes: Lab<Params>['probes'] = {},
  faults: Lab<Params>['faults'] = {},
): Lab {
  // The params come from lab.yml, which the lab's own test holds against the grader.
  return { checks, probes, faults } as unknown as Lab;
}
