import { existsSync, readdirSync } from 'node:fs';
import type { SidebarsConfig } from '@docusaurus/plugin-content-docs';

/** Lessons are folders `NN-name` with an index.mdx; their order is their number. */
const lessons = readdirSync('docs')
  .filter((name) => /^\d\d-/.test(name) && existsSync(`docs/${name}/index.mdx`))
  .sort();

export default {
  course: lessons.map((name) => `${name}/index`),
  reference: ['glossary', { type: 'link', label: 'Ошибки проверок', href: '/errors' }],
  teaching: ['instructors/index', 'authoring/lessons'],
} satisfies SidebarsConfig;
