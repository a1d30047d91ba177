/**
 * Who may import whom. One sentence per rule; `test/architecture/import-direction.spec.ts` applies them to src, and
 * proves on a fixture that each one bites. Imports of types count: a type from a later layer ties as much as a value.
 */

/** The folders of src in their order: each may import itself and what stands before it. */
const LAYERS = ['domain', 'ports', 'projections', 'runtime', 'adapters', 'cli']

/** The folders of src/domain that hold one aggregate each. */
const AGGREGATES =
  'entitlement|request|return|refund|replacement|repair|notice|worker|compensation|allowance|work|deadlines|conversation|improvement|signal'

// The adapter counts as its driver: it loads it late, by a `require` that no reader of imports can follow, or gets it
// from the host.
const DRIVERS = [
  '^src/adapters/(sqlite|postgres)/',
  ...['@photostructure/sqlite', 'pg'].flatMap((name) => [`(^|/)node_modules/${name}(/|$)`, `^${name}$`]),
  '^(node:)?sqlite$',
].join('|')

const layerRules = LAYERS.slice(0, -1).map((layer, at) => ({
  name: `${layer}-imports-no-later-layer`,
  comment: `${layer} knows nothing of ${LAYERS.slice(at + 1).join(', ')}.`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: `^src/(${LAYERS.slice(at + 1).join('|')})/` },
}))

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'no-cycle',
      comment: 'Two files that import each other are one file, or need a third.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'nothing-imports-the-door',
      comment: 'src/index.ts and its neighbors are for hosts; inside, a file imports the file it needs.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: '^src/(testing|cli)/' },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'statistics-imports-nothing',
      comment: 'The numerics of the quality loop stand alone.',
      severity: 'error',
      from: { path: '^src/statistics/' },
      to: { pathNot: '^src/statistics/' },
    },
    {
      name: 'nothing-imports-testing',
      comment: 'The test kit may import everything, so nothing may import the test kit.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/testing/' },
      to: { path: '^src/testing/' },
    },
    {
      name: 'aggregates-meet-in-reactions',
      comment: 'An aggregate never imports another; a reaction connects them.',
      severity: 'error',
      from: { path: `^src/domain/(${AGGREGATES})/` },
      to: { path: `^src/domain/(${AGGREGATES}|reactions)/`, pathNot: '^src/domain/$1/' },
    },
    {
      name: 'kernel-and-values-know-no-business',
      comment: 'What every aggregate is made of imports none of them.',
      severity: 'error',
      from: { path: '^src/domain/(kernel|values)/' },
      to: { path: '^src/domain/', pathNot: '^src/domain/(kernel|values)/' },
    },
    {
      name: 'adapters-stand-alone',
      comment: 'An adapter never imports another, so that a host loads only the drivers it uses.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'The domain imports only itself, fp-ts, io-ts and uuid: no Node, no driver, no clock.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: ['^src/', '(^|/)node_modules/(fp-ts|io-ts|uuid)/'] },
    },
    {
      name: 'uuid-in-one-place',
      comment: 'Derived ids are stored for ever, so one file makes them all: src/domain/values/ids.ts.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/domain/values/ids\\.ts$' },
      to: { path: '(^|/)node_modules/uuid/' },
    },
    {
      name: 'the-door-loads-no-driver',
      comment: 'Importing `after-sales` or `after-sales/domain` must work where no database driver is installed.',
      severity: 'error',
      from: { path: '^src/(index|after-sales|domain/index)\\.ts$' },
      to: { path: DRIVERS, reachable: true },
    },
    {
      name: 'no-development-dependency',
      comment: 'What src imports must come with the package or as a peer.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['npm-peer', 'npm'] },
    },
    {
      name: 'no-unresolved-import',
      comment: 'An import that leads nowhere cannot be judged by the rules above.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    // Node 20 does not list it yet, and it can never be had without its prefix.
    builtInModules: { add: ['node:sqlite'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
}
