import type { NetworkState } from '../cluster/snapshot.ts';
import type { Probe } from './define.ts';
import { addressOn } from './network.ts';
import { failOnceSettled } from './settled.ts';
import type { Service } from './swarm.ts';

/** Asking over HTTP inside a probe, and reading what came of it. */

export interface Answer {
  /** What was asked, `10.0.1.5` or `http://192.168.99.100:8080/`. */
  readonly target: string;
  /** `refused`: the address is there, nobody listens on the port. */
  readonly outcome: 'answered' | 'refused' | 'silent';
  /** The first line of the page. */
  readonly page: string;
}

/**
 * A shell function for a network probe: `ask ADDRESS` prints a line that `readAsked` reads,
 * and succeeds where a page came. BusyBox's wget knows no usable time limit of its own.
 */
export const ASK = `ask() {
  page=$(timeout 3 wget -q -O - "http://$1/" 2>&1)
  code=$?
  printf '%s %s %s\\n' "$code" "$1" "$(printf '%s' "$page" | head -n 1)"
  return "$code"
}`;

export function readAsked(output: string): readonly Answer[] {
  return output.split('\n').flatMap((line): readonly Answer[] => {
    const [, code, target, page] = /^(\d+) (\S+) ?(.*)$/.exec(line) ?? [];
    if (target === undefined || page === undefined) return [];
    // An error page is an answer too: wget names it and ends with 1.
    const came = code === '0' || page.includes('server returned error');
    const outcome = came ? 'answered' : page.includes('refused') ? 'refused' : 'silent';
    return [{ target, outcome, page }];
  });
}

/** What an `http` probe printed, `STATUS URL BODY` a line; status 000 where none came. */
export function readHttp(output: string): readonly Answer[] {
  return output.split('\n').flatMap((line): readonly Answer[] => {
    const [, status, target, page] = /^(\d{3}) (\S+) ?(.*)$/.exec(line) ?? [];
    if (target === undefined || page === undefined) return [];
    return [{ target, outcome: status === '000' ? 'silent' : 'answered', page }];
  });
}

/** From one node to every task, in parallel: a lost request takes its full three seconds. */
export function askTasks(service: Service, network: NetworkState, port: number): Probe {
  const [first] = service.liveTasks;
  const targets = service.liveTasks.map(
    (task) => `ask ${addressOn(task, network) ?? ''}:${port} &`,
  );
  return {
    kind: 'network',
    network: network.Id,
    ...(first?.NodeID === undefined ? {} : { node: first.NodeID }),
    script: [ASK, ...targets, 'wait'].join('\n'),
    control: 'overlay',
    // A refusal is an answer as well: the request did arrive.
    answered: (output) => {
      const answers = readAsked(output);
      return (
        answers.some(({ outcome }) => outcome === 'refused') ||
        (answers.length > 0 && answers.every(({ outcome }) => outcome === 'answered'))
      );
    },
  };
}

/**
 * What the probe of `askTasks` printed has an answer of every task. Code: `task-not-answering`,
 * once the service has settled.
 */
export function expectTasksAnswer(
  service: Service,
  network: NetworkState,
  port: number,
  output: string,
): void {
  const answers = new Map(readAsked(output).map(({ target, outcome }) => [target, outcome]));
  const silent = service.liveTasks.flatMap((task) => {
    const address = addressOn(task, network) ?? '';
    const outcome = answers.get(`${address}:${port}`) ?? 'silent';
    const what = outcome === 'refused' ? 'соединение отклонено' : 'тишина';
    const node = service.swarm.nodeName(task.NodeID ?? '');
    return outcome === 'answered'
      ? []
      : `${service.taskName(task)} (${address}, узел ${node}) — ${what}`;
  });
  if (silent.length === 0) return;
  failOnceSettled(service, `ответят все задачи (${silent.join('; ')})`, 'task-not-answering', {
    name: service.name,
    port,
    silent,
  });
}
