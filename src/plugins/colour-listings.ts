import type { Root } from 'mdast';
import Prism from 'prismjs';
import loadLanguages from 'prismjs/components/index.js';
import { visit } from 'unist-util-visit';

/** What the fences of the course are written in, by the name that Prism has for it. */
const LANGUAGES: Readonly<Record<string, string>> = {
  groovy: 'groovy',
  mdx: 'markdown',
  sh: 'bash',
  ts: 'typescript',
  yaml: 'yaml',
};

loadLanguages(Object.values(LANGUAGES));

/**
 * A remark plugin: colours program texts while the site is built, so that no reader's browser
 * has to. The code block gets the finished HTML in place of its text, and the title that the
 * fence states. A `console` fence is a terminal, which has its own component.
 *
 * @throws Error for a language that is not listed above.
 */
export function colourListings() {
  return (root: Root) => {
    visit(root, 'code', (node) => {
      if (node.lang === 'console') return;
      const coloured = colour(node.value, node.lang ?? undefined);
      const [, title] = /(?:^|\s)title="([^"]*)"/.exec(node.meta ?? '') ?? [];
      node.data = { ...node.data, hProperties: { coloured, title }, hChildren: [] };
    });
  };
}

/** HTML of a program text; `{{name}}` tokens stay in one piece. */
export function colour(text: string, language: string | undefined): string {
  if (language === undefined) return Prism.util.encode(text) as string;
  const name = LANGUAGES[language];
  const grammar = name === undefined ? undefined : Prism.languages[name];
  if (name === undefined || grammar === undefined) {
    throw new Error(`colour-listings knows no language ${language}`);
  }
  // To a grammar the braces mean something; a word takes the colour of what will stand there.
  const words = text.replace(/\{\{([a-z][A-Za-z0-9]*)\}\}/g, 'param__$1__');
  return Prism.highlight(words, grammar, name).replace(/param__(\w+?)__/g, '{{$1}}');
}
