/**
 * Five projects: `unit` is nearly everything that runs from source; `properties` draws cases at random; `eventstoredb`
 * and `postgres` talk to a server; `package` packs the built library and needs npm, so it can be run alone. Tests and
 * examples import `after-sales` as a host does, and get the source.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { HAS_SERVER } from './test/adapters/postgres/binaries.js'

const PROPERTIES = ['test/**/*.property.spec.ts']
const src = fileURLToPath(new URL('src', import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^after-sales$/, replacement: `${src}/index.ts` },
      { find: /^after-sales\/(.+)$/, replacement: `${src}/$1/index.ts` },
    ],
  },
  test: {
    // Five times as fast as a process and a module graph for each file. It is safe because the library keeps no state in
    // modules; a test that needs its own copy of one (vi.mock) must not be written.
    pool: 'threads',
    isolate: false,
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.spec.ts'],
          exclude: [...PROPERTIES, 'test/package/**', 'test/adapters/eventstoredb/**', 'test/adapters/postgres/**'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          // Apart from `unit`, whose coverage must not depend on what chance draws.
          name: 'properties',
          include: PROPERTIES,
          exclude: ['test/adapters/eventstoredb/**', 'test/adapters/postgres/**'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          // The client keeps one list of appends for all of a process: a file whose network breaks must not break
          // another's.
          name: 'eventstoredb',
          include: ['test/adapters/eventstoredb/**/*.spec.ts'],
          isolate: true,
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: HAS_SERVER
          ? {
              name: 'postgres',
              include: ['test/adapters/postgres/**/*.spec.ts'],
              exclude: ['test/adapters/postgres/no-server.spec.ts'],
              globalSetup: ['test/adapters/postgres/start-server.ts'],
              testTimeout: 30_000,
            }
          : { name: 'postgres', include: ['test/adapters/postgres/no-server.spec.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: ['test/package/**/*.spec.ts'],
          // npm installs into an empty folder, from the registry where its cache is empty.
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/domain/**/*.ts'],
      reporter: [['text', { skipFull: true, maxCols: 120 }], 'json-summary'],
      reportsDirectory: 'node_modules/.cache/after-sales/coverage',
      // A red test must not hide what is not covered.
      reportOnFailure: true,
      thresholds: { branches: 100 },
    },
  },
})
