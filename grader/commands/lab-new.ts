import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Invocation } from '../args.ts';
import { EXIT, RoyError, type ExitCode } from '../errors.ts';
import type { Host } from '../host.ts';
import { labFolder } from '../lab-scripts.ts';
import { labNumber } from '../lab/number.ts';

const INDEX_END = '];';

/** `roy lab new NN-NAME`: a copy of the template, entered into labs/index.ts. */
export async function run({ positionals }: Invocation, host: Host): Promise<ExitCode> {
  const name = positionals[0] ?? '';
  if (!/^\d\d(-\d\d)?-[a-z][a-z0-9-]*$/.test(name)) {
    throw new RoyError(EXIT.usage, `Имя «${name}» не подходит.`, [
      'Нужны две цифры, дефис и латинское имя строчными буквами: roy lab new 19-logging',
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
  await cp(join(host.root, 'labs/_template'), folder, { recursive: true });
  await enter(join(host.root, 'labs/index.ts'), name);
  const lesson = join(folder, 'lab.yml');
  await writeFile(lesson, (await readFile(lesson, 'utf8')).replaceAll('00-template', name));
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
