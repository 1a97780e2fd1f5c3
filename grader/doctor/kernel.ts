import type { KernelFacts } from '../kernel.ts';
import type { Finding } from './finding.ts';

interface Examination {
  readonly id: keyof KernelFacts;
  readonly title: string;
  readonly absent: Finding['status'];
  readonly meaning: string;
}

const EXAMINATIONS: readonly Examination[] = [
  {
    id: 'vxlan',
    title: 'Ядро: VXLAN',
    absent: 'bad',
    meaning: 'На VXLAN стоят сети overlay: без него контейнеры разных узлов не услышат друг друга.',
  },
  {
    id: 'ipvs',
    title: 'Ядро: IPVS',
    absent: 'warn',
    meaning:
      'IPVS раздаёт запросы репликам. Без него молчат виртуальные адреса сервисов и ingress; ' +
      'проверки, которым они нужны, «Рой» пропустит.',
  },
  {
    id: 'esp',
    title: 'Ядро: шифрование overlay (ESP)',
    absent: 'warn',
    meaning:
      'ESP шифрует сети overlay. Без него зашифрованная сеть между узлами молчит; ' +
      'проверки, которым она нужна, «Рой» пропустит.',
  },
];

const FIX = [
  'Возьмите машину с обычным ядром дистрибутива:',
  'В Debian:',
  '  sudo apt-get install linux-image-amd64',
  'В Ubuntu:',
  '  sudo apt-get install linux-image-generic',
];

/** One finding a feature; without facts the engine's kernel is not this machine's. */
export function examineKernel(facts: KernelFacts | undefined): Finding[] {
  const silence =
    facts === undefined
      ? 'движок работает не на этой машине'
      : 'ядро не показывает своей настройки';
  return EXAMINATIONS.map(({ id, title, absent, meaning }) => {
    const about = { id, title, meaning };
    switch (facts?.[id]) {
      case true:
        return { ...about, status: 'ok', found: 'есть', fix: [] };
      case false:
        return { ...about, status: absent, found: 'нет', fix: FIX };
      case undefined:
        return { ...about, status: 'unknown', found: `нельзя узнать: ${silence}`, fix: [] };
    }
  });
}
