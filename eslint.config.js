/**
 * What a reviewer should not have to look for. Format is prettier's business, layers are dependency-cruiser's
 * (`.dependency-cruiser.cjs`); here are types, purity, imports of fp-ts, and what costs too much on hot paths.
 * `test/architecture/purity.spec.ts` shows that the rules of this house bite.
 */
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { house } from './scripts/eslint-house.mjs'

// Any other form fails in Node's ES modules or loads all of fp-ts.
const FP_TS = {
  patterns: [
    {
      regex: '^fp-ts(?!/lib/[A-Za-z]+\\.js$)(/|$)',
      message: 'Write fp-ts/lib/Either.js: the other forms break under ESM.',
    },
    { regex: '^io-ts/(?!lib/[A-Za-z]+\\.js$)', message: 'Write io-ts or io-ts/lib/PathReporter.js.' },
  ],
}
const NODE = { regex: '^node:', message: 'The domain and projections do no I/O: this belongs behind a port.' }

const imports = (...more) => ['error', { patterns: [...FP_TS.patterns, ...more] }]

const CLOCK_AND_CHANCE = [
  { object: 'Date', property: 'now', message: 'Time comes from the Clock port.' },
  { object: 'Math', property: 'random', message: 'Chance comes from the Ids port.' },
]

// Names through which a clock, chance or the outside would come in without an import.
const IMPURE_GLOBALS = [
  ...['process', 'performance', 'crypto', 'fetch', 'console', 'globalThis', 'global', 'require'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
].map((name) => ({ name, message: 'A pure folder: same input, same answer, for ever, on every machine.' }))

const IMPURE_DATES = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'new Date() reads the clock: take the instant as a fact.',
  },
  { selector: "CallExpression[callee.name='Date']", message: 'Date() reads the clock: take the instant as a fact.' },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length>1]",
    message: 'This reads the time zone of the machine: use Date.UTC.',
  },
  {
    selector: 'MemberExpression[property.name=/^([gs]et(FullYear|Month|Date|Day|Hours|Minutes)|getTimezoneOffset)$/]',
    message: 'This reads the time zone of the machine: use the UTC twin.',
  },
  {
    selector: 'MemberExpression[property.name=/^(toLocale\\w*|localeCompare)$/]',
    message: 'This reads the language of the machine, so that a replay elsewhere may differ.',
  },
  { selector: 'ImportExpression', message: 'A pure folder loads nothing while it runs.' },
]

const SLOW = '(chain|chainW|chainFirst|chainFirstW|flatMap|bind|bindW|bindTo|apS|apSW|Do|filterOrElse|filterOrElseW)'
// Measured: 600 ns for E.chain, 1,100 ns for Do with two binds, 4 ns for an early return.
const HOT_PATHS = [
  {
    selector: `MemberExpression[object.name=/^(E|TE|RE|RTE)$/][property.name=/^${SLOW}$/]`,
    message: 'Costs 600 ns and more per step: use an early return (if (E.isLeft(x)) return x).',
  },
  {
    selector: `ImportDeclaration[source.value=/Either\\.js$/] ImportSpecifier[imported.name=/^${SLOW}$/]`,
    message: 'Costs 600 ns and more per step: use an early return (if (E.isLeft(x)) return x).',
  },
]
const THROW = { selector: 'ThrowStatement', message: 'The domain says no with data (Left); it never throws.' }

// The base of eslint itself is a package of its own; these are the rules of it that TypeScript does not make needless.
const BASE = [
  ...['eqeqeq', 'no-constant-condition', 'no-control-regex', 'no-dupe-else-if', 'no-empty', 'no-fallthrough'],
  ...['no-irregular-whitespace', 'no-loss-of-precision', 'no-self-assign'],
  ...['no-self-compare', 'no-sparse-arrays', 'no-template-curly-in-string', 'no-unreachable-loop'],
  ...['no-unsafe-finally', 'no-unsafe-optional-chaining', 'no-useless-escape'],
].map((name) => [name, 'error'])

const typed = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    // `default` may stand for the rest: an evolve leaves the state as it is for events that do not concern it.
    { considerDefaultExhaustiveForUnions: true },
  ],
  '@typescript-eslint/no-unnecessary-type-assertion': 'error',
  '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
}

export default defineConfig(
  { ignores: ['dist/', 'coverage/', 'node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  {
    plugins: { house },
    rules: {
      'house/no-todo-without-issue': 'error',
      'house/reasoned-disable': 'error',
      'no-restricted-imports': imports(),
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A codec and its type share the name; TypeScript itself reports real redeclarations.
      '@typescript-eslint/no-redeclare': 'off',
      ...Object.fromEntries(BASE),
    },
  },
  {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: { project: 'scripts/tsconfig.check.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: typed,
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    files: ['src/**'],
    ignores: ['src/adapters/node/**'],
    rules: { 'no-restricted-properties': ['error', ...CLOCK_AND_CHANCE] },
  },
  {
    // io-ts types are invariant: a bound over all codecs or deciders can only be written with `any`.
    files: ['src/domain/kernel/**'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
  { files: ['src/runtime/**'], rules: { 'no-restricted-syntax': ['error', ...HOT_PATHS] } },
  {
    files: ['src/domain/**', 'src/projections/**'],
    rules: {
      'no-restricted-globals': ['error', ...IMPURE_GLOBALS],
      'no-restricted-imports': imports(NODE),
      'no-restricted-syntax': ['error', ...IMPURE_DATES, ...HOT_PATHS, THROW],
    },
  },
  {
    // canonicalJson has no answer for values that are no JSON.
    files: ['src/domain/kernel/canonical-json.ts'],
    rules: { 'no-restricted-syntax': ['error', ...IMPURE_DATES, ...HOT_PATHS] },
  },
)
