// Everything that CI runs: static checks, unit tests, labs on real practice machines, the site.
// The last line that it prints is `N passed, N failed` (`, N skipped` only if there are any).
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const isRoot = process.getuid() === 0;
const results = mkdtempSync(join(tmpdir(), 'roy-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const { uid, gid } = invokingUser();
let current;
let interrupted = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interrupted = true;
    current?.kill(signal);
  });
}

try {
  if (uid !== undefined) chownSync(results, uid, gid);
  // The order of package.json's `check`, each step counted by itself.
  const isBuilt = await step('Сборка', ['node', 'build.mjs']);
  for (const [name, title] of [
    ['check:types', 'Типы'],
    ['check:lint', 'Правила кода'],
    ['check:format', 'Оформление'],
    ['check:spelling', 'Правописание'],
    ['check:unused', 'Лишний код'],
  ]) {
    await step(title, ['npm', 'run', '--silent', name]);
  }
  // Without the program every other test would fail, one time-out after another.
  if (isBuilt) {
    await suite('Модульные тесты', 'test');
    installPackages();
    await suite('Тесты на учебных машинах', 'test:live', { asRoot: true });
    const isSiteBuilt = await step('Сборка сайта', ['npm', 'run', '--silent', 'site:test']);
    if (isSiteBuilt) await suite('Сайт в браузере', 'test:browser');
  }
} finally {
  removeLeftovers();
  rmSync(results, { recursive: true, force: true });
}

if (interrupted) {
  console.error('Прервано.');
  process.exit(130);
}
console.log(
  `${total.passed} passed, ${total.failed} failed` +
    (total.skipped > 0 ? `, ${total.skipped} skipped` : ''),
);
process.exit(total.failed > 0 ? 1 : 0);

/** A command that passes or fails as a whole; tells which. */
async function step(title, command) {
  if (interrupted) return;
  const code = await run(title, command);
  if (interrupted) return;
  total[code === 0 ? 'passed' : 'failed'] += 1;
  return code === 0;
}

/** A Jest suite: its tests are counted; a file that cannot even run is one failure. */
async function suite(title, script, { asRoot = false } = {}) {
  if (interrupted) return;
  const file = join(results, `${script.replace(':', '-')}.json`);
  const options = ['--', '--json', `--outputFile=${file}`];
  await run(title, ['npm', 'run', '--silent', script, ...options], { asRoot });
  if (interrupted) return;
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    total.failed += 1;
    console.error(`${title}: Jest не написал отчёта.`);
    return;
  }
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
  total.skipped += report.numPendingTests + report.numTodoTests;
}

/**
 * Practice machines of a test process that is gone: it was stopped, or does not clean up
 * after itself, which is a fault of the test.
 */
function removeLeftovers() {
  const roy = (...words) => {
    const command = [process.execPath, 'dist/cli.cjs', 'machine', ...words];
    const [program, ...args] = isRoot ? command : ['sudo', ...command];
    return spawnSync(program, args, { cwd: root, encoding: 'utf8' }).stdout;
  };
  const sets = new Set(JSON.parse(roy('ls', '--json') || '[]').map(({ set }) => set));
  for (const set of sets) {
    const [, pid] = /^(?:e2e|labs|bench|full|engines)-(\d+)/.exec(set) ?? [];
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue;
    console.error(`Тесты оставили учебные машины «${set}»: удаляю.`);
    roy('rm', '--name', set);
    total.failed += 1;
  }
}

/** What real engines and a real browser need and a fresh machine lacks. */
function installPackages() {
  if (interrupted) return;
  const lacking = Object.entries({
    dockerd: 'docker.io',
    ip: 'iproute2',
    iptables: 'iptables',
    sshd: 'openssh-server',
    ssh: 'openssh-client',
    openssl: 'openssl',
    chromium: 'chromium',
  })
    .filter(([program]) => !isInstalled(program))
    .map(([, name]) => name);
  if (lacking.length === 0) return;
  console.error(`\n— Ставлю пакеты для тестов: ${lacking.join(', ')}`);
  const command = ['sh', join(root, 'scripts/install-packages.sh'), '--no-start', ...lacking];
  const [program, ...args] = isRoot ? command : ['sudo', ...command];
  spawnSync(program, args, { stdio: ['ignore', 2, 2] });
}

function isInstalled(program) {
  const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
  return spawnSync('sh', ['-c', `PATH=${folders.join(':')} command -v ${program}`]).status === 0;
}

/** Runs a command with its output on standard error; gives its exit code. */
function run(title, command, { asRoot = false } = {}) {
  const began = Date.now();
  console.error(`\n— ${title}`);
  const [program, ...args] =
    asRoot && !isRoot ? ['sudo', 'env', `PATH=${process.env.PATH}`, ...command] : command;
  return new Promise((resolve) => {
    current = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 2, 2],
      ...(asRoot || uid === undefined ? {} : { uid, gid }),
    });
    current.on('error', (error) => {
      console.error(error.message);
      resolve(127);
    });
    current.on('close', (code) => {
      console.error(`— ${title}: ${Math.round((Date.now() - began) / 1000)} с`);
      resolve(code ?? 1);
    });
  });
}

/** Under sudo, what needs no root runs as the user who typed it, so that its files are theirs. */
function invokingUser() {
  const { SUDO_UID, SUDO_GID } = process.env;
  return isRoot && SUDO_UID ? { uid: Number(SUDO_UID), gid: Number(SUDO_GID ?? SUDO_UID) } : {};
}
