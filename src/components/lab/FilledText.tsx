import { Fragment } from 'react';
import { useLesson } from '../lesson/Lesson';
import { tied } from '../../typography';
import { InlineCode } from '../InlineCode';
import { fillTokens } from '../lesson/params';

/** Text of a lab.yml: tokens, `code`, **bold**; nothing else of Markdown stands in one line. */
export function FilledText({ text }: { text: string }) {
  const filled = fillTokens(text, useLesson().params);
  return (
    <>
      {filled.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part, index) => {
        if (part.startsWith('`')) return <InlineCode key={index} text={part.slice(1, -1)} />;
        if (part.startsWith('**')) return <strong key={index}>{part.slice(2, -2)}</strong>;
        return <Fragment key={index}>{tied(part)}</Fragment>;
      })}
    </>
  );
}

/** Paragraphs and plain lists of a lab's goal. */
export function FilledProse({ text }: { text: string }) {
  return (
    <>
      {text
        .trim()
        .split(/\n\s*\n/)
        .map((block) => {
          const items = block.split('\n').filter((line) => /^\s*(-|\d+\.) /.test(line));
          if (items.length === 0) {
            return (
              <p key={block}>
                <FilledText text={block.replaceAll('\n', ' ')} />
              </p>
            );
          }
          return <ProseList key={block} block={block} />;
        })}
    </>
  );
}

function ProseList({ block }: { block: string }) {
  const [intro = '', ...items] = block.split(/\n(?=\s*(?:-|\d+\.) )/);
  const isItem = (text: string) => /^\s*(-|\d+\.) /.test(text);
  const all = isItem(intro) ? [intro, ...items] : items;
  const List = /^\s*\d/.test(all[0] ?? '') ? 'ol' : 'ul';
  return (
    <>
      {!isItem(intro) && (
        <p>
          <FilledText text={intro.replaceAll('\n', ' ')} />
        </p>
      )}
      <List>
        {all.map((item) => (
          <li key={item}>
            <FilledText text={item.replace(/^\s*(-|\d+\.) /, '').replaceAll('\n', ' ')} />
          </li>
        ))}
      </List>
    </>
  );
}
