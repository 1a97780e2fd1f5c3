import useBrokenLinks from '@docusaurus/useBrokenLinks';
import { glossary } from '../glossary';
import { tied } from '../typography';

const order = new Intl.Collator('ru');

/** All words of the course in Russian alphabetical order. */
export function Glossary() {
  const links = useBrokenLinks();
  const entries = Object.entries(glossary).sort(([, a], [, b]) => order.compare(a.term, b.term));
  // The build checks that what links here arrives.
  for (const [id] of entries) links.collectAnchor(id);
  return (
    <dl>
      {entries.map(([id, { term, english, meaning }]) => (
        <div key={id} id={id}>
          <dt>
            <strong>{term}</strong> (<span lang="en">{english}</span>)
          </dt>
          <dd>{tied(meaning)}</dd>
        </div>
      ))}
    </dl>
  );
}
