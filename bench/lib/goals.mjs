/** What we set out to reach, each with the number that decides it. */
import { quotient, times } from './table.mjs'

export const goals = (results, commandsPerCase) => {
  const cases = (subject, lanes) => times(results[`case ${subject} ${lanes}`]?.casesPerSecond, commandsPerCase)
  const stream = (subject, lanes) => results[`stream ${subject} ${lanes} 10`]?.commandsPerSecond
  const replay = (what) => results[`replay ${what}`]?.eventsPerSecond
  const floor = results.floor?.insertsPerSecond
  const goal = (words, must, aim, value) => ({ words, must, aim, value, unit: '×' })
  const atMost = (words, must, aim, value, unit) => ({ words, must, aim, value, unit, less: true })
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
      quotient(replay('rebuild'), replay('parse')),
    ),
    { ...goal('simulated seeds per second and core', 100, 300, results['simulate small']?.seedsPerSecond), unit: '/s' },
    atMost('import of seven months', 20, 10, results.import?.seconds, 's'),
    atMost('memory of the import', 300, 300, results.import?.peakMebibytes, 'MiB'),
    atMost('loading ./domain beyond its peers', 15, 15, results.load?.domainMs, 'ms'),
  ]
}
