/** Tables of the log that is read again: replays, read models made from it, and how rows are committed. */
import { COMMIT_SIZES, COMPARED, FEW_EVENTS } from '../plan.mjs'
import { DASH, number, oneDigit, percent, quotient, ratio, table } from './table.mjs'

/** It holds all of it, to measure nothing else. */
const NO_MEMORY = { hasMemory: false }

export const replayTable = (results) => {
  const { fixture } = results
  const found = (what) => results[`replay ${what}`] ?? {}
  const base = found('parse').eventsPerSecond
  const row = (words, what, { hasMemory = true } = {}) => {
    const { eventsPerSecond, cpuMicros, peakMebibytes } = found(what)
    const memory = hasMemory ? number(peakMebibytes) : DASH
    return [words, number(eventsPerSecond), ratio(quotient(eventsPerSecond, base)), oneDigit(cpuMicros), memory]
  }
  const few = found(`read models ${FEW_EVENTS}`)
  const needs = `${percent(few.eventsNeeded)} of the events, ${percent(few.typesNeeded)} of their types`
  return table(
    [`replay of ${number(fixture?.events)} events in SQLite`, 'events/s', '÷ JSON.parse', 'µs of CPU', 'peak MiB'],
    [
      row('JSON.parse of whole envelopes, from memory', 'parse', NO_MEMORY),
      row('readLog: every event decoded and validated', 'readLog'),
      row('verifyLog: every link checked', 'verify'),
      row('floor: raw driver, data parsed, rows of all read models written once', 'read models floor', NO_MEMORY),
      row('all read models, rows in memory', 'read models memory'),
      row('all read models, rows in SQLite', 'read models sqlite'),
      row(`one, \`${FEW_EVENTS}\`, rows in SQLite: ${needs}`, `read models ${FEW_EVENTS}`),
      row('all, by `after-sales rebuild --parts 1`, its start included', 'read models parts 1'),
      row('all, by `after-sales rebuild --parts 2`, its start included', 'read models parts 2'),
    ],
  )
}

const EMMETT = [
  ['Emmett, as it pulls by itself: 100 events, then 50 ms', 'emmett read model defaults'],
  ['Emmett, 1,000 events and no pause', 'emmett read model fast'],
]

/** Beside Emmett. What it does once more after a restart, it says itself; what ours does, our tests say. */
export const comparedTable = (results) => {
  const ours = results[`replay read models ${COMPARED}`] ?? {}
  const [, [, anyOfThem]] = EMMETT
  return table(
    [
      ...[`one read model, \`${COMPARED}\`, ${number(results[anyOfThem]?.rows)} rows in SQLite`, 'events/s'],
      ...['ours ÷ theirs', 'µs of CPU', 'events again after a restart', 'rows wrong then'],
    ],
    [
      ['after-sales', number(ours.eventsPerSecond), DASH, oneDigit(ours.cpuMicros), DASH, DASH],
      ...EMMETT.map(([words, cell]) => {
        const { eventsPerSecond, cpuMicros, repeated, wrong } = results[cell] ?? {}
        const compared = ratio(quotient(ours.eventsPerSecond, eventsPerSecond))
        return [words, number(eventsPerSecond), compared, oneDigit(cpuMicros), number(repeated), number(wrong)]
      }),
    ],
  )
}

export const commitsTable = (results) => {
  const row = (words, cell) => [
    words,
    ...COMMIT_SIZES.map((size) => {
      const { [`${size}: rows per second`]: perSecond, [`${size}: µs`]: micros } = results[cell] ?? {}
      return perSecond === undefined ? DASH : `${number(perSecond)} (${oneDigit(micros)} µs)`
    }),
  ]
  return table(
    ['rows/s by rows in a commit (CPU of the process)', ...COMMIT_SIZES.map(number)],
    [row('SQLite', 'commits sqlite'), row('PostgreSQL', 'commits postgres')],
  )
}
