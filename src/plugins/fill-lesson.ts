import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Program } from 'estree';
import type { Root, RootContent } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import type { VFile } from 'vfile';
import { visit } from 'unist-util-visit';
import type {} from 'mdast-util-mdx';
import { tied } from '../typography.ts';

/** A remark plugin: ties with non-breaking spaces what belongs on one line. */
export function tieWords() {
  return (root: Root) => {
    visit(root, 'text', (node) => {
      node.value = tied(node.value);
    });
  };
}

/**
 * A remark plugin: gives a lesson the labs of its number, and turns `{{name}}` tokens in prose
 * and in inline code into components that fill them in the browser, where a learner's own
 * variant is known. Tokens in code fences are filled by the code block itself.
 */
export function fillLesson() {
  return (root: Root, file: VFile) => {
    const labs = labsOf(file);
    if (labs.length === 0) return;
    fillTokens(root);
    const imports = labs.map((lab, index) => importOf(`lab${index}`, `@course/${lab}.json`));
    const list = `[${labs.map((_, index) => `lab${index}`).join(', ')}]`;
    const lesson: MdxJsxFlowElement = {
      type: 'mdxJsxFlowElement',
      name: 'Lesson',
      attributes: [
        { type: 'mdxJsxAttribute', name: 'name', value: lessonOf(file) },
        {
          type: 'mdxJsxAttribute',
          name: 'labs',
          value: {
            type: 'mdxJsxAttributeValueExpression',
            value: list,
            data: { estree: listProgram(labs.length) },
          },
        },
      ],
      children: root.children.filter(isContent) as MdxJsxFlowElement['children'],
    };
    root.children = [...root.children.filter((node) => !isContent(node)), ...imports, lesson];
  };
}

/** A lesson is called as its folder. */
function lessonOf(file: VFile): string {
  return path.basename(path.dirname(file.path));
}

/** The labs of a lesson: the one of its name, or all of its number. */
function labsOf(file: VFile): readonly string[] {
  const lesson = lessonOf(file);
  const folder = path.join(file.cwd, 'labs');
  if (!/^\d\d-/.test(lesson)) return [];
  if (existsSync(path.join(folder, lesson, 'lab.yml'))) return [lesson];
  const number = lesson.slice(0, 2);
  return readdirSync(folder)
    .filter((name) => new RegExp(`^${number}-\\d\\d-`).test(name))
    .sort();
}

/** Imports and front matter stay outside. */
function isContent({ type }: RootContent): boolean {
  return type !== 'mdxjsEsm' && type !== 'yaml';
}

const TOKEN = /\{\{([a-z][A-Za-z0-9]*)\}\}/;

function fillTokens(root: Root): void {
  visit(root, (node, index, parent) => {
    if (parent === undefined || index === undefined) return;
    // In prose MDX reads `{{name}}` as an expression with an object in it.
    if (node.type === 'mdxTextExpression' || node.type === 'mdxFlowExpression') {
      const [, name] = /^\{([a-z][A-Za-z0-9]*)\}$/.exec(node.value.trim()) ?? [];
      if (name !== undefined) parent.children[index] = element('Param', { name });
    } else if (node.type === 'inlineCode' && TOKEN.test(node.value)) {
      parent.children[index] = element('FilledCode', { text: node.value });
    }
  });
}

function element(name: string, attributes: Readonly<Record<string, string>>): MdxJsxTextElement {
  return {
    type: 'mdxJsxTextElement',
    name,
    attributes: Object.entries(attributes).map(([key, value]) => ({
      type: 'mdxJsxAttribute',
      name: key,
      value,
    })),
    children: [],
  };
}

function importOf(local: string, source: string): RootContent {
  const estree: Program = {
    type: 'Program',
    sourceType: 'module',
    body: [
      {
        type: 'ImportDeclaration',
        specifiers: [
          { type: 'ImportDefaultSpecifier', local: { type: 'Identifier', name: local } },
        ],
        source: { type: 'Literal', value: source, raw: JSON.stringify(source) },
        attributes: [],
      },
    ],
  };
  return { type: 'mdxjsEsm', value: `import ${local} from '${source}'`, data: { estree } };
}

function listProgram(count: number): Program {
  const elements = Array.from({ length: count }, (_, index) => ({
    type: 'Identifier' as const,
    name: `lab${index}`,
  }));
  return {
    type: 'Program',
    sourceType: 'module',
    body: [{ type: 'ExpressionStatement', expression: { type: 'ArrayExpression', elements } }],
  };
}
