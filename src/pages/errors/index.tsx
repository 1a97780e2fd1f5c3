import Link from '@docusaurus/Link';
import Layout from '@theme/Layout';
import codes from '@course/codes.json';

/** Every way in which a check can fail, by topic. */
export default function Errors() {
  const topics = [...new Set(codes.map(({ topic }) => topic))];
  return (
    <Layout
      title="Ошибки проверок"
      description="Коды, с которыми проверки «Роя» не проходят: что значит каждый и как исправить"
    >
      <main className="container margin-vert--lg">
        <h1>Ошибки проверок</h1>
        <p>
          Проверка, которая не прошла, называет код. Здесь о каждом сказано, почему так бывает,
          какой командой это увидеть и как исправить.
        </p>
        {topics.map((topic) => (
          <section key={topic}>
            <h2>{topic}</h2>
            <ul>
              {codes
                .filter((code) => code.topic === topic)
                .map(({ code, title }) => (
                  <li key={code}>
                    <Link to={`/errors/${code}`}>{title}</Link> <code>{code}</code>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </main>
    </Layout>
  );
}
