import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import type { RequestsProbe } from '../lab/define.ts';
import { RequestTally } from '../lab/requests.ts';
import type { Engine } from './engine.ts';
import { LogFrames } from './log-frames.ts';
import { newRunId } from './probe-run.ts';
import { LONGEST_LIFE, probeService } from './probe-service.ts';
import type { ClusterSnapshot, ProbeResult, ServiceState } from './snapshot.ts';

/** Milliseconds between two requests: twelve a second at the most. */
const PAUSE = 80;
/** Seconds that a name may take to be found, and one address to answer. */
const PATIENCE = 2;
/** Milliseconds within which a first answer must come, so that the way there is known to work. */
const FIRST_ANSWER = 15_000;
/** Milliseconds after which a probe service is relieved by the next: none may live long. */
const RELIEF = (LONGEST_LIFE * 1000) / 2;

/** A probe service that sends requests. */
interface Sender {
  /** Resolves when it has ended of itself, long before its time perhaps. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/**
 * Requests to one service, some ten a second, for as long as somebody watches. A request
 * tries one address after the other, as browsers and proxies do, and is lost where none
 * answers.
 */
export class RequestStream {
  /** ID of the service that is asked. */
  readonly service: string;
  readonly #engine: Engine;
  readonly #probe: RequestsProbe;
  readonly #stop = new AbortController();
  readonly #tally = new RequestTally();
  readonly #work: Promise<void>;
  /** Requests count from the first answer on: until then the way there may not work at all. */
  #answered = false;
  #wake: () => void = () => undefined;
  #problem = 'ни один запрос ещё не дошёл';

  constructor(engine: Engine, snapshot: ClusterSnapshot, probe: RequestsProbe) {
    this.service = probe.service;
    this.#engine = engine;
    this.#probe = probe;
    this.#work = this.#send(snapshot).catch((error: unknown) => {
      if (this.#stop.signal.aborted) return;
      this.#problem = error instanceof Error ? error.message : String(error);
      this.#wake();
    });
  }

  /** Resolves at the first answer, or when it is clear or likely that none will come. */
  async ready(signal: AbortSignal): Promise<void> {
    const first = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    await Promise.race([first, sleep(FIRST_ANSWER, undefined, { signal, ref: false })]);
  }

