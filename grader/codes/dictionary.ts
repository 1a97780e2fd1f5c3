import type { Code } from '../codes.ts';
import type { LabMetadata } from '../lab/metadata.ts';
import { backupCodes } from './backup.ts';
import { clusterCodes } from './cluster.ts';
import { discoveryCodes } from './discovery.ts';
import { engineCodes } from './engine.ts';
import type { CodeEntry } from './entry.ts';
import { healthCodes } from './health.ts';
import { maintenanceCodes } from './maintenance.ts';
import { jobsCodes } from './jobs.ts';
import { networkCodes } from './network.ts';
import { placementCodes } from './placement.ts';
import { portsCodes } from './ports.ts';
import { releaseCodes } from './release.ts';
import { quorumCodes } from './quorum.ts';
import { secretsCodes } from './secrets.ts';
import { serviceCodes } from './service.ts';
import { stackCodes } from './stack.ts';
import { storageCodes } from './storage.ts';
import { troubleshootingCodes } from './troubleshooting.ts';
import { updateCodes } from './update.ts';

/** What the error dictionary says of one code, without any swarm at hand. */
export interface DictionaryEntry {
  readonly code: Code;
  readonly topic: string;
  readonly title: string;
  readonly cause: string;
  /** The docker command that shows it, with «ИМЯ» where the name of an object stands. */
  readonly see: string;
  readonly cure: string;
  /** Names of the labs that may give it. */
  readonly labs: readonly string[];
}

/** In the order of the dictionary. */
const TOPICS: readonly (readonly [topic: string, codes: Readonly<Record<string, unknown>>])[] = [
  ['Движок', engineCodes],
  ['Кластер', clusterCodes],
  ['Сервис и задачи', serviceCodes],
  ['Сети', networkCodes],
  ['Обнаружение сервисов', discoveryCodes],
  ['Порты', portsCodes],
  ['Данные', storageCodes],
  ['Размещение', placementCodes],
  ['Задания', jobsCodes],
  ['Секреты и конфиги', secretsCodes],
  ['Работоспособность и перезапуск', healthCodes],
  ['Обновление и откат', updateCodes],
  ['Стеки', stackCodes],
  ['Обслуживание узлов', maintenanceCodes],
  ['Выпуск новой версии', releaseCodes],
  ['Починка на ходу', troubleshootingCodes],
  ['Кворум и безопасность', quorumCodes],
  ['Резервная копия', backupCodes],
];

/** Every failure code with what a page about it says. */
export function errorDictionary(labs: readonly LabMetadata[]): readonly DictionaryEntry[] {
  return TOPICS.flatMap(([topic, codes]) =>
    Object.entries(codes).map(([code, entry]) => {
      const { title, cause, see, cure } = entry as CodeEntry<object>;
      const givers = labs.filter(({ checks }) =>
        checks.some((check) => check.codes.includes(code as Code)),
      );
      return {
        code: code as Code,
        topic,
        title,
        cause,
        see: see(PLACEHOLDERS),
        cure,
        labs: givers.map(({ name }) => name),
      };
    }),
  );
}

/** Stands for the facts of a real failure: each of them is called by what it would be. */
const PLACEHOLDERS: object = new Proxy(
  {
    network: 'СЕТЬ',
    node: 'УЗЕЛ',
    task: 'ЗАДАЧА',
    stack: 'СТЕК',
    path: 'ФАЙЛ',
    file: 'ФАЙЛ',
    // A command of the docker CLI and no name: the page needs one that can be typed.
    kind: 'service',
  },
  { get: (known, name) => (Reflect.get(known, name) as string | undefined) ?? 'ИМЯ' },
);
