/** Long work as people see it, on stderr: a bar on a terminal, a line every few seconds elsewhere, nothing with `--json`. */
import { columnsOf, cutTo } from './terminal.js'
import { countText, durationText } from './shown.js'
import type { CommonOptions } from './verb.js'
import type { World } from './world.js'

export interface Progressed {
  /** What is being worked on. */
  readonly what: string
  /** 0 to 1; undefined where nobody knows how much there is. */
  readonly fraction: number | undefined
  readonly perSecond: number
  /** Milliseconds; undefined until it is known. */
  readonly leftMs: number | undefined
}

export interface Progress {
  readonly at: (progressed: Progressed) => void
  /** A line that stays. */
  readonly note: (line: string) => void
  readonly done: () => void
}

const LINE_EVERY_MS = 5_000
const BAR_COLUMNS = 24
const CLEAR_LINE = '\r\u001b[2K'

const bar = (fraction: number): string => {
  const full = Math.round(fraction * BAR_COLUMNS)
  return `${'█'.repeat(full)}${'░'.repeat(BAR_COLUMNS - full)}`
}

export const progressOf = (world: World, { lang, json }: CommonOptions): Progress => {
  const { clock, progressColumns } = world
  let lineAt: number | undefined
  let isShown = false

  const clear = (): void => {
    if (isShown) world.err(CLEAR_LINE)
    isShown = false
  }

  const left = (ms: number | undefined): string => {
    if (ms === undefined) return ''
    const text = durationText(ms, lang)
    return lang === 'en' ? `${text} left` : `剩余 ${text}`
  }

  const textOf = ({ what, fraction, perSecond, leftMs }: Progressed): string =>
    [
      ...(fraction === undefined ? [] : [`${String(Math.floor(fraction * 100)).padStart(3)} %`]),
      `${countText(perSecond)} ${lang === 'en' ? 'events/s' : '事件/秒'}`,
      left(leftMs),
      what,
    ]
      .filter((part) => part !== '')
      .join('  ')

  return {
    at: (progressed) => {
      if (json === true) return
      const text = textOf(progressed)
      if (progressColumns !== undefined) {
        const { fraction } = progressed
        const line = fraction === undefined ? text : `${bar(fraction)} ${text}`
        // One that is broken by the terminal could not be taken back.
        world.err(CLEAR_LINE + (columnsOf(line) < progressColumns ? line : cutTo(line, progressColumns - 1)))
        isShown = true
        return
      }
      const ms = Date.parse(clock.now())
      lineAt ??= ms
      if (ms - lineAt < LINE_EVERY_MS) return
      lineAt = ms
      world.err(`${text}\n`)
    },
    note: (line) => {
      if (json === true) return
      clear()
      world.err(`${line}\n`)
    },
    done: clear,
  }
}
