import type { Props } from '@theme/CodeBlock';
import { Children, lazy, Suspense } from 'react';
import { Terminal } from '@site/src/components/Terminal';
import { useLesson } from '@site/src/components/lesson/Lesson';
import { fillTokens } from '@site/src/components/lesson/params';

const Listing = lazy(() => import('@site/src/components/Listing'));

/** Fills a lesson's tokens; a `console` fence is a terminal and no program text. */
export default function CodeBlock(props: Props) {
  const { labs, params } = useLesson();
  const { children, className, metastring } = props;
  const [text] = Children.toArray(children);
  const filled = typeof text === 'string' && labs.length > 0 ? fillTokens(text, params) : children;
  if (className === 'language-console' && typeof filled === 'string') {
    return <Terminal text={filled} note={metastring?.includes('error') === true} />;
  }
  const plain = (
    <pre>
      <code>{filled}</code>
    </pre>
  );
  return (
    <Suspense fallback={plain}>
      <Listing {...props}>{filled}</Listing>
    </Suspense>
  );
}
