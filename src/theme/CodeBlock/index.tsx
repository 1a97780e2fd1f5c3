import type { Props } from '@theme/CodeBlock';
import { Children } from 'react';
import { Listing } from '@site/src/components/Listing';
import { Terminal } from '@site/src/components/Terminal';
import { useLesson } from '@site/src/components/lesson/Lesson';
import { fillHtmlTokens, fillTokens } from '@site/src/components/lesson/params';

/** What `colourListings` gives a fence that is no terminal. */
interface Coloured {
  readonly coloured?: string;
  readonly title?: string;
}

/** Fills a lesson's tokens; a `console` fence is a terminal and no program text. */
export default function CodeBlock(props: Omit<Props, 'title'> & Coloured) {
  const { labs, params } = useLesson();
  const { children, coloured, metastring, title } = props;
  const isLesson = labs.length > 0;
  if (coloured !== undefined) {
    const html = isLesson ? fillHtmlTokens(coloured, params) : coloured;
    return <Listing title={title} html={html} />;
  }
  const [text] = Children.toArray(children);
  if (typeof text !== 'string') throw new Error('a terminal needs a text');
  return (
    <Terminal
      text={isLesson ? fillTokens(text, params) : text}
      note={metastring?.includes('error') === true}
    />
  );
}
