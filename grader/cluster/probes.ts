import { setTimeout as sleep } from 'node:timers/promises';
import type {
  FileFinding,
  FileProbe,
  HttpProbe,
  NetworkProbe,
  OneShotProbe,
} from '../lab/define.ts';
import { PROBE_LABEL } from './allow-list.ts';
import type { Engine } from './engine.ts';
import type Docker from 'dockerode';
import { comparison, isFinding, runningTasks, sharedMount } from './file-probe.ts';
import { LogFrames } from './log-frames.ts';
import { isOver, newRunId } from './probe-run.ts';
import { LONGEST_LIFE, probeService, SERVICE_DEADLINE, type Place } from './probe-service.ts';
import type { Redactor } from './redactor.ts';
import type { ClusterSnapshot, ProbeResult } from './snapshot.ts';
import { randomBytes } from 'node:crypto';

/** Milliseconds between two looks at a service of the grader's own. */
const POLL = 150;
/** Milliseconds for a command in a container that runs already. */
const EXEC_DEADLINE = 10_000;
/** Milliseconds for one HTTP answer; a port that nobody listens on must not hold the round. */
const HTTP_DEADLINE = 3_000;
/** Milliseconds that the grader's own services are given to answer each other. */
const CONTROL_PATIENCE = 5_000;
/**
 * Makes the probes of a lab, one after the other, and removes everything they needed.
 * A probe never throws: what it could not do is a result as well.
 */
export async function runProbes(
  engine: Engine,
  snapshot: ClusterSnapshot,
  probes: ReadonlyMap<string, OneShotProbe>,
  signal: AbortSignal,
): Promise<Record<string, ProbeResult>> {
  const run = new ProbeRun(engine, snapshot, signal);
  const results: Record<string, ProbeResult> = {};
  for (const [id, probe] of probes) {
    signal.throwIfAborted();
    results[id] = await run.make(probe);
  }
  return results;
}

/**
 * Removes probe services that a killed grader left behind: at once where it ran on this
 * machine and is known to be gone, else when they are older than any probe.
 *
 * @param now milliseconds since the epoch by the manager's clock.
 */
export async function removeLeftovers(engine: Engine, now: number): Promise<void> {
  const [services] = await engine.round((docker) => [
    docker.listServices({ filters: { label: [PROBE_LABEL] } }),
  ]);
  const left = services.filter(
    ({ Spec, CreatedAt }) =>
      isOver(Spec?.Labels?.[PROBE_LABEL] ?? '') ||
      (now - Date.parse(CreatedAt ?? '')) / 1000 > LONGEST_LIFE,
  );
  // Another run may do the same at the same moment; then they are gone, and all is well.
  await Promise.allSettled(left.map(({ ID }) => engine.docker.getService(ID).remove()));
}

class ProbeRun {
  readonly #docker: Docker;
  readonly #redactor: Redactor;
  readonly #snapshot: ClusterSnapshot;
  readonly #signal: AbortSignal;
  readonly #id = randomBytes(4).toString('hex');
  readonly #label = newRunId();
  #count = 0;

  constructor({ docker, redactor }: Engine, snapshot: ClusterSnapshot, signal: AbortSignal) {
    this.#docker = docker;
    this.#redactor = redactor;
    this.#snapshot = snapshot;
    this.#signal = signal;
  }

  async make(probe: OneShotProbe): Promise<ProbeResult> {
    try {
      const output = this.#redactor.hide(await this.#ask(probe));
      if (probe.kind === 'file' || probe.answered(output)) return { status: 'answered', output };
      return { status: 'silent', output, controlWorked: await this.#control(probe) };
    } catch (error) {
      if (this.#signal.aborted) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      return { status: 'unavailable', output: '', reason: `проба не удалась: ${reason}` };
    }
  }

  #ask(probe: OneShotProbe): Promise<string> {
    switch (probe.kind) {
      case 'http':
        return this.#http(probe.urls);
      case 'network':
        return this.#script(probe);
      case 'file':
        return this.#file(probe);
    }
  }

  /** The same question about services of the grader's own: does it work here at all? */
  async #control(probe: NetworkProbe | HttpProbe): Promise<boolean> {
    return probe.kind === 'http' ? this.#controlPort(probe) : this.#controlNetwork(probe);
  }

