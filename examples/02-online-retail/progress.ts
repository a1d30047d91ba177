/** A bar with rate and time left on a terminal; elsewhere, such as in a log file, a line every few seconds. */
import { SingleBar } from 'cli-progress'

export interface Progress {
  readonly update: (bytes: number, lines: number, requests: number) => void
  readonly stop: () => void
}

const LINE_EVERY_MS = 3_000
const number = new Intl.NumberFormat('en-GB')

export const progress = (totalBytes: number): Progress => {
  const since = performance.now()
  const rate = (requests: number) => number.format(Math.round((requests * 1_000) / (performance.now() - since + 1)))

  if (process.stdout.isTTY) {
    const bar = new SingleBar({
      format: '{bar} {percentage} %  {lines} lines, {requests} requests, {rate}/s, {eta_formatted} left',
      hideCursor: true,
    })
    bar.start(totalBytes, 0, { lines: 0, requests: 0, rate: 0 })
    return {
      update: (bytes, lines, requests) =>
        bar.update(Math.min(bytes, totalBytes), {
          lines: number.format(lines),
          requests: number.format(requests),
          rate: rate(requests),
        }),
      stop: () => bar.stop(),
    }
  }

  let said = since
  return {
    update: (bytes, lines, requests) => {
      const now = performance.now()
      if (now - said < LINE_EVERY_MS || bytes === 0) return
      said = now
      const left = Math.max(0, Math.round(((now - since) * (totalBytes / bytes - 1)) / 1_000))
      const percent = Math.min(100, Math.floor((100 * bytes) / totalBytes))
      console.log(
        `${percent} %  ${number.format(lines)} lines, ${number.format(requests)} requests, ${rate(requests)}/s, ${left} s left`,
      )
    },
    stop: () => undefined,
  }
}
