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

export const columnsOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0)

export const padded = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - columnsOf(text)))

export const paddedBefore = (text: string, columns: number): string =>
  ' '.repeat(Math.max(0, columns - columnsOf(text))) + text

/** With `…` where something is missing. */
export const cutTo = (text: string, columns: number): string => {
  if (columnsOf(text) <= columns) return text
  let cut = ''
  for (const character of text) {
    if (columnsOf(cut + character) > columns - 1) break
    cut += character
  }
  return `${cut}…`
}

// Ids and references come from outside, and a terminal obeys what is hidden in them. The last are those that turn the
// direction of writing.
// eslint-disable-next-line no-control-regex
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

export const harmlessText = (text: string): string => text.replace(HIDDEN, '�')

/** Everything else, also nothing at all, is a no. */
export const isYes = (answer: string | undefined): boolean => /^(y|yes|是)$/i.test(answer?.trim() ?? '')

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