  async #controlNetwork(probe: NetworkProbe): Promise<boolean> {
    const client = probe.node ?? this.#readyNodes()[0];
    const other = this.#readyNodes().find((id) => id !== client) ?? client;
    return this.#withTarget({ network: probe.network, node: other }, async (target) => {
      const name = probe.control === 'vip' ? target.name : `tasks.${target.name}`;
      const output = await this.#script({
        ...probe,
        ...(client === undefined ? {} : { node: client }),
        script: [
          `end=$(($(date +%s) + ${CONTROL_PATIENCE / 1000}))`,
          `until timeout 2 wget -q -O - http://${name}/; do`,
          '  [ "$(date +%s)" -lt "$end" ] || exit',
          '  sleep 0.5',
          'done',
        ].join('\n'),
      });
      return output.includes(TARGET_PAGE);
    });
  }

  async #controlPort(probe: HttpProbe): Promise<boolean> {
    const mode = probe.control;
    return this.#withTarget({ publish: mode }, async (target) => {
      const port = await target.port();
      const hosts = probe.urls.map((url) => new URL(url).hostname);
      const urls = hosts.map((host) => `http://${host}:${port}/`);
      // The mesh opens a moment after the task is running.
      const deadline = Date.now() + CONTROL_PATIENCE;
      for (;;) {
        const lines = (await this.#http(urls)).split('\n');
        if (lines.every((line) => line.includes(TARGET_PAGE))) return true;
        if (Date.now() > deadline) return false;
        await sleep(POLL, undefined, { signal: this.#signal });
      }
    });
  }

  /** A GET to each URL from the grader's own machine, in parallel. */
  async #http(urls: readonly string[]): Promise<string> {
    const lines = await Promise.all(
      urls.map(async (url) => {
        try {
          const response = await fetch(url, {
            signal: AbortSignal.any([this.#signal, AbortSignal.timeout(HTTP_DEADLINE)]),
            redirect: 'manual',
            // A kept connection would be answered by the same task each time.
            headers: { connection: 'close' },
          });
          const page = this.#redactor.hide(await response.text());
          const body = page.replace(/\s+/g, ' ').trim().slice(0, 200);
          return `${response.status} ${url} ${body}`;
        } catch {
          return `000 ${url} `;
        }
      }),
    );
    this.#signal.throwIfAborted();
    return lines.join('\n');
  }

  /**
   * Looks into the file in the service's own container, where one runs on this engine, else
   * in a container of the grader's own that gets the same secrets and configs, and the mount
   * with the file in it, on the node of one of the tasks.
   */
  async #file({ service: id, ...probe }: FileProbe): Promise<FileFinding> {
    const { path } = probe;
    const service = this.#snapshot.services.find(({ ID }) => ID === id);
    if (service === undefined) throw new Error(`сервиса ${id} нет`);
    const content = this.#redactor.reveal(probe.content);
    const script = comparison({ ...probe, content });
    const seen = await this.#inTask(id, script);
    if (isFinding(seen)) return seen;
    const node = runningTasks(this.#snapshot, id)[0]?.NodeID;
    const files = service.Spec.TaskTemplate.ContainerSpec;
    const mount = sharedMount(files, path);
    const found = await this.#script({
      script,
      files,
      ...(mount === undefined ? {} : { mount }),
      ...(node === undefined ? {} : { node }),
    });
    if (isFinding(found)) return found;
    throw new Error(`файл ${path} не с чем сравнить: ${found}`);
  }

  /** What a script prints in a task of the service on this engine; nothing where none can run it. */
  async #inTask(service: string, script: string): Promise<string> {
    const here = this.#snapshot.info.Swarm.NodeID;
    const task = runningTasks(this.#snapshot, service).find(({ NodeID }) => NodeID === here);
    const container = task?.Status.ContainerStatus?.ContainerID;
    if (container === undefined) return '';
    const abortSignal = AbortSignal.any([this.#signal, AbortSignal.timeout(EXEC_DEADLINE)]);
    try {
      const exec = await this.#docker.getContainer(container).exec({
        // A secret may be readable by one user alone.
        User: '0',
        Cmd: ['sh', '-c', script],
        AttachStdout: true,
        abortSignal,
      });
      const output = await exec.start({ Detach: false, abortSignal });
      const chunks: Buffer[] = [];
      for await (const chunk of output) chunks.push(chunk as Buffer);
      return new LogFrames().text(Buffer.concat(chunks)).trim();
    } catch {
      this.#signal.throwIfAborted();
      // The container ended meanwhile: another one will answer.
      return '';
    }
  }

  /** Runs a script once as a job of its own; returns what it printed. */
  async #script({ script, ...place }: Place & { readonly script: string }): Promise<string> {
    const spec = this.#spec(['sh', '-c', script], place);
    const service = await this.#docker.createService({
      ...spec,
      Mode: { ReplicatedJob: { MaxConcurrent: 1, TotalCompletions: 1 } },
    });
    try {
      await this.#ended(service.id, spec.Name);
      const logs = await service.logs({ stdout: true, stderr: false, follow: false });
      return new LogFrames().text(logs as unknown as Buffer).trim();
    } finally {
      await service.remove();
    }
  }

  async #withTarget<T>(
    place: { network?: string; node?: string | undefined; publish?: 'ingress' | 'host' },
    use: (target: { name: string; port: () => Promise<number> }) => Promise<T>,
  ): Promise<T> {
    // Should it be left behind, it gives its port back when its time is up.
    const serve = `mkdir -p /tmp/w; echo ${TARGET_PAGE} >/tmp/w/index.html; exec timeout ${LONGEST_LIFE} httpd -f -p 80 -h /tmp/w`;
    const spec = this.#spec(['sh', '-c', serve], place);
    const { publish } = place;
    const service = await this.#docker.createService({
      ...spec,
      Mode: publish === 'host' ? { Global: {} } : { Replicated: { Replicas: 1 } },
      ...(publish === undefined
        ? {}
        : {
            EndpointSpec: {
              Mode: 'vip',
              Ports: [
                {
                  Protocol: 'tcp',
                  TargetPort: 80,
                  PublishMode: publish,
                  PublishedPort: publish === 'host' ? HOST_CONTROL_PORT : 0,
                },
              ],
            },
          }),
    });
    try {
      await this.#running(service.id);
      return await use({
        name: spec.Name,
        port: async () => {
          if (publish === 'host') return HOST_CONTROL_PORT;
          const state = (await service.inspect()) as unknown;
          return (state as ServiceWithPorts).Endpoint?.Ports?.[0]?.PublishedPort ?? 0;
        },
      });
    } finally {
      await service.remove();
    }
  }

  #spec(command: string[], place: Place) {
    this.#count += 1;
    return probeService(`${this.#id}-${this.#count}`, this.#label, command, place);
  }

  async #ended(id: string, name: string): Promise<void> {
    const [state] = await this.#until(id, (task) => TASK_ENDS.has(task.Status.State));
    if (state !== 'complete' && state !== 'failed') {
      throw new Error(`сервис ${name} не выполнился (${state ?? ''})`);
    }
  }

  async #running(id: string): Promise<void> {
    const states = await this.#until(
      id,
      ({ Status }) => Status.State === 'running' || TASK_ENDS.has(Status.State),
    );
    const ended = states.find((state) => state !== 'running');
    if (ended !== undefined) throw new Error(`проверочный сервис не работает (${ended})`);
  }

  /** Waits until it is so for every task, and returns their states. */
  async #until(id: string, done: (task: TaskStatus) => boolean): Promise<readonly string[]> {
    const deadline = Date.now() + SERVICE_DEADLINE;
    for (;;) {
      const tasks = (await this.#docker.listTasks({
        filters: { service: [id] },
        abortSignal: this.#signal,
      })) as TaskStatus[];
      const rejected = tasks.find(({ Status }) => Status.State === 'rejected');
      if (rejected) {
        throw new Error(`узел отклонил проверочную задачу: ${rejected.Status.Err ?? ''}`);
      }
      if (tasks.length > 0 && tasks.every(done)) return tasks.map(({ Status }) => Status.State);
      if (Date.now() > deadline) {
        throw new Error(`проверочный сервис не запустился за ${SERVICE_DEADLINE / 1000} секунд`);
      }
      await sleep(POLL, undefined, { signal: this.#signal });
    }
  }

  #readyNodes(): readonly string[] {
    return this.#snapshot.nodes
      .filter((node) => node.Status.State === 'ready' && node.Spec.Availability === 'active')
      .map((node) => node.ID);
  }
}

const TARGET_PAGE = 'roy-control';
/** Outside the ranges that labs and the kernel's own choice of ports use. */
const HOST_CONTROL_PORT = 29_799;
const TASK_ENDS = new Set(['complete', 'failed', 'rejected', 'shutdown', 'orphaned']);

interface TaskStatus {
  readonly Status: { readonly State: string; readonly Err?: string };
}

interface ServiceWithPorts {
  readonly Endpoint?: { readonly Ports?: readonly { readonly PublishedPort?: number }[] };
}
