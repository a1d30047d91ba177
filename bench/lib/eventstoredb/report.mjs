/** The results of one server as Markdown, and where they stand in docs/performance.md. */
import { SERVER_APPENDS } from '../../plan.mjs'
import { DASH, number, quotient, ratio, table } from '../table.mjs'

/** What must be reached, of the raw client in the same mode. */
const GOAL = { append: 0.9, load: 1 }

const WORDS = {
  'append 1': 'append, one at a time',
  'append 64': 'append, 64 in flight',
  'append 100': 'append, 100 events per call',
  stream: 'read a stream of 10,000',
  load: 'load an aggregate of 20 events (aggregates/s)',
  decoded: 'the same, data decoded on our side too',
  all: 'read the log',
  'catch-up': 'catch up as a subscriber',
}

const ROWS = [
  ...SERVER_APPENDS.flatMap((what) => ['single', 'batch'].map((mode) => ({ what, mode }))),
  ...['stream', 'load', 'decoded', 'all', 'catch-up'].map((what) => ({ what })),
]

const rowOf = (results, { what, mode = 'single' }) => {
  const isAppend = SERVER_APPENDS.includes(what)
  const cell = what === 'decoded' ? 'load' : what
  const rate = (subject) => results[`${cell}, ${subject}`]?.perSecond
  const ours = rate(what === 'decoded' ? 'ours decoded' : `ours ${mode}`)
  const raw = rate(`raw ${mode}`)
  // Emmett appends as the client does by itself, which is in batches.
  const emmett = isAppend && mode === 'single' ? undefined : rate('emmett')
  const goal = isAppend ? GOAL.append : GOAL[cell]
  const measured = quotient(ours, raw)
  const verdict = goal === undefined || measured === undefined ? DASH : measured >= goal ? 'must' : '**missed**'
  return [
    `${WORDS[what]}${isAppend ? `, ${mode}` : ''}`,
    number(ours),
    number(raw),
    ratio(measured),
    goal === undefined ? DASH : ratio(goal),
    verdict,
    number(emmett),
    ratio(quotient(ours, emmett)),
  ]
}

export const report = (results, { server, machine, loadBefore, loadAfter, rounds, minutes }) => {
  const head = ['events per second', 'ours', 'raw client', 'ours ÷ raw', 'must', '', 'Emmett', 'ours ÷ Emmett']
  const about = `${server}, on ${machine}; load ${loadBefore} before and ${loadAfter} after; medians of ${rounds} rounds, all in one run of ${minutes.toFixed(1)} minutes.`
  return `${about}\n\n${table(
    head,
    ROWS.map((row) => rowOf(results, row)),
  )}`
}

export const beginOf = (name) => `<!-- bench: written by \`node bench/eventstoredb.mjs --write=${name}\` -->`
