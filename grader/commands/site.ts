import { numberOption, type Invocation } from '../args.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import type { Host } from '../host.ts';
import { isSiteFresh } from '../site/build.ts';
import {
  findSite,
  siteUrl,
  startSite,
  stopSite,
  WISHED_PORT,
  type SiteStatus,
} from '../site/process.ts';
import { serveSite } from '../site/serve.ts';

/** `roy site`: the lessons in a browser, served from this clone. */
export async function run(invocation: Invocation, host: Host): Promise<ExitCode> {
  if (invocation.command === 'site stop') {
    const stopped = await stopSite(host.root);
    host.out(stopped ? 'Сайт остановлен. Снова запустить: roy site' : 'Сайт и так не работает.');
  } else if (invocation.command === 'site serve') {
    await serveSite(host, numberOption(invocation, 'port') ?? WISHED_PORT, (status) => {
      host.out(siteText(status, host, 'Ctrl-C'));
    });
  } else {
    host.out(siteText(await bringUpSite(host), host));
  }
  return EXIT.passed;
}

/**
 * Starts the process that serves the site, or a new one where the site shall be built anew:
 * its sources are newer, or the last build failed.
 */
export async function bringUpSite(host: Host): Promise<SiteStatus> {
  const running = await findSite(host.root);
  if (running !== undefined) {
    const isUseful =
      running.state === 'building' || (running.state === 'ready' && isSiteFresh(host.root));
    if (isUseful) return running;
    await stopSite(host.root);
  }
  return startSite(host);
}

/** Where the lessons are, and how to be rid of the process that serves them. */
export function siteText(
  status: SiteStatus,
  host: Pick<Host, 'env'>,
  stop = 'roy site stop',
): string {
  const building = status.state === 'building' ? ' (собирается: минуту-другую)' : '';
  const lines = [`Уроки: ${siteUrl(status)}${building}`, `  остановить сайт: ${stop}`];
  if (host.env['SSH_CONNECTION'] !== undefined) {
    lines.push(
      '  открыть с другого компьютера, выполнив на нём:',
      `  ssh -L ${status.port}:127.0.0.1:${status.port} ВЫ@ЭТОТ-КОМПЬЮТЕР`,
    );
  }
  return lines.join('\n');
}
