import Layout from '@theme/Layout';

/** How often the graders were right about swarms whose state was known. */
export default function AccuracyPage() {
  return (
    <Layout
      title="Точность проверок"
      description="Как проверяют сами проверки: на каких состояниях кластера и с каким результатом"
    >
      <main className="container margin-vert--lg">
        <h1>Точность проверок</h1>
      </main>
    </Layout>
  );
}
