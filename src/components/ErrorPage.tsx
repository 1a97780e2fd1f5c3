import Link from '@docusaurus/Link';
import { usePluginData } from '@docusaurus/useGlobalData';
import Layout from '@theme/Layout';
import type { CourseIndex, FailureCode } from '../plugins/course-data';
import { tied } from '../typography';
import { LessonLink } from './LessonLink';
import { Terminal } from './Terminal';

interface Props {
  /** The codes of a topic. */
  readonly failures: readonly FailureCode[];
  readonly route: { readonly path: string };
}

/** The page of one failure code, `/errors/CODE/`. */
export default function ErrorPage({ failures, route }: Props) {
  const { labs } = usePluginData('course-data') as CourseIndex;
  const failure = failures.find(({ code }) => route.path.endsWith(`/${code}/`));
  if (failure === undefined) throw new Error(`no failure code has the page ${route.path}`);
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
