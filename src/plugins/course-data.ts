import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { load } from 'js-yaml';

const FULL_TEST = 'docs/full-test.json';

/**
 * Brings what lab.yml files and the failure codes say into the site. The program's build has
 * compiled both to JSON; the site reads that and never the grader's sources.
 */
export function courseData(context: LoadContext): Plugin {
  const folder = path.join(context.siteDir, 'dist');
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(path.join(folder, name), 'utf8'));
  return {
    name: 'course-data',
    getPathsToWatch: () => [
      path.join(folder, 'labs.json'),
      path.join(folder, 'codes.json'),
      path.join(context.siteDir, 'docs/*/index.mdx'),
      path.join(context.siteDir, 'docs/accuracy/*.json'),
      path.join(context.siteDir, FULL_TEST),
    ],
    async loadContent() {
      const [labs, codes] = await Promise.all([read('labs.json'), read('codes.json')]);
      return {
        labs: labs as Lab[],
        codes: codes as FailureCode[],
        lessons: readLessons(path.join(context.siteDir, 'docs')),
        accuracy: readAccuracy(path.join(context.siteDir, 'docs/accuracy'), labs as Lab[]),
        fullTest: readFullTest(path.join(context.siteDir, FULL_TEST)),
      };
    },
    async contentLoaded({ content, actions }) {
      const { labs, codes, lessons, accuracy, fullTest } = content as Course;
      for (const lab of labs) await actions.createData(`${lab.name}.json`, JSON.stringify(lab));
      await actions.createData('lessons.js', allLessons(lessons));
      await actions.createData('accuracy.json', JSON.stringify(accuracy));
      await actions.createData('full-test.json', JSON.stringify(fullTest));
      await actions.createData('codes.json', JSON.stringify(codes));
      // One file for the codes of a topic: every page knows the names of all files of the site.
      const topics = [...new Set(codes.map(({ topic }) => topic))];
      for (const [index, topic] of topics.entries()) {
        const failures = codes.filter((code) => code.topic === topic);
        const data = await actions.createData(`codes-${index}.json`, JSON.stringify(failures));
        for (const { code } of failures) {
          actions.addRoute({
            path: `${context.baseUrl}errors/${code}/`,
            component: '@site/src/components/ErrorPage.tsx',
            modules: { failures: data },
            exact: true,
          });
        }
      }
      actions.setGlobalData({
        lessons,
        labs: labs.map(({ name, title, minutes }) => {
          const lesson = lessonOf(name);
          const written = lessons.some((other) => other.name === lesson);
          return { name, title, minutes, lesson, written };
        }),
      } satisfies CourseIndex);
    },
    configureWebpack: () => ({
      resolve: {
        alias: { '@course': path.join(context.generatedFilesDir, 'course-data', 'default') },
      },
    }),
  };
}

/** The ten labs of lesson 17 are `17-01-…`; every other has its lesson's name. */
function lessonOf(lab: string): string {
  return lab.startsWith('17-') ? '17-troubleshooting' : lab;
}

/** The lessons that are written, in order: folders `NN-name` with an index.mdx. */
export function readLessons(docs: string): readonly LessonIndex[] {
  return readdirSync(docs)
    .filter((name) => /^\d\d-/.test(name) && existsSync(path.join(docs, name, 'index.mdx')))
    .sort()
    .map((name) => {
      const text = readFileSync(path.join(docs, name, 'index.mdx'), 'utf8');
      const { title } = load(/^---\n(.*?)\n---/s.exec(text)?.[1] ?? '') as { title: string };
      return { name, title };
    });
}

/** What `roy lab verify --matrix` has kept, in the order of the labs. */
function readAccuracy(folder: string, labs: readonly Lab[]): readonly Accuracy[] {
  return labs
    .map(({ name }) => path.join(folder, `${name}.json`))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')) as Accuracy);
}

/** What `npm run test:full` has kept; nothing in a copy where it never ran. */
function readFullTest(file: string): readonly FullTestPart[] {
  if (!existsSync(file)) return [];
  return (JSON.parse(readFileSync(file, 'utf8')) as { parts: FullTestPart[] }).parts;
}

/** A module with the text of every lesson, for the page that prints them all. */
function allLessons(lessons: readonly LessonIndex[]): string {
  const imports = lessons.map(
    ({ name }, index) => `import Text${index} from '@site/docs/${name}/index.mdx';\n`,
  );
  const list = lessons.map(({ name }, index) => `{ name: '${name}', Text: Text${index} }`);
  return `${imports.join('')}export default [${list.join(', ')}];\n`;
}

interface Course {
  readonly lessons: readonly LessonIndex[];
  readonly accuracy: readonly Accuracy[];
  readonly fullTest: readonly FullTestPart[];
  readonly labs: readonly Lab[];
  readonly codes: readonly FailureCode[];
}

/** A lab as the program's build writes it to labs.json; the fields that the site shows. */
export interface Lab {
  readonly name: string;
  readonly title: string;
  /** Markdown with `{{name}}` tokens. */
  readonly goal: string;
  readonly minutes: number;
  readonly prerequisites: readonly string[];
  readonly params: Params;
  /** By name: within what limits a param differs from learner to learner. */
  readonly variants: Readonly<Record<string, unknown>>;
  /** The params whose values are secrets. */
  readonly secrets: readonly string[];
  readonly begins: 'in-swarm' | 'outside-swarm';
  readonly checks: readonly Check[];
}

export type Params = Readonly<Record<string, string | number | boolean>>;

export interface Check {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly kind: 'state' | 'milestone';
  readonly codes: readonly string[];
  readonly hints: readonly string[];
}

/** One entry of codes.json: a way in which a check can fail. */
export interface FailureCode {
  readonly code: string;
  readonly topic: string;
  readonly title: string;
  readonly cause: string;
  /** The docker command that shows it. */
  readonly see: string;
  readonly cure: string;
  /** The names of the labs that may give it. */
  readonly labs: readonly string[];
}

/** What every page knows, `usePluginData('course-data')`, and therefore loads. */
export interface CourseIndex {
  readonly lessons: readonly LessonIndex[];
  readonly labs: readonly LabIndex[];
}

export interface LessonIndex {
  /** The folder, which is the address as well. */
  readonly name: string;
  readonly title: string;
}

export interface LabIndex extends Pick<Lab, 'name' | 'title' | 'minutes'> {
  /** The lesson's name, which is its address as well. */
  readonly lesson: string;
  /** Whether that lesson is there. */
  readonly written: boolean;
}

/** How right a lab's grader was about swarms whose state was known. */
export interface Accuracy {
  readonly lab: string;
  /** RFC 3339. */
  readonly date: string;
  /** The version of the Docker engine. */
  readonly engine: string;
  /** What the kernel of the nodes could do. */
  readonly kernel: readonly string[];
  readonly cases: readonly AccuracyCase[];
}

export interface AccuracyCase {
  readonly name: string;
  readonly expects:
    | { readonly verdict: 'complete' | 'incomplete' | 'worker' }
    | { readonly verdict: 'fails'; readonly check: string; readonly code: string };
  readonly verdict: 'as-expected' | 'partly' | 'unexpected' | 'untried';
  readonly seconds?: number;
}

/** A part of the test that takes too long for every change. */
export interface FullTestPart {
  readonly name: 'labs' | 'engines' | 'dataplane';
  /** The version of the Docker engine, for a part that chose one. */
  readonly engine?: string;
  /** RFC 3339. */
  readonly date: string;
  readonly passed: number;
  readonly failed: number;
}
