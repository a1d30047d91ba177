/** Loaded into processes by `child.mjs`: leaves what each of them needed, all its threads together, in the named folder. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { peakBytes } from './peak.mjs'

process.on('exit', () => {
  const { user, system } = process.cpuUsage()
  const usage = { peakBytes: peakBytes(), cpuMicros: user + system }
  writeFileSync(join(process.env.BENCH_USAGE_FOLDER, `${process.pid}.json`), JSON.stringify(usage))
})
