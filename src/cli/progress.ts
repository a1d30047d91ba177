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
}

export interface Progress {
  readonly at: (progressed: Progressed) => void
  /** A line that stays. */
  readonly note: (line: string) => void
  readonly done: () => void
}

const LINE_EVERY_MS = 5_000
/** Before, nobody knows how fast it goes. */
const TELL_LEFT_AFTER_MS = 1_000
const BAR_COLUMNS = 24
const CLEAR_LINE = '\r\u001b[2K'

/**
 * Positions are numbers in every log that we know, and grow with it: how far one is on the way to another. Where one is not
 * a number, nobody knows.
 */
export const fractionOf = (position: string, end: string | undefined): number | undefined => {
  const [at, whole] = [parseFloat(position), parseFloat(end ?? '')]
  return whole > 0 && at >= 0 ? Math.min(1, at / whole) : undefined
}

const bar = (fraction: number): string => {
  const full = Math.round(fraction * BAR_COLUMNS)
  return `${'█'.repeat(full)}${'░'.repeat(BAR_COLUMNS - full)}`
}

export const progressOf = (world: World, { lang, json }: CommonOptions): Progress => {
  const { clock, progressColumns } = world
  let first: { readonly ms: number; readonly fraction: number } | undefined
  let lineAt: number | undefined
  let isShown = false

  const clear = (): void => {
    if (isShown) world.err(CLEAR_LINE)
    isShown = false
  }

  const left = (fraction: number | undefined): string => {
    if (fraction === undefined) return ''
    const ms = Date.parse(clock.now())
    // What was done before this run says nothing about how fast it is.
    first ??= { ms, fraction }
    const [elapsed, gone] = [ms - first.ms, fraction - first.fraction]
    if (elapsed < TELL_LEFT_AFTER_MS || gone <= 0) return ''
    const text = durationText(((1 - fraction) * elapsed) / gone, lang)
    return lang === 'en' ? `${text} left` : `剩余 ${text}`
  }

  const textOf = ({ what, fraction, perSecond }: Progressed): string =>
    [
      ...(fraction === undefined ? [] : [`${String(Math.floor(fraction * 100)).padStart(3)} %`]),
      `${countText(perSecond)} ${lang === 'en' ? 'events/s' : '事件/秒'}`,
      left(fraction),
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
