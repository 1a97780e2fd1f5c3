import Head from '@docusaurus/Head';
import { usePluginData } from '@docusaurus/useGlobalData';
import Layout from '@theme/Layout';
import MDXContent from '@theme/MDXContent';
import clsx from 'clsx';
import lessons from '@course/lessons.js';
import { Glossary } from '../components/Glossary';
import { Paper } from '../components/lesson/paper';
import type { CourseIndex } from '../plugins/course-data';
import styles from './print.module.css';

/** The whole course on one page, to be printed or kept as one file. */
export default function Print() {
  const { lessons: index } = usePluginData('course-data') as CourseIndex;
  const titleOf = (name: string) => index.find((lesson) => lesson.name === name)?.title ?? name;
  return (
    <Layout title="Весь курс" description="Все уроки курса «Рой» на одной странице, для печати">
      <Head>
        {/* The search finds the lessons themselves. */}
        <meta name="robots" content="noindex" />
      </Head>
      <main className={styles.page}>
        <header className={styles.cover}>
          <h1>Docker Swarm на настоящем кластере</h1>
          <p>
            Курс «Рой»: все уроки на одной странице.{' '}
            <button
              type="button"
              className="button button--primary button--sm"
              onClick={() => {
                window.print();
              }}
            >
              Напечатать
            </button>
          </p>
          <ol className={styles.contents}>
            {lessons.map(({ name }) => (
              <li key={name} value={Number(name.slice(0, 2))}>
                <a href={`#${name}`}>{titleOf(name)}</a>
              </li>
            ))}
          </ol>
        </header>
        <Paper value={true}>
          {lessons.map(({ name, Text }) => (
            <article key={name} className={clsx('markdown', styles.lesson)}>
              <h1 id={name}>
                {Number(name.slice(0, 2))}. {titleOf(name)}
              </h1>
              <MDXContent>
                <Text />
              </MDXContent>
            </article>
          ))}
        </Paper>
        <article className={styles.lesson}>
          <h1>Словарь</h1>
          <Glossary />
        </article>
      </main>
    </Layout>
  );
}
