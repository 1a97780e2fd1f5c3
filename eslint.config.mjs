import tseslint from 'typescript-eslint';
import { importX } from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';

// The three layers: pure <- node <- entry. A pure file knows nothing of the machine it
// runs on, so a snapshot gives the same verdict everywhere and at any time.
const PURE = [
  'labs/*/grader.ts',
  'grader/lab/**/*.ts',
  'grader/cluster/snapshot.ts',
  'grader/codes.ts',
  'grader/codes/**/*.ts',
  'grader/reporters/**/*.ts',
];
const ENTRY = ['grader/cli.ts', 'grader/commands/**/*.ts'];
const TESTS = ['**/*.test.ts', 'e2e/**/*.ts', 'bench/**/*.ts'];

const PROCESS_GLOBALS = ['process', 'console'].map((name) => ({
  name,
  message: 'Only grader/cli.ts touches process and console; everything else gets a Host.',
}));

const IMPURE_GLOBALS = ['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'performance'].map(
  (name) => ({ name, message: 'The pure layer must give the same answer at any time.' }),
);

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.docusaurus/', 'build/'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-cycle': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-globals': ['error', ...PROCESS_GLOBALS],
    },
  },
  {
    files: PURE,
    ignores: TESTS,
    rules: {
      'no-restricted-globals': ['error', ...PROCESS_GLOBALS, ...IMPURE_GLOBALS],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random' },
        { object: 'Date', property: 'now' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: ':matches(NewExpression, CallExpression)[callee.name="Date"]',
          message: 'The clock that counts is the manager\u2019s: swarm.now.',
        },
      ],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['node:*', 'dockerode', 'docker-modem'],
              message: 'The pure layer reads no machine.',
            },
            {
              regex: '(commands|practice|verify|cluster/(?!snapshot\\.ts))|/labs\\.ts$|cli\\.ts',
              message: 'The pure layer imports the pure layer only.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['labs/*/grader.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\.\\./\\.\\./grader/lab/index\\.ts$)',
              message: 'A lab imports grader/lab only.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['grader/**/*.ts'],
    ignores: [...PURE, ...ENTRY, ...TESTS],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '(^|/)(commands/|cli\\.ts)', message: 'Commands stand above this layer.' },
          ],
        },
      ],
    },
  },
  {
    // The site is of its own: what it shows of labs and codes comes from generated JSON.
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '(^|/)(grader|labs)/', message: 'The site never imports the grader.' },
          ],
        },
      ],
    },
  },
  { files: ['docusaurus.config.ts'], rules: { 'no-restricted-globals': 'off' } },
  { files: ['grader/cli.ts', ...TESTS], rules: { 'no-restricted-globals': 'off' } },
  { files: ['**/*.{js,mjs}'], extends: [tseslint.configs.disableTypeChecked] },
);
