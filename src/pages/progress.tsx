import { usePluginData } from '@docusaurus/useGlobalData';
import Link from '@docusaurus/Link';
import Layout from '@theme/Layout';
import { useState } from 'react';
import { FileButton } from '../components/FileButton';
import type { CourseIndex, LessonIndex } from '../plugins/course-data';
import { clearProgress, exportProgress, importProgress, useProgress } from '../progress/progress';
import styles from './progress.module.css';

/** What the learner has done, kept in this browser; a file carries it to another one. */
export default function ProgressPage() {
  const { labs, lessons } = usePluginData('course-data') as CourseIndex;
  const { read, answered, passed } = useProgress();
  const right = Object.values(answered).filter(Boolean).length;
  const [message, setMessage] = useState('');
  return (
    <Layout
      title="Мои успехи"
      description="Прочитанные уроки, ответы на вопросы и пройденные лабораторные"
    >
      <main className="container margin-vert--lg">
        <h1>Мои успехи</h1>
        <p>
          Прочитано уроков: {read.length} из {lessons.length}. Верных ответов с первого раза:{' '}
          {right} из {Object.keys(answered).length}. Пройдено лабораторных: {passed.length} из{' '}
          {labs.length}.
        </p>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Урок</th>
              <th scope="col">Прочитан</th>
              <th scope="col">Вопросы</th>
              <th scope="col">Практика</th>
            </tr>
          </thead>
          <tbody>
            {lessons.map((lesson) => (
              <LessonRow key={lesson.name} lesson={lesson} />
            ))}
          </tbody>
        </table>
        <h2>Перенести в другой браузер</h2>
        <p>Успехи хранятся только в этом браузере: никуда не отправляются и никем не читаются.</p>
        <p className={styles.actions}>
          <button type="button" className="button button--primary" onClick={download}>
            Сохранить в файл
          </button>
          <FileButton
            label="Загрузить успехи из файла"
            read={(text) => {
              importProgress(text);
              setMessage('Успехи загружены.');
            }}
            fail={() => {
              setMessage('Это не файл с успехами: его сохраняет кнопка «Сохранить в файл».');
            }}
          />
          <button
            type="button"
            className="button button--secondary"
            onClick={() => {
              if (window.confirm('Стереть все успехи в этом браузере?')) clearProgress();
            }}
          >
            Стереть
          </button>
        </p>
        <p>
          Имена, порты и числа своего варианта в уроки подставит страница{' '}
          <Link to="/variant">«Мой вариант»</Link>.
        </p>
        <p role="status">{message}</p>
      </main>
    </Layout>
  );
}

function LessonRow({ lesson }: { lesson: LessonIndex }) {
  const { labs } = usePluginData('course-data') as CourseIndex;
  const { read, answered, passed } = useProgress();
  const answers = Object.entries(answered)
    .filter(([question]) => question.startsWith(`${lesson.name}/`))
    .map(([, right]) => right);
  const own = labs.filter((lab) => lab.lesson === lesson.name);
  const done = own.filter(({ name }) => passed.includes(name)).length;
  return (
    <tr>
      <td>
        {Number(lesson.name.slice(0, 2))}. <Link to={`/${lesson.name}`}>{lesson.title}</Link>
      </td>
      <td>{read.includes(lesson.name) ? <Done /> : '—'}</td>
      <td>
        {answers.length === 0 ? '—' : `${answers.filter(Boolean).length} из ${answers.length}`}
      </td>
      <td>
        {done === own.length && done > 0 ? <Done /> : done > 0 ? `${done} из ${own.length}` : '—'}
      </td>
    </tr>
  );
}

function Done() {
  return (
    <span role="img" aria-label="да" className={styles.done}>
      ✓
    </span>
  );
}

function download() {
  const url = URL.createObjectURL(new Blob([exportProgress()], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'roy-progress.json';
  link.click();
  URL.revokeObjectURL(url);
}
