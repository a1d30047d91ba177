/** The results of one server as Markdown, and where they stand in docs/performance.md. */
import { SERVER_APPENDS } from '../../plan.mjs'
import { DASH, number, oneDigit, quotient, ratio, table } from '../table.mjs'

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
  ...['append 1', 'append 64', 'append 100'].flatMap((what) => ['single', 'batch'].map((mode) => ({ what, mode }))),
  ...['stream', 'load', 'decoded', 'all', 'catch-up'].map((what) => ({ what })),
]

const oneOf = (results, what, subject) => {
  const answer = results[`${SERVER_APPENDS.includes(what) ? 'append' : 'read'} ${subject}`]
  return { rate: answer?.[`${what}: per second`], micros: answer?.[`${what}: µs`] }
}

const rowOf = (results, { what, mode = 'single' }) => {
  const isAppend = SERVER_APPENDS.includes(what)
  const asked = what === 'decoded' ? 'load' : what
  const ours = oneOf(results, asked, what === 'decoded' ? 'ours decoded' : `ours ${mode}`)
  const raw = oneOf(results, asked, `raw ${mode}`)
  // Emmett appends as the client does by itself, which is in batches.
  const emmett = isAppend && mode === 'single' ? {} : oneOf(results, asked, 'emmett')
  const goal = isAppend ? GOAL.append : GOAL[asked]
  const measured = quotient(ours.rate, raw.rate)
  const verdict = goal === undefined || measured === undefined ? DASH : measured >= goal ? 'must' : '**missed**'
  return [
    `${WORDS[what]}${isAppend ? `, ${mode}` : ''}`,
    number(ours.rate),
    number(raw.rate),
    ratio(measured),
    goal === undefined ? DASH : ratio(goal),
    verdict,
    number(emmett.rate),
    ratio(quotient(ours.rate, emmett.rate)),
    [ours, raw, emmett].map(({ micros }) => number(micros)).join(' / '),
  ]
}

const HEAD = [
  'events per second',
  'ours',
  'raw client',
  'ours ÷ raw',
  'must',
  '',
  'Emmett',
  'ours ÷ Emmett',
  'µs of CPU',
]

export const report = (results, { server, machine, loadBefore, loadAfter, rounds, minutes }) => {
  const about = `${server}, on ${machine}; load ${loadBefore} before and ${loadAfter} after; medians of ${rounds} rounds, all in one run of ${oneDigit(minutes)} minutes.`
  const rows = ROWS.map((row) => rowOf(results, row))
  return `${about}\n\n${table(HEAD, rows)}`
}

export const beginOf = (name) => `<!-- bench: written by \`node bench/eventstoredb.mjs --write=${name}\` -->`
