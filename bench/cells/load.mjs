/** How long importing `after-sales/domain` takes beyond the packages that it imports; one process per import. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { median } from '../lib/measure.mjs'
import { subject } from '../lib/paths.mjs'

/** The packages that a file imports, itself or by its chunks. */
const peersOf = (file, seen = new Set(), peers = new Set()) => {
  if (seen.has(file)) return peers
  seen.add(file)
  for (const [, name] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^'"]*['"]([^'"]+)['"]/gm)) {
    if (name.startsWith('.')) peersOf(join(dirname(file), name), seen, peers)
    else peers.add(name)
  }
  return peers
}

export const measure = ({ times }) => {
  const domain = join(subject, 'dist/domain.js')
  const { resolve } = createRequire(domain)
  const locate = (name) => (name.startsWith('node:') ? name : pathToFileURL(resolve(name)).href)
  const peers = [...peersOf(domain)].map(locate)
  const script = `
    const start = performance.now()
    for (const peer of ${JSON.stringify(peers)}) await import(peer)
    const between = performance.now()
    await import(${JSON.stringify(pathToFileURL(domain).href)})
    console.log(JSON.stringify([between - start, performance.now() - between]))`
  const runs = Array.from({ length: times }, () =>
    JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })),
  )
  return { peersMs: median(runs.map(([ms]) => ms)), domainMs: median(runs.map(([, ms]) => ms)) }
}
