import type { Finding } from './finding.ts';

/** Images that are missing, by the node that lacks them. */
export type MissingImages = readonly {
  readonly node: string;
  readonly missing: readonly string[];
}[];

/** Whether the nodes that can be asked have the course's images. */
export function examineImages(nodes: MissingImages): Finding {
  const about = {
    id: 'images',
    title: 'Образы курса',
    meaning: 'Из этих образов лабораторные запускают сервисы; без интернета узлу взять их негде.',
  };
  const poor = nodes.filter(({ missing }) => missing.length > 0);
  if (poor.length === 0) return { ...about, status: 'ok', found: 'на месте', fix: [] };
  return {
    ...about,
    status: 'bad',
    found: poor.map(({ node, missing }) => `${node}: нет ${missing.join(', ')}`).join('; '),
    fix: ['Загрузите их:', '  roy images load'],
  };
}
