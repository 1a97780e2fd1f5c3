import Original from '@theme-original/CodeBlock';
import type { Props } from '@theme/CodeBlock';
import includeLanguages from '@theme/prism-include-languages';
import { Prism } from 'prism-react-renderer';

includeLanguages(Prism);

/** A program text with its colours. */
export default function Listing(props: Props) {
  return <Original {...props} />;
}
