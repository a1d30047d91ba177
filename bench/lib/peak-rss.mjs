/** Loaded into a process by NODE_OPTIONS: leaves the most memory that it ever held in a file of the named folder. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.env.BENCH_RSS_FOLDER
process.on('exit', () => {
  const { maxRSS } = process.resourceUsage()
  writeFileSync(join(folder, `${process.pid}.rss`), String(maxRSS * 1_024))
})
