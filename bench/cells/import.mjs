/** The import of example 02, as `npm start` runs it, on an empty store: seconds, and the most memory a process held. */
import { join } from 'node:path'
import { runMeasured } from '../lib/child.mjs'
import { subject } from '../lib/paths.mjs'

export const measure = async ({ args = [] }) => {
  const { seconds, peakMebibytes } = await runMeasured((folder) => ({
    args: [join(subject, 'scripts/example.mjs'), '02', '--fresh', '--data', folder, ...args],
    env: { INIT_CWD: folder },
  }))
  return { seconds, peakMebibytes }
}
