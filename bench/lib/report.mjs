/** The results as Markdown, goals first, and their place in docs/performance.md. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { IN_MEMORY, LANES, LENGTHS, ON_DISK } from '../plan.mjs'
import { goals } from './goals.mjs'
import { root } from './paths.mjs'
import { commitsTable, comparedTable, replayTable } from './replay-report.mjs'
import { DASH, number, oneDigit, quotient, ratio, table, times } from './table.mjs'

/** Commands that are handled in one case, those of reactions and of the first touch of the order included. */
export const COMMANDS_PER_CASE = 22
const HOST_CALLS_PER_CASE = 6

const WORDS = {
  'ours:memory': 'after-sales, memory',
  'ours:sqlite': 'after-sales, SQLite',
  castore: 'Castore, memory',
  emmett: 'Emmett, memory',
  'emmett-sqlite': 'Emmett, SQLite',
}
const inFlight = (lanes) => (lanes === 1 ? 'one at a time' : `${lanes} in flight`)

const caseRows = (results, subjects, base) =>
  subjects.flatMap((subject) =>
    LANES.flatMap((lanes) =>
      ['', ' sealed'].flatMap((note) => {
        const cases = results[`case ${subject} ${lanes}${note}`]?.casesPerSecond
        if (cases === undefined) return []
        const ours = results[`case ${base} ${lanes}${note}`]?.casesPerSecond
        return [
          [
            `${WORDS[subject]}${note === '' ? '' : ', with a sealed note'}`,
            inFlight(lanes),
            number(cases * COMMANDS_PER_CASE),
            number(cases * HOST_CALLS_PER_CASE),
            subject === base ? DASH : ratio(quotient(ours, cases)),
          ],
        ]
      }),
    ),
  )

const casesTable = (results) =>
  table(
    ['whole cases', '', 'commands/s', 'host calls/s', 'ours ÷ theirs'],
    [...caseRows(results, IN_MEMORY, IN_MEMORY[0]), ...caseRows(results, ON_DISK, ON_DISK[0])],
  )

const streamsTable = (results) => {
  const rate = (subject, lanes, length) => results[`stream ${subject} ${lanes} ${length}`]?.commandsPerSecond
  const rows = [IN_MEMORY, ON_DISK].flatMap(([ours, ...theirs]) =>
    [ours, ...theirs].flatMap((subject) =>
      LANES.filter((lanes) => rate(subject, lanes, LENGTHS[0]) !== undefined).map((lanes) => [
        WORDS[subject],
        inFlight(lanes),
        ...LENGTHS.map((length) => {
          const own = rate(subject, lanes, length)
          const compared = subject === ours ? '' : ` (${ratio(quotient(rate(ours, lanes, length), own))})`
          return `${number(own)}${compared}`
        }),
      ]),
    ),
  )
  return table(['commands/s by length of the stream', '', ...LENGTHS.map((length) => `${length} events`)], rows)
}

const partsTable = ({ parts }) => {
  if (parts === undefined) return ''
  const row = (words, ns, per) => [words, number(ns), per]
  return table(
    ['step', 'ns', 'per'],
    [
      row('JSON.parse of the data', parts.parse, 'event read'),
      row('decode by the io-ts codec', parts.decodeIoTs, 'event read'),
      row('decode by its compiled form (what runs)', parts.decode, 'event read'),
      row('fold', parts.fold, 'event'),
      row('decide', parts.decide, 'command'),
      row('digest of a command', parts.digest, 'command'),
      row('id of a command of a reaction (uuid v5)', parts.commandId, 'command'),
      row('id of an event (uuid v5)', parts.eventId, 'event written'),
      row('JSON.stringify of the data', parts.stringify, 'event written'),
      row('link', parts.link, 'event written'),
      row('seal a note', parts.seal, 'note'),
      row('unseal a note', parts.unseal, 'note'),
    ],
  )
}

const durableTable = (results) => {
  const floor = results.floor?.insertsPerSecond
  const row = (words, rate) => [words, number(rate), ratio(quotient(rate, floor))]
  const cases = (lanes) => times(results[`case ours:sqlite ${lanes}`]?.casesPerSecond, COMMANDS_PER_CASE)
  const stream = (lanes) => results[`stream ours:sqlite ${lanes} ${LENGTHS[0]}`]?.commandsPerSecond
  return table(
    ['full sync', 'per second', '÷ raw'],
    [
      row('raw driver: one insert of the same bytes per transaction', floor),
      row('commands of one event each, one at a time', stream(1)),
      row('commands of one event each, 64 in flight', stream(64)),
      row('commands of whole cases, one at a time', cases(1)),
      row('commands of whole cases, 64 in flight', cases(64)),
    ],
  )
}

