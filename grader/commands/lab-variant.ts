import { flagOption, type Invocation } from '../args.ts';
import { EXIT, RoyError, type ExitCode } from '../errors.ts';
import type { Host } from '../host.ts';
import type { ParamValue } from '../lab/define.ts';
import type { LabMetadata } from '../lab/metadata.ts';
import { loadLabs, readLabs } from '../labs.ts';
import { readSolution } from '../solution.ts';
import { readLearner } from '../variants.ts';

type Params = Readonly<Record<string, ParamValue>>;

/** `roy lab variant`: a learner's own params, for the learner, the site and the teacher. */
export async function run(invocation: Invocation, host: Host): Promise<ExitCode> {
  const learner = await readLearner(invocation, host);
  if (learner === undefined) {
    throw new RoyError(EXIT.usage, 'Чей вариант показать?', [
      'roy lab variant --learner УЧЕНИК --course-key ФАЙЛ',
      'Ключ курса создаёт преподаватель: openssl rand -hex 32 >ключ-курса',
    ]);
  }
  if (flagOption(invocation, 'personal-key')) {
    const { id, personalKey } = learner;
    if (flagOption(invocation, 'json')) {
      host.out(JSON.stringify({ learner: id, personalKey }, null, 2));
      return EXIT.passed;
    }
    host.out(`${id}:${personalKey}`);
    host.err('Ученик выполнит: export ROY_LEARNER=ИМЯ:ЛИЧНЫЙ-КЛЮЧ');
    return EXIT.passed;
  }
  const wanted = invocation.positionals;
  const names = wanted.length > 0 ? wanted : (await readLabs(host.root)).map(({ name }) => name);
  const labs = await loadLabs(host.root, names, learner);
  const varied = labs
    .map(({ metadata }) => metadata)
    .filter(({ variants }) => wanted.length > 0 || Object.keys(variants).length > 0);
  const withSecrets = flagOption(invocation, 'secrets');
  if (flagOption(invocation, 'json')) {
    const params = varied.map((lab) => [lab.name, ownParams(lab, withSecrets)]);
    host.out(JSON.stringify(variantData(learner.id, params), null, 2));
    return EXIT.passed;
  }
  host.out(`Вариант ученика ${learner.id}`);
  for (const lab of varied) {
    host.out(`\n${lab.name} · ${lab.title}`);
    host.out(table(ownParams(lab, withSecrets)));
    if (flagOption(invocation, 'answers')) {
      host.out(`\n${indented(await readSolution(host.root, lab.name, shown(lab, withSecrets)))}`);
    }
  }
  if (!withSecrets && varied.some(({ secrets }) => secrets.length > 0)) {
    host.err('\nСекретные значения не показаны; покажет их ключ --secrets.');
  }
  if (!flagOption(invocation, 'answers')) {
    host.out(
      '\nЧтобы в уроках стояли эти имена и числа, вставьте код на странице сайта «Мой вариант»',
    );
    host.out('или откройте её по адресу variant/#КОД. Секретных значений в нём нет:\n');
    host.out(siteCode(learner.id, varied));
  }
  return EXIT.passed;
}

/** What varies, and what is made of it; secrets only where they are asked for. */
function ownParams({ params, variants, secrets }: LabMetadata, withSecrets: boolean): Params {
  const own = Object.entries(params).filter(
    ([name]) => name in variants && (withSecrets || !secrets.includes(name)),
  );
  return Object.fromEntries(own);
}

/** All params, for a text that needs a word for each. */
function shown({ params, secrets }: LabMetadata, withSecrets: boolean): Params {
  const masked = withSecrets ? [] : secrets.map((name) => [name, `‹${name}›`]);
  return { ...params, ...(Object.fromEntries(masked) as Params) };
}

/** The code that the site's page «Мой вариант» reads: base64url of the JSON. */
function siteCode(id: string, labs: readonly LabMetadata[]): string {
  const params = labs.map((lab) => [lab.name, ownParams(lab, false)]);
  return Buffer.from(JSON.stringify(variantData(id, params))).toString('base64url');
}

function variantData(learner: string, params: readonly (readonly unknown[])[]): object {
  const labs = Object.fromEntries(params as [string, Params][]);
  return { format: 'roy-variant', version: 1, learner, labs };
}

function table(params: Params): string {
  const entries = Object.entries(params);
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  const rows = entries.map(([name, value]) => `  ${name.padEnd(width)}  ${String(value)}`);
  return rows.length > 0 ? rows.join('\n') : '  одинакова для всех';
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
