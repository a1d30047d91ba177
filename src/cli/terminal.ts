/** The terminal: colors where there is one, columns that also fit Chinese, and questions. */
import { createInterface } from 'node:readline/promises'

export type Color = 'green' | 'yellow' | 'red' | 'dim' | 'bold'

const CODES: Readonly<Record<Color, string>> = { green: '32', yellow: '33', red: '31', dim: '2', bold: '1' }

export type Paint = (color: Color, text: string) => string

export const painter =
  (hasColors: boolean): Paint =>
  (color, text) =>
    hasColors ? `\u001b[${CODES[color]}m${text}\u001b[0m` : text

/** https://no-color.org, and terminals that say they know no colors. */
export const wantsColors = (
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean => stream.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb'

/** East Asian characters take two columns. */
const WIDE = /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/gu

export const padded = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - text.length - (text.match(WIDE)?.length ?? 0)))

/** Asks on stderr, so that stdout stays a result. Whoever leaves by Ctrl-C or Ctrl-D has answered nothing. */
export const askAtTerminal = (question: string): Promise<string> =>
  new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr })
    lines.on('SIGINT', () => lines.close())
    lines.on('close', () => resolve(''))
    void lines.question(question).then((answer) => {
      resolve(answer)
      lines.close()
    })
  })
