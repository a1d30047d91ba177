/**
 * One build, two formats: a bundle for every entry of `exports` in package.json, as ESM and as CommonJS, with types.
 * Nothing from node_modules goes in: hosts and this library must share one copy of fp-ts and io-ts.
 */
import { defineConfig } from 'tsdown'

const entries = {
  index: 'src/index.ts',
  domain: 'src/domain/index.ts',
  testing: 'src/testing/index.ts',
  'adapters/memory': 'src/adapters/memory/index.ts',
  'adapters/sqlite': 'src/adapters/sqlite/index.ts',
  'adapters/node': 'src/adapters/node/index.ts',
  'adapters/stripe': 'src/adapters/stripe/index.ts',
  'adapters/eventstoredb': 'src/adapters/eventstoredb/index.ts',
  'adapters/postgres': 'src/adapters/postgres/index.ts',
}

export default defineConfig({
  format: {
    // The command is started and never imported, so one format of it is enough.
    esm: { entry: { ...entries, 'cli/main': 'src/cli/main.ts' } },
    cjs: { entry: entries },
  },
  platform: 'node',
  target: 'node20.19',
  dts: true,
  // `.js` follows "type": "module"; `.mjs` here would make the two d.ts files disagree with package.json.
  fixedExtension: false,
  // Stable names of shared chunks keep the diff of two releases readable.
  hash: false,
  // A new import of a development dependency must fail the build instead of copying it into the package in silence.
  deps: { onlyBundle: [] },
  clean: true,
  report: false,
  logLevel: 'warn',
})
