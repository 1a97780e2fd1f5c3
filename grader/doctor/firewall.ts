import { tryRun, which } from '../practice/run.ts';
import type { Finding } from './finding.ts';

/** The filter table as `iptables -S` prints it; `undefined` where it cannot be read. */
export async function readFirewall(isRoot: boolean): Promise<string | undefined> {
  if (!isRoot || which('iptables') === undefined) return undefined;
  const { code, stdout } = await tryRun('iptables', ['--wait', '--list-rules']);
  return code === 0 ? stdout : undefined;
}

/**
 * Whether what nodes send to each other can pass this machine.
 *
 * @param bridge of the practice set, whose traffic is forwarded here; else the engine of this
 *   machine hears the other nodes through INPUT.
 */
export function examineFirewall(rules: string | undefined, bridge: string | undefined): Finding {
  const about = {
    id: 'firewall',
    title: 'Межсетевой экран',
    meaning: 'Узлы говорят между собой через правила iptables этой машины.',
  };
  if (rules === undefined) {
    return {
      ...about,
      status: 'unknown',
      found: 'нельзя узнать: правила iptables показывают только root',
      fix: ['Повторите осмотр с правами root:', '  sudo ./roy doctor'],
    };
  }
  const drops = (chain: string) => new RegExp(`^-P ${chain} (DROP|REJECT)$`, 'm').test(rules);
  if (bridge !== undefined) {
    const open = new RegExp(`^-A FORWARD .*-i ${bridge} .*-j ACCEPT$`, 'm').test(rules);
    if (!drops('FORWARD') || open) {
      return { ...about, status: 'ok', found: 'пропускает учебные машины', fix: [] };
    }
    return {
      ...about,
      status: 'bad',
      found: 'FORWARD отбрасывает пакеты, а правила для учебных машин нет',
      fix: ['Вернуть правило:', '  roy machine start'],
    };
  }
  if (!drops('INPUT')) {
    return { ...about, status: 'ok', found: 'входящие пакеты пропускает', fix: [] };
  }
  const closed = [
    ['2377', 'tcp'],
    ['7946', 'tcp'],
    ['7946', 'udp'],
    ['4789', 'udp'],
  ].filter(
    ([port, protocol]) =>
      !new RegExp(`^-A .*-p ${protocol ?? ''} .*--dports? \\S*${port ?? ''}.*ACCEPT`, 'm').test(
        rules,
      ),
  );
  if (closed.length === 0) {
    return { ...about, status: 'ok', found: 'порты кластера открыты', fix: [] };
  }
  return {
    ...about,
    status: 'warn',
    found: `INPUT отбрасывает пакеты; не видно правил для ${closed
      .map((pair) => pair.join('/'))
      .join(', ')}`,
    fix: [
      'Если кластер из нескольких машин, откройте порты:',
      ...closed.map(([port, protocol]) => `  sudo ufw allow ${port ?? ''}/${protocol ?? ''}`),
    ],
  };
}
