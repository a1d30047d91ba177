/** The results of one server as Markdown, and where they stand in docs/performance.md. */
import { DASH, number, oneDigit, ratio, table } from '../table.mjs'

/** What must be reached, of the raw client in the same mode. */
const APPENDS_MUST = 0.9
const LOADS_MUST = 1

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

const appendRows = ['append 1', 'append 64', 'append 100'].flatMap((what) =>
  ['single', 'batch'].map((mode) => ({ cell: `append ${mode}`, what, ours: `ours ${mode}`, raw: `raw ${mode}`, mode })),
)
const ROWS = [
  ...appendRows.map((row) => ({ ...row, words: `${WORDS[row.what]}, ${row.mode}`, must: APPENDS_MUST })),
  ...['stream', 'load', 'decoded', 'all', 'catch-up'].map((what) => ({
    ...{ cell: 'read', what, raw: 'raw single', words: WORDS[what] },
    ours: what === 'decoded' ? 'ours decoded' : 'ours single',
    must: what === 'load' || what === 'decoded' ? LOADS_MUST : undefined,
  })),
]

const rowOf = (results, { cell, what, words, ours, raw, must }) => {
  const value = (key) => results[cell]?.[`${what}, ${key}`]
  const measured = value(`÷ ${raw}`)
  const verdict = must === undefined || measured === undefined ? DASH : measured >= must ? 'must' : '**missed**'
  return [
    words,
    number(value(`${ours}: per second`)),
    number(value(`${raw}: per second`)),
    ratio(measured),
    ratio(must),
    verdict,
    number(value('emmett: per second')),
    ratio(value('÷ emmett')),
    [ours, raw, 'emmett'].map((subject) => number(value(`${subject}: µs`))).join(' / '),
  ]
}

/** Made from a log of whole cases, beside that log only read. */
const readModelsTable = ({ 'read models': found = {} }) => {
  const row = (words, what, ratioTo) => [
    words,
    number(found[`${what}: per second`]),
    ratio(found[ratioTo]),
    number(found[`${what}: µs`]),
  ]
  return table(
    ['read models from the log', 'events/s', '÷ only read', 'µs of CPU'],
    [row('the same events only read', 'read'), row('all read models made of them, rows in memory', 'build', '÷ read')],
  )
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
  return [about, table(HEAD, rows), readModelsTable(results)].join('\n\n')
}

export const beginOf = (name) => `<!-- bench: written by \`node bench/eventstoredb.mjs --write=${name}\` -->`
