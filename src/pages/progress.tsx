import { usePluginData } from '@docusaurus/useGlobalData';
import Layout from '@theme/Layout';
import { useId, useState, type ChangeEvent } from 'react';
import { LessonLink } from '../components/LessonLink';
import type { CourseIndex } from '../plugins/course-data';
import { clearProgress, exportProgress, importProgress, useProgress } from '../progress/progress';
import { parseVariants, variants } from '../progress/variants';

/** What the learner has done, kept in this browser; a file carries it to another one. */
export default function ProgressPage() {
  const { labs } = usePluginData('course-data') as CourseIndex;
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
          Прочитано уроков: {read.length}. Верных ответов с первого раза: {right} из{' '}
          {Object.keys(answered).length}. Пройдено лабораторных: {passed.length} из {labs.length}.
        </p>
        <table>
          <thead>
            <tr>
              <th scope="col">Лабораторная</th>
              <th scope="col">Урок прочитан</th>
              <th scope="col">Пройдена</th>
            </tr>
          </thead>
          <tbody>
            {labs.map((lab) => (
              <tr key={lab.name}>
                <td>
                  <LessonLink lab={lab} />
                </td>
                <td>{read.includes(lab.lesson) ? 'да' : 'нет'}</td>
                <td>{passed.includes(lab.name) ? 'да' : 'нет'}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <h2>Перенести в другой браузер</h2>
        <p>Успехи хранятся только в этом браузере: никуда не отправляются и никем не читаются.</p>
        <p>
          <button type="button" className="button button--primary" onClick={download}>
            Сохранить в файл
          </button>{' '}
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
        <FileField
          label="Загрузить успехи из файла"
          read={(text) => {
            importProgress(text);
            setMessage('Успехи загружены.');
          }}
          fail={() => {
            setMessage('Это не файл с успехами: его сохраняет кнопка «Сохранить в файл».');
          }}
        />
        <h2>Свой вариант</h2>
        <p>
          Если преподаватель дал вам вариант, загрузите сюда вывод команды{' '}
          <code>roy lab variant ЛАБА --learner ВЫ --json</code>: имена, порты и числа в уроках
          станут вашими.
        </p>
        <FileField
          label="Загрузить вариант из файла"
          read={(text) => {
            const { lab, params } = JSON.parse(text) as { lab: string; params: unknown };
            variants.set({ ...variants.get(), ...parseVariants({ [lab]: params }) });
            setMessage(`Вариант лабораторной ${lab} загружен.`);
          }}
          fail={() => {
            setMessage('Это не вариант: его печатает roy lab variant с ключом --json.');
          }}
        />
        <p role="status">{message}</p>
      </main>
    </Layout>
  );
}

function FileField({
  label,
  read,
  fail,
}: {
  label: string;
  read: (text: string) => void;
  fail: () => void;
}) {
  const id = useId();
  const change = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file === undefined) return;
    try {
      read(await file.text());
    } catch {
      fail();
    }
  };
  return (
    <p>
      <label htmlFor={id}>{label}: </label>
      <input id={id} type="file" accept="application/json,.json" onChange={(e) => void change(e)} />
    </p>
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