  /** What came of it so far, the swarm being as in the snapshot. */
  look({ services, tasks, info }: ClusterSnapshot): ProbeResult {
    const service = services.find(({ ID }) => ID === this.service);
    const own = tasks.filter(({ ServiceID }) => ServiceID === this.service);
    if (service) this.#tally.look(service, own, Date.parse(info.SystemTime));
    if (this.#answered) return { status: 'answered', output: this.#tally.toString() };
    return { status: 'unavailable', output: '', reason: `запросы не идут: ${this.#problem}` };
  }

  /** Ends the requests and removes all that they needed. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#work;
  }

  #count(answered: boolean): void {
    // Cut off by our own end, and not by the learner's doing.
    if (this.#stop.signal.aborted) return;
    this.#answered ||= answered;
    if (this.#answered) this.#tally.count(answered);
    if (answered) this.#wake();
  }

  async #send(snapshot: ClusterSnapshot): Promise<void> {
    const doors = doorsOf(snapshot, this.#probe.published);
    // Where the kernel has no IPVS nobody answers at a published port.
    if (await this.#isOpen(doors)) await this.#knock(doors);
    else await this.#relay(snapshot);
  }

  /** Through the published port of one node, or the next one's, from the grader's machine. */
  async #knock(doors: readonly string[]): Promise<void> {
    const { signal } = this.#stop;
    for (let turn = 0; !signal.aborted; turn += 1) {
      const first = turn % doors.length;
      const order = [...doors.slice(first), ...doors.slice(0, first)];
      void this.#isOpen(order).then((answered) => {
        this.#count(answered);
      });
      await sleep(PAUSE);
    }
  }

  /** Whether a page comes from one of these; they are asked in turn. */
  async #isOpen(urls: readonly string[]): Promise<boolean> {
    for (const url of urls) {
      try {
        const { ok } = await fetch(url, {
          signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(PATIENCE * 1000)]),
          redirect: 'manual',
          // A kept connection would be answered by the same task each time.
          headers: { connection: 'close' },
        });
        if (ok) return true;
      } catch {
        // The next one may answer.
      }
    }
    return false;
  }

  /** From inside the service's network, by one short-lived probe service after the other. */
  async #relay(snapshot: ClusterSnapshot): Promise<void> {
    const { signal } = this.#stop;
    const service = snapshot.services.find(({ ID }) => ID === this.service);
    const network = service?.Spec.TaskTemplate.Networks[0]?.Target;
    if (service === undefined || network === undefined) {
      throw new Error('на опубликованном порту никто не отвечает, а своей сети у сервиса нет');
    }
    const senders: Sender[] = [];
    try {
      for (;;) {
        signal.throwIfAborted();
        senders.push(await this.#sender(service, network));
        // The relieved one has gone on meanwhile: not a moment is without requests.
        if (senders.length > 1) await senders.shift()?.close();
        const relief = sleep(RELIEF, undefined, { signal }).catch(() => undefined);
        await Promise.race([relief, senders[0]?.ended]);
      }
    } finally {
      await Promise.all(senders.map((sender) => sender.close()));
    }
  }

  /** A probe service that sends requests; resolves when the first has come back. */
  async #sender(service: ServiceState, network: string): Promise<Sender> {
    const { docker } = this.#engine;
    const { signal } = this.#stop;
    const script = requestScript(service.Spec.Name, this.#probe.target);
    const place = { network };
    const name = `${randomBytes(4).toString('hex')}-requests`;
    const spec = probeService(name, newRunId(), ['sh', '-c', script], place);
    const made = await docker.createService(spec);
    try {
      const logs = (await made.logs({
        ...{ stdout: true, stderr: false, follow: true, tail: 'all' },
        abortSignal: signal,
      } as object)) as unknown as IncomingMessage;
      const frames = new LogFrames();
      // The close that follows an error tells as much.
      logs.on('error', () => undefined);
      const ended = new Promise<void>((resolve) => logs.once('close', resolve));
      const begun = new Promise<true>((resolve) => {
        logs.on('data', (chunk: Buffer) => {
          for (const line of frames.lines(chunk)) {
            this.#count(line === 'ok');
            resolve(true);
          }
        });
      });
      if ((await Promise.race([begun, ended])) !== true) {
        throw new Error('проверочный сервис не запустился');
      }
      return {
        ended,
        close: async () => {
          logs.destroy();
          await removed(made);
        },
      };
    } catch (error) {
      await removed(made);
      throw error;
    }
  }
}

/** Another run may have taken it for a leftover and removed it before. */
async function removed(service: Docker.Service): Promise<void> {
  await service.remove().catch((error: unknown) => {
    if ((error as { statusCode?: unknown }).statusCode !== 404) throw error;
  });
}

function doorsOf({ nodes }: ClusterSnapshot, port: number): readonly string[] {
  return nodes
    .filter(({ Status, Spec }) => Status.State === 'ready' && Spec.Availability === 'active')
    .map(({ Status }) => `http://${Status.Addr ?? ''}:${port}/`);
}

/**
 * Prints a line for each request: `ok` where one of the service's tasks has answered. One
 * that hangs does not hold up the next.
 */
function requestScript(service: string, port: number): string {
  return `request() {
  for address in $(timeout ${PATIENCE} nslookup tasks.${service} 2>/dev/null | awk '/^Address/ && !/:53$/ { print $NF }'); do
    timeout ${PATIENCE} wget -q -O /dev/null "http://$address:${port}/" 2>/dev/null && echo ok && return
  done
  echo lost
}
end=$(($(date +%s) + ${LONGEST_LIFE}))
while [ "$(date +%s)" -lt "$end" ]; do
  request &
  sleep ${PAUSE / 1000}
done`;
}
