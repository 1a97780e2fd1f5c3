import type { SidebarsConfig } from '@docusaurus/plugin-content-docs';
import { readLessons } from './src/plugins/course-data.ts';

export default {
  course: readLessons('docs').map(({ name }) => `${name}/index`),
  reference: [
    'glossary',
    { type: 'link', label: 'Ошибки проверок', href: '/errors' },
    { type: 'link', label: 'Точность проверок', href: '/accuracy' },
    { type: 'link', label: 'Весь курс для печати', href: '/print' },
  ],
  teaching: ['instructors/index', 'authoring/labs', 'authoring/lessons', 'authoring/chapter'],
} satisfies SidebarsConfig;
