/** The most memory that this process ever held, in bytes. */
import { readFileSync } from 'node:fs'

/** What `getrusage` says begins on Linux with the peak of whoever started the process; the kernel's own mark does not. */
export const peakBytes = () => {
  try {
    const [, kibibytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))
    return Number(kibibytes) * 1_024
  } catch {
    return process.resourceUsage().maxRSS * 1_024
  }
}
