import type { Props } from '@theme/CodeBlock';
import { Children } from 'react';
import { Listing } from '@site/src/components/Listing';
import { Terminal } from '@site/src/components/Terminal';
import { useLesson } from '@site/src/components/lesson/Lesson';
import { escapeHtml, fillHtmlTokens, fillTokens } from '@site/src/components/lesson/params';

/** What `colourListings` gives a fence that is no terminal. */
interface Coloured {
  readonly coloured?: string;
  readonly title?: string;
}

/**
 * Fills a lesson's tokens; a `console` fence is a terminal and no program text. A text from
 * outside docs/, CONTRIBUTING.md, has passed by the plugin and has no colours.
 */
export default function CodeBlock(props: Omit<Props, 'title'> & Coloured) {
  const { labs, params } = useLesson();
  const { children, className, coloured, metastring, title } = props;
  const isLesson = labs.length > 0;
  const text = Children.toArray(children)
    .filter((child) => typeof child === 'string')
    .join('');
  if (className === 'language-console') {
    const filled = isLesson ? fillTokens(text, params) : text;
    return <Terminal text={filled} note={metastring?.includes('error') === true} />;
  }
  const html = coloured ?? escapeHtml(text);
  return <Listing title={title} html={isLesson ? fillHtmlTokens(html, params) : html} />;
}
