/** Findings as lines for people: the state, the check, what is so, and below it how to mend it. */
import type { Finding } from '../adapters/eventstoredb/check-finding.js'
import { padded, painter, type Color } from './terminal.js'
import type { Language } from './verb.js'

const STATES: Readonly<Record<Finding['state'], { readonly en: string; readonly zh: string; readonly color: Color }>> =
  {
    ok: { en: 'ok', zh: '正常', color: 'green' },
    warning: { en: 'warning', zh: '警告', color: 'yellow' },
    problem: { en: 'problem', zh: '问题', color: 'red' },
    'not-checked': { en: 'not checked', zh: '未检查', color: 'dim' },
  }

const MEND = { en: 'mend: ', zh: '解决:' }
const STATE_COLUMNS = 13
const CHECK_COLUMNS = 16

const summary = {
  en: (problems: number, warnings: number): string =>
    problems === 0 && warnings === 0
      ? 'all is well'
      : `${counted(problems, 'problem')}, ${counted(warnings, 'warning')}`,
  zh: (problems: number, warnings: number): string =>
    problems === 0 && warnings === 0 ? '一切正常' : `${problems} 个问题,${warnings} 个警告`,
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

export const findingsAsText = (findings: ReadonlyArray<Finding>, lang: Language, hasColors: boolean): string => {
  const paint = painter(hasColors)
  const lines = findings.flatMap(({ check, state, says, mend }) => {
    const { color } = STATES[state]
    const line = `${paint(color, padded(STATES[state][lang], STATE_COLUMNS))}${padded(check, CHECK_COLUMNS)}${says[lang]}`
    return mend === undefined ? [line] : [line, `${' '.repeat(STATE_COLUMNS)}${MEND[lang]}${mend[lang]}`]
  })
  const count = (state: Finding['state']): number => findings.filter((one) => one.state === state).length
  const [problems, warnings] = [count('problem'), count('warning')]
  const color: Color = problems > 0 ? 'red' : warnings > 0 ? 'yellow' : 'green'
  return `${[...lines, '', paint(color, summary[lang](problems, warnings))].join('\n')}\n`
}
