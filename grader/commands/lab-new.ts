import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Invocation } from '../args.ts';
import { EXIT, RoyError, type ExitCode } from '../errors.ts';
import { fileProblem } from '../file-problem.ts';
import type { Host } from '../host.ts';
import { labFolder } from '../lab-scripts.ts';
import { labNumber } from '../lab/number.ts';

const INDEX_END = '];';

/** `roy lab new NN-NAME`: a copy of the template, entered into labs/index.ts. */
export async function run({ positionals }: Invocation, host: Host): Promise<ExitCode> {
  const name = positionals[0] ?? '';
  if (!/^\d\d(-\d\d)?-[a-z][a-z0-9-]{0,39}$/.test(name)) {
    throw new RoyError(EXIT.usage, `Имя «${name}» не подходит.`, [
      'Нужны две цифры, дефис и латинское имя строчными буквами, до 40 знаков: roy lab new 19-logging',
    ]);
  }
  const number = labNumber(name);
  const taken = (await readdir(join(host.root, 'labs'))).find(
    (other) => labNumber(other) === number,
  );
  if (taken !== undefined) {
    throw new RoyError(
      EXIT.usage,
      taken === name ? `Лабораторная ${name} уже есть.` : `Номер ${number} занят: ${taken}.`,
      `Она лежит в labs/${taken}. Новой лабораторной нужен свой номер.`,
    );
  }
  const folder = labFolder(host.root, name);
  try {
    await cp(join(host.root, 'labs/_template'), folder, { recursive: true });
    const lesson = join(folder, 'lab.yml');
    await writeFile(lesson, (await readFile(lesson, 'utf8')).replaceAll('00-template', name));
    await enter(join(host.root, 'labs/index.ts'), name);
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw new RoyError(
      EXIT.usage,
      `Лабораторную ${name} не создать: ${fileProblem(cause)}.`,
      'Проверьте, что это полная копия курса и в папку labs можно писать.',
      { cause },
    );
  }
  host.out(`Лабораторная создана: labs/${name}`);
  host.out(
    'Дальше: впишите цель и проверки в lab.yml, сами проверки — в grader.ts, случаи — в cases/.',
  );
  host.out('Чего ещё не хватает, назовёт: npm test');
  return EXIT.passed;
}

/** The list is in the course's order, which is the order of the names. */
async function enter(index: string, name: string): Promise<void> {
  const text = await readFile(index, 'utf8');
  const line = `  { name: '${name}', load: () => import('./${name}/grader.ts') },`;
  const lines = text.split('\n');
  const before = lines.findIndex((other) => {
    const entry = /^ {2}\{ name: '([^']+)'/.exec(other)?.[1];
    return other === INDEX_END || (entry !== undefined && entry > name);
  });
  lines.splice(before, 0, line);
  await writeFile(index, lines.join('\n'));
}
