// `npm run test:dataplane`: what needs IPVS and ESP, tried in a virtual machine that has both.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { EXIT, RoyError } from '../../grader/errors.ts';
import { ensureImage, type Image } from './image.ts';
import { startVm } from './vm.ts';

const TOTAL_MINUTES = 45;

/** Checks that run in a guest of their own. */
interface Stage {
  readonly title: string;
  /** Path under /roy in the guest → path in the project. */
  readonly files: Readonly<Record<string, string>>;
  /**
   * Run as root in the guest. Prints a line `ok TITLE # SECONDS` or `not ok TITLE # SECONDS`
   * for every check; its other lines are shown as they are.
   */
  readonly command: string;
}

const STAGES: readonly Stage[] = [
  {
    title: 'Сама машина: команды docker без нашей программы',
    files: { 'platform.sh': 'e2e/dataplane/platform.sh' },
    command: 'sh /roy/platform.sh',
  },
];

const started = Date.now();
const stop = new AbortController();
const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(TOTAL_MINUTES * 60_000)]);
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    stop.abort(new RoyError(EXIT.interrupted, 'Прервано, виртуальная машина выключена.', []));
  });
}
try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = report(error);
}

async function main(): Promise<number> {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const cacheDir = join(cache, 'roy', 'dataplane');
  const recipe = 'e2e/dataplane/build-image.sh';
  const image = await ensureImage({ recipe, cacheDir, signal, progress });
  let passed = 0;
  let failed = 0;
  for (const stage of STAGES) {
    const result = await runStage(stage, image, cacheDir);
    passed += result.passed;
    failed += result.failed;
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? EXIT.passed : EXIT.failed;
}

async function runStage(
  { title, files, command }: Stage,
  image: Image,
  cacheDir: string,
): Promise<{ passed: number; failed: number }> {
  progress(title);
  progress('Запускаю виртуальную машину…');
  const vm = await startVm({
    image,
    cacheDir,
    signal,
    files: { ...files, 'bin/node': process.execPath },
  });
  try {
    progress(
      vm.accelerated
        ? 'Машина отвечает (ускорение KVM).'
        : 'Машина отвечает (без KVM, поэтому всё идёт в несколько раз медленнее).',
    );
    let passed = 0;
    let failed = 0;
    const { code } = await vm.run(command, {
      timeoutSeconds: TOTAL_MINUTES * 60,
      onLine: (line) => {
        const [, not, check, seconds] = /^(not )?ok (.+) # (\d+)$/.exec(line) ?? [];
        if (check === undefined) {
          progress(`    ${line}`);
        } else if (not === undefined) {
          passed += 1;
          progress(`  ✓ ${check} (${seconds ?? ''} с)`);
        } else {
          failed += 1;
          progress(`  ✗ ${check} (${seconds ?? ''} с)`);
        }
      },
    });
    const ended = code === 0 && passed + failed > 0;
    if (!ended) progress(`  ✗ команда не дошла до конца (код ${code ?? 'нет'}): ${command}`);
    return { passed, failed: ended ? failed : failed + 1 };
  } finally {
    await vm.stop();
  }
}

/** Says what went wrong and gives the exit code. */
function report(error: unknown): number {
  if (error instanceof RoyError) {
    console.error([error.message, ...error.next].join('\n'));
    return error.exitCode;
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    console.error(`Проверка не закончилась за ${TOTAL_MINUTES} минут и остановлена.`);
    return EXIT.failed;
  }
  throw error;
}

/** A line about what goes on, with the seconds since the start. */
function progress(line: string): void {
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`${`${seconds} с`.padStart(6)}  ${line}`);
}
