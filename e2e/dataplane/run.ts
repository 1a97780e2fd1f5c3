// `npm run test:dataplane`: what needs IPVS and ESP, tried in a virtual machine that has both.
// `npm run test:dataplane -- labs` runs one stage only.
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { EXIT, RoyError } from '../../grader/errors.ts';
import { imagesFile } from '../../grader/practice/images/store.ts';
import { ensureImage, type Image } from './image.ts';
import { capture } from './processes.ts';
import { startVm } from './vm.ts';

const TOTAL_MINUTES = 75;

const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');

/** The labs' images: a guest has no registry, and no Debian mirror to build them from. */
const IMAGES = '.roy/dataplane-images.tar';
const imagesName = basename(imagesFile({ env: process.env, home: homedir() }));

/** The lessons' runner with all that it imports: a guest has no node_modules. */
const LESSONS = '.roy/dataplane-lessons.mjs';

/** Checks that run in a guest of their own. */
interface Stage {
  readonly name: string;
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
    name: 'platform',
    title: 'Сама машина: команды docker без нашей программы',
    files: { 'platform.sh': 'e2e/dataplane/platform.sh' },
    command: 'sh /roy/platform.sh',
  },
  {
    name: 'labs',
    title: 'Лабораторные: случаи, в которых проверяется поведение сети',
    files: {
      'labs.sh': 'e2e/dataplane/labs.sh',
      [`cache/roy/${imagesName}`]: IMAGES,
      dist: 'dist',
      'docs/accuracy': 'docs/accuracy',
      labs: 'labs',
    },
    command: 'bash /roy/labs.sh',
  },
  {
    name: 'lessons',
    title: 'Уроки: команды, которым нужны IPVS и ESP',
    files: {
      'lessons.mjs': LESSONS,
      [`cache/roy/${imagesName}`]: IMAGES,
      dist: 'dist',
      docs: 'docs',
      labs: 'labs',
    },
    command:
      'PATH=/roy/bin:$PATH XDG_CACHE_HOME=/roy/cache ROY_CLI=/roy/dist/cli.cjs node /roy/lessons.mjs',
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
  const cacheDir = join(cache, 'roy', 'dataplane');
  const only = process.argv[2];
  const stages = STAGES.filter(({ name }) => only === undefined || name === only);
  if (stages.length === 0) {
    const names = STAGES.map(({ name }) => name).join(', ');
    throw new RoyError(EXIT.usage, `Этапа «${only ?? ''}» нет.`, `Этапы: ${names}`);
  }
  const recipe = 'e2e/dataplane/build-image.sh';
  const image = await ensureImage({ recipe, cacheDir, signal, progress });
  await saveImages();
  await bundleLessons();
  let passed = 0;
  let failed = 0;
  for (const stage of stages) {
    const result = await runStage(stage, image, cacheDir);
    passed += result.passed;
    failed += result.failed;
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? EXIT.passed : EXIT.failed;
}

async function saveImages(): Promise<void> {
  const args = ['dist/cli.cjs', 'images', 'save', IMAGES];
  const { code, output } = await capture(process.execPath, args, { signal });
  if (code !== 0) throw new RoyError(EXIT.broken, 'Образов лабораторных нет.', output.trim());
}

async function bundleLessons(): Promise<void> {
  await build({
    entryPoints: ['e2e/dataplane/lessons.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: LESSONS,
    logLevel: 'warning',
  });
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
        : 'Машина отвечает. Здесь нет KVM: секунда её времени занимает до десяти настоящих.',
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