const workersTable = (results) => {
  const { reactionsPerSecond, paymentsPerSecond } = results['workers backlog'] ?? {}
  const lag = results['workers lag'] ?? {}
  const rows = results['workers rows'] ?? {}
  const ms = (value) => (value === undefined ? DASH : `${oneDigit(value)} ms`)
  return table(
    ['workers on SQLite', ''],
    [
      ['appends of reactions and effects per second, from a backlog', number(reactionsPerSecond)],
      ['of them refunds paid per second', number(paymentsPerSecond)],
      [`lag at ${number(lag.commandsPerSecond)} commands per second, median`, ms(lag.lagP50Ms)],
      ['lag, 99 of 100', ms(lag.lagP99Ms)],
      [
        `until all rows are committed, at ${number(rows.commandsPerSecond)} commands per second, median`,
        ms(rows.lagP50Ms),
      ],
      ['until all rows are committed, 99 of 100', ms(rows.lagP99Ms)],
    ],
  )
}

const simulatorTable = (results) => {
  const row = (words, { seedsPerSecond, callsPerSeed, callsPerSecond } = {}) => [
    words,
    number(seedsPerSecond),
    number(callsPerSeed),
    number(callsPerSecond),
  ]
  return table(
    ['simulator, one core', 'seeds/s', 'calls per seed', 'calls/s'],
    [
      row('calm, one instance, one order', results['simulate small']),
      row('storm, as npm run simulate', results['simulate storm']),
    ],
  )
}

const sizesTable = ({ fixture, load, import: imported }) => {
  const perCase = quotient(fixture?.events, fixture?.cases)
  const size = (words, bytes) => [words, number(bytes), number(times(bytes, perCase))]
  const rows = table(
    [`bytes (a case has ${oneDigit(perCase)} events)`, 'per event', 'per case'],
    [
      size('SQLite file', fixture?.diskBytesPerEvent),
      size('whole envelope as JSON', fixture?.envelopeBytesPerEvent),
      size('of it data', fixture?.dataBytesPerEvent),
    ],
  )
  const lines = [
    `Loading \`after-sales/domain\` takes ${oneDigit(load?.domainMs)} ms beyond its peers (they take ${oneDigit(load?.peersMs)} ms).`,
    imported === undefined
      ? 'The import of example 02 was not measured.'
      : `Example 02 takes ${oneDigit(imported.seconds)} s for its seven months and never holds more than ${number(imported.peakMebibytes)} MiB.`,
  ]
  return `${rows}\n\n${lines.join(' ')}`
}

const goalsTable = (results) =>
  table(
    ['goal', 'must', 'aim', 'measured', ''],
    goals(results, COMMANDS_PER_CASE).map(({ words, must, aim, value, unit, less }) => {
      const reaches = (goal) => (less ? value <= goal : value >= goal)
      const belowAim = must === undefined ? DASH : reaches(must) ? 'must' : '**missed**'
      const verdict = value === undefined ? DASH : reaches(aim) ? 'aim' : belowAim
      const shown = (x) => (x === undefined ? DASH : unit === '×' ? ratio(x) : `${oneDigit(x)} ${unit}`)
      return [words, shown(must), shown(aim), shown(value), verdict]
    }),
  )

export const report = (results, about) => {
  const { machine, loadBefore, loadAfter, rounds, minutes, emmettSqlite } = about
  return [
    `Measured on ${machine}; load ${loadBefore} before and ${loadAfter} after; medians of ${rounds} rounds, all in one run of ${oneDigit(minutes)} minutes.`,
    ...(emmettSqlite
      ? []
      : ['The rows of Emmett on SQLite are missing: its driver, sqlite3, could not be built here.']),
    goalsTable(results),
    casesTable(results),
    streamsTable(results),
    durableTable(results),
    replayTable(results),
    comparedTable(results),
    commitsTable(results),
    workersTable(results),
    simulatorTable(results),
    partsTable(results),
    sizesTable(results),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

const BEGIN = '<!-- bench: written by `npm run bench` -->'
const END = '<!-- /bench -->'

/** Puts a text in its place in docs/performance.md, between the line that begins it and the next end. */
export const writeReport = async (text, begin = BEGIN) => {
  const file = join(root, 'docs/performance.md')
  const before = readFileSync(file, 'utf8')
  const [head, rest] = before.split(begin)
  const at = rest?.indexOf(END) ?? -1
  if (at < 0) throw new Error(`docs/performance.md lacks ${begin} … ${END}`)
  const after = `${head}${begin}\n\n${text}\n\n${rest.slice(at)}`
  writeFileSync(file, await format(after, { ...(await resolveConfig(file)), filepath: file }))
}
