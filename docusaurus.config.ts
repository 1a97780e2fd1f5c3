import { readdirSync } from 'node:fs';
import type { Config } from '@docusaurus/types';
import type { Options, ThemeConfig } from '@docusaurus/preset-classic';
import { courseData } from './src/plugins/course-data.ts';
import { colourListings } from './src/plugins/colour-listings.ts';
import { lightCode } from './src/plugins/light-code.ts';
import { lightSearch } from './src/plugins/light-search.ts';
import { fillLesson, tieWords } from './src/plugins/fill-lesson.ts';

/** Where the site will stand; a file server may serve it under any address. */
const { ROY_SITE_URL = 'http://localhost:3000', ROY_SITE_BASE = '/' } = process.env;

/** The first part of a document's address is the name of its file or folder. */
const documents = readdirSync('docs')
  .filter((name) => name !== 'accuracy' && !name.endsWith('.json'))
  .map((name) => name.replace(/\.mdx$/, ''));

export default {
  title: '«Рой»',
  tagline: 'Docker Swarm на настоящем кластере',
  favicon: 'img/favicon.svg',
  url: ROY_SITE_URL,
  baseUrl: ROY_SITE_BASE,
  trailingSlash: true,
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  i18n: { defaultLocale: 'ru', locales: ['ru'] },
  future: { v4: true, faster: true },
  // What is called .md is plain Markdown: CONTRIBUTING.md is shown on the site as it stands.
  markdown: {
    format: 'detect',
    hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' },
  },
  presets: [
    [
      'classic',
      {
        docs: {
          routeBasePath: '/',
          sidebarPath: './sidebars.ts',
          // `03-service` is a lesson's name, not a place in an order.
          numberPrefixParser: false,
          beforeDefaultRemarkPlugins: [],
          remarkPlugins: [tieWords, colourListings, fillLesson],
          exclude: ['**/*.json'],
        },
        blog: false,
        theme: { customCss: './src/css/site.css' },
      } satisfies Options,
    ],
  ],
  plugins: [courseData, lightCode, lightSearch],
  themes: [
    [
      '@easyops-cn/docusaurus-search-local',
      {
        hashed: true,
        searchBarShortcutHint: false,
        language: ['ru', 'en'],
        // Lessons and other documents are found by section, all other pages as a whole.
        docsRouteBasePath: documents,
        indexPages: true,
        indexBlog: false,
        ignoreFiles: ['authoring/lab-states', 'progress'],
        ignoreCssSelectors: ['[data-search="no"]', 'button'],
        // To mark the word on the page, every page would have to load the searching machine.
        highlightSearchTermsOnTargetPage: false,
        explicitSearchResultPath: true,
      },
    ],
  ],
  themeConfig: {
    image: 'img/share.png',
    metadata: [
      {
        name: 'description',
        content: 'Курс по Docker Swarm с лабораторными, которые проверяются на настоящем кластере',
      },
    ],
    colorMode: { respectPrefersColorScheme: true },
    docs: { sidebar: { hideable: true } },
    navbar: {
      title: '«Рой»',
      logo: { alt: '', src: 'img/favicon.svg' },
      items: [
        { type: 'docSidebar', sidebarId: 'course', label: 'Уроки', position: 'left' },
        { type: 'docSidebar', sidebarId: 'reference', label: 'Справочник', position: 'left' },
        { type: 'docSidebar', sidebarId: 'teaching', label: 'Преподавателям', position: 'left' },
        { to: '/progress', label: 'Мои успехи', position: 'right' },
      ],
    },
  } satisfies ThemeConfig,
} satisfies Config;
