import type { Props } from '@theme/CodeInline';
import { Children } from 'react';
import { InlineCode } from '@site/src/components/InlineCode';

/** Code within a sentence of a text. */
export default function CodeInline({ children }: Props) {
  return <InlineCode text={Children.toArray(children).map(String).join('')} />;
}
