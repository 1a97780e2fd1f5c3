import Link from '@docusaurus/Link';
import { usePluginData } from '@docusaurus/useGlobalData';
import Layout from '@theme/Layout';
import type { CourseIndex, FailureCode } from '../plugins/course-data';
import { tied } from '../typography';
import { LessonLink } from './LessonLink';
import { Terminal } from './Terminal';

/** The page of one failure code. */
export default function ErrorPage({ failure }: { failure: FailureCode }) {
  const { labs } = usePluginData('course-data') as CourseIndex;
  const { code, title, cause, see, cure } = failure;
  return (
    <Layout title={title} description={cause}>
      <main className="container margin-vert--lg">
        <p data-search="no">
          <Link to="/errors">Ошибки проверок</Link>
        </p>
        <h1>{title}</h1>
        <p>
          Код: <code>{code}</code>
        </p>
        {/* The search has the cause from the page’s description; twice would be once too often. */}
        <div data-search="no">
          <h2>Почему</h2>
          <p>{tied(cause)}</p>
          <h2>Как увидеть</h2>
          <Terminal text={see.replace(/^/gm, '$ ')} note={false} />
          <h2>Как исправить</h2>
          <p>{tied(cure)}</p>
          <h2>Где встречается</h2>
          <ul>
            {labs
              .filter(({ name }) => failure.labs.includes(name))
              .map((lab) => (
                <li key={lab.name}>
                  {/^\d\d(-\d\d)?/.exec(lab.name)?.[0]} · <LessonLink lab={lab} />
                </li>
              ))}
          </ul>
        </div>
      </main>
    </Layout>
  );
}
