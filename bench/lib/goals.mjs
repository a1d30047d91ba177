/** What we set out to reach, each with the number that decides it. */
import { FEW_EVENTS } from '../plan.mjs'
import { quotient, times } from './table.mjs'

const MILLION = 1_000_000
/** What we say of a million events is decided where there are about as many. */
const LARGE = 0.9

export const goals = (results, commandsPerCase) => {
  const cases = (subject, lanes) => times(results[`case ${subject} ${lanes}`]?.casesPerSecond, commandsPerCase)
  const stream = (subject, lanes) => results[`stream ${subject} ${lanes} 10`]?.commandsPerSecond
  const replay = (what) => results[`replay ${what}`]?.eventsPerSecond
  const floor = results.floor?.insertsPerSecond
  const goal = (words, must, aim, value) => ({ words, must, aim, value, unit: '×' })
  const atMost = (words, must, aim, value, unit) => ({ words, must, aim, value, unit, less: true })
  const { events = 0 } = results.fixture ?? {}
  const most = events < 10 * LARGE * MILLION ? 200 : 300
  const large = [
    atMost(
      'all read models of a million events, into SQLite',
      6,
      4,
      quotient(MILLION, replay('read models sqlite')),
      's',
    ),
    atMost('memory of that', most, most, results['replay read models sqlite']?.peakMebibytes, 'MiB'),
    goal(
      'the same by two threads ÷ by one',
      undefined,
      1.5,
      quotient(replay('read models parts 2'), replay('read models parts 1')),
    ),
  ]
  return [
    goal('in memory, whole cases ÷ Castore', 0.7, 1.2, quotient(cases('ours:memory', 1), cases('castore', 1))),
    goal('in memory, whole cases ÷ Emmett', 1, 2, quotient(cases('ours:memory', 1), cases('emmett', 1))),
    goal('in memory, 10 events ÷ Castore', 0.7, 1.2, quotient(stream('ours:memory', 1), stream('castore', 1))),
    goal('in memory, 10 events ÷ Emmett', 1, 2, quotient(stream('ours:memory', 1), stream('emmett', 1))),
    goal('SQLite, one at a time ÷ raw insert', 0.6, 0.8, quotient(stream('ours:sqlite', 1), floor)),
    goal('SQLite, 64 in flight ÷ raw insert', 2, 3.5, quotient(stream('ours:sqlite', 64), floor)),
    goal('replay, decoded and validated ÷ JSON.parse', 0.6, 0.8, quotient(replay('readLog'), replay('parse'))),
    goal(
      'all read models, from SQLite into SQLite ÷ JSON.parse',
      0.6,
      0.8,
      quotient(replay('read models sqlite'), replay('parse')),
    ),
    goal(
      `one read model (${FEW_EVENTS}), from SQLite into SQLite ÷ JSON.parse`,
      2,
      2.3,
      quotient(replay(`read models ${FEW_EVENTS}`), replay('parse')),
    ),
    ...(events < LARGE * MILLION ? [] : large),
    { ...goal('simulated seeds per second and core', 100, 300, results['simulate small']?.seedsPerSecond), unit: '/s' },
    atMost('import of seven months', 20, 10, results.import?.seconds, 's'),
    atMost('memory of the import', 300, 300, results.import?.peakMebibytes, 'MiB'),
    atMost('loading ./domain beyond its peers', 15, 15, results.load?.domainMs, 'ms'),
  ]
}
