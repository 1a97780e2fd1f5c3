import {
  defineLab,
  expectEnded,
  expectFirewall,
  expectFreeOrManager,
  expectImages,
  expectNoClassicSwarm,
  expectVersion,
} from '../../grader/lab/index.ts';

interface Params {
  oldest: string;
  container: string;
  /** Names with blanks between them. */
  courseImages: string;
}

export default defineLab<Params>({
  recent({ swarm, params }) {
    expectVersion(swarm, params.oldest);
  },

  firewall({ swarm }) {
    expectFirewall(swarm);
  },

  member({ swarm }) {
    expectFreeOrManager(swarm);
  },

  classic({ swarm }) {
    expectNoClassicSwarm(swarm);
  },

  images({ swarm, params }) {
    expectImages(swarm, params.courseImages.split(' '));
  },

  ended({ swarm, params }) {
    expectEnded(swarm, params.container);
  },
});
