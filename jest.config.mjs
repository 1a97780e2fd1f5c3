// One configuration, two suites: `npm test` runs what needs no engine;
// `npm run test:live` runs e2e/ against real practice machines.
/** @type {import('jest').Config} */
const common = {
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }],
  },
};

export default {
  testSequencer: '<rootDir>/e2e/support/longest-first.mjs',
  projects: [
    {
      ...common,
      displayName: 'unit',
      roots: ['<rootDir>/grader', '<rootDir>/labs', '<rootDir>/src'],
    },
    {
      ...common,
      displayName: 'live',
      roots: ['<rootDir>/e2e'],
      testPathIgnorePatterns: ['/e2e/browser/'],
      globalSetup: '<rootDir>/e2e/support/time-limit.mjs',
      setupFiles: ['<rootDir>/e2e/support/plain-environment.mjs'],
    },
    { ...common, displayName: 'browser', roots: ['<rootDir>/e2e/browser'] },
  ],
};
