import type { Engine } from './cluster/engine.ts';
import { engineRequest } from './practice/api.ts';
import { COURSE_IMAGES } from './practice/images/web.ts';
import type { PracticeNode } from './practice/sets.ts';

/** The course's images that an engine, or a practice machine, does not have. */
export async function missingImages(where: Engine | PracticeNode): Promise<readonly string[]> {
  const listed: readonly ImageEntry[] =
    'docker' in where
      ? (await where.round((docker) => [docker.listImages()]))[0]
      : ((await engineRequest(where.socket, { path: '/images/json' })) as ImageEntry[]);
  const present = new Set(listed.flatMap(({ RepoTags }) => RepoTags ?? []));
  return COURSE_IMAGES.filter((image) => !present.has(image));
}

/** What is read of an entry of `GET /images/json`; an image without a name has no tags. */
interface ImageEntry {
  readonly RepoTags?: readonly string[] | null | undefined;
}
