import * as z from 'zod/mini';
import type { RoyError } from '../errors.ts';
import type { Finding } from './finding.ts';

/** The parts of `GET /info` that the examinations read. */
const infoSchema = z.object({
  ServerVersion: z.string(),
  KernelVersion: z.string(),
  OperatingSystem: z.string(),
  DockerRootDir: z.string(),
  /** Bytes. */
  MemTotal: z.number(),
  Swarm: z.object({
    LocalNodeState: z.enum(['inactive', 'pending', 'active', 'error', 'locked']),
    ControlAvailable: z.boolean(),
    NodeID: z.string(),
    NodeAddr: z.string(),
    Error: z.string(),
  }),
});

export type EngineInfo = z.output<typeof infoSchema>;

/** @throws ZodError where the answer has another shape. */
export async function readInfo(answer: Promise<unknown>): Promise<EngineInfo> {
  return infoSchema.parse(await answer);
}

const about = { id: 'engine', title: 'Движок Docker' };

/** An engine that answered; one that is older than 20.10 is refused while connecting. */
export function examineEngine(info: EngineInfo, apiVersion: string, name: string): Finding {
  return {
    ...about,
    status: 'ok',
    found: `версия ${info.ServerVersion}, API ${apiVersion}: ${name}`,
    meaning: 'Курсу подходит движок 20.10 и новее.',
    fix: [],
  };
}

/** An engine that could not be reached. */
export function engineUnreachable({ message, next }: RoyError): Finding {
  return {
    ...about,
    status: 'bad',
    found: message,
    meaning: 'Без движка нет кластера: проверить лабораторную можно только по снимку.',
    fix: next,
  };
}
