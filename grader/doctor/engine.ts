import type { RoyError } from '../errors.ts';
import type { Finding } from './finding.ts';

/** The parts of `GET /info` that the examinations read. */
export interface EngineInfo {
  readonly ServerVersion: string;
  readonly KernelVersion: string;
  readonly OperatingSystem: string;
  readonly DockerRootDir: string;
  /** Bytes. */
  readonly MemTotal: number;
  readonly Swarm: {
    readonly LocalNodeState: 'inactive' | 'pending' | 'active' | 'error' | 'locked';
    readonly ControlAvailable: boolean;
    readonly NodeID: string;
    readonly NodeAddr: string;
    readonly Error: string;
  };
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
