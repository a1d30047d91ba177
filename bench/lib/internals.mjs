/**
 * What cells need and no entry of the package exports, such as the steps that `parts` measures one by one, bundled as
 * the package itself is, so that it runs as it does in `dist`.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { data, internalsFile, subject } from './paths.mjs'

const EXPORTS = {
  'runtime/aggregates': 'aggregates, streamsOf',
  'runtime/digest': 'commandDigest',
  'runtime/link': 'genesisLink, linkAfter',
  'runtime/seal': 'openPersonal, sealPersonal',
  'domain/values/ids': 'eventId, reactionCommandId',
  'adapters/eventstoredb/index': 'openEventStoreDb',
  'projections/index': 'READ_MODELS',
  'projections/in-order': 'inOrder',
  'projections/read-model': 'tableOfModel',
  'runtime/projecting/build': 'buildReadModels',
}

export const buildInternals = async () => {
  mkdirSync(data, { recursive: true })
  const entry = join(data, 'internals.ts')
  const lines = Object.entries(EXPORTS).map(
    ([file, names]) => `export { ${names} } from ${JSON.stringify(join(subject, 'src', `${file}.ts`))}`,
  )
  writeFileSync(entry, `${lines.join('\n')}\n`)
  const bundle = await rolldown({
    input: entry,
    platform: 'node',
    external: /^(node:|fp-ts|io-ts|uuid|@eventstore)/,
    logLevel: 'silent',
  })
  await bundle.write({ file: internalsFile, format: 'esm' })
  await bundle.close()
}
