import Original from '@theme-original/CodeBlock';
import type { Props } from '@theme/CodeBlock';
import { Children } from 'react';
import { Terminal } from '@site/src/components/Terminal';
import { useLesson } from '@site/src/components/lesson/Lesson';
import { fillTokens } from '@site/src/components/lesson/params';

/** Fills a lesson's tokens; a `console` fence is a terminal and no program text. */
export default function CodeBlock(props: Props) {
  const { labs, params } = useLesson();
  const { children, className, metastring } = props;
  const [text] = Children.toArray(children);
  if (typeof text !== 'string') return <Original {...props} />;
  const filled = labs.length === 0 ? text : fillTokens(text, params);
  if (className === 'language-console') {
    return <Terminal text={filled} note={metastring?.includes('error') === true} />;
  }
  return <Original {...props}>{filled}</Original>;
}
