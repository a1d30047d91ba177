/** Every cell of a run. `only` in a run's arguments picks those whose name contains it. */

export const LENGTHS = [10, 50, 200]
/** In memory, then on disk; ours first. */
export const IN_MEMORY = ['ours:memory', 'castore', 'emmett']
export const ON_DISK = ['ours:sqlite', 'emmett-sqlite']
export const LANES = [1, 64]

/** Emmett shares one connection of sqlite3, on which transactions of different commands would meet. */
const canOverlap = (subject) => subject !== 'emmett-sqlite'

// Enough to outlast the garbage collector's moods, few enough that a round takes less than a minute.
const CASES = { 'ours:sqlite': { 1: 96, 64: 384 }, 'emmett-sqlite': { 1: 20 } }
const COMMANDS = { 'ours:sqlite': { 1: 2_000, 64: 8_000 }, 'emmett-sqlite': { 1: 400 } }
const amount = (table, subject, lanes, usual) => table[subject]?.[lanes] ?? usual

/** The read model that needs more events than any other that needs at most 40 % of them. */
export const FEW_EVENTS = 'histories'
/** The one that Emmett makes, too. */
export const COMPARED = 'payments'
/** Rows in one commit. */
export const COMMIT_SIZES = [1, 10, 100, 1_000, 10_000]

const cases = [...IN_MEMORY, ...ON_DISK].flatMap((subject) =>
  LANES.filter((lanes) => lanes === 1 || canOverlap(subject)).flatMap((lanes) =>
    (subject.startsWith('ours') ? [false, true] : [false]).map((note) => {
      const count = amount(CASES, subject, lanes, 640)
      return {
        name: `case ${subject} ${lanes}${note ? ' sealed' : ''}`,
        args: { cell: 'case', subject, lanes, note, cases: count, warmUp: count / 2 },
      }
    }),
  ),
)

const streams = [...IN_MEMORY, ...ON_DISK].flatMap((subject) =>
  LANES.filter((lanes) => lanes === 1 || canOverlap(subject)).flatMap((lanes) =>
    LENGTHS.map((length) => {
      const commands = amount(COMMANDS, subject, lanes, 10_000)
      return {
        name: `stream ${subject} ${lanes} ${length}`,
        args: { cell: 'stream', subject, lanes, length, commands, warmUp: commands / 2 },
      }
    }),
  ),
)

/** Measured in every round. */
export const cells = [
  ...cases,
  ...streams,
  { name: 'floor', args: { cell: 'floor', inserts: 4_000 } },
  { name: 'parts', args: { cell: 'parts', cases: 200 } },
  { name: 'workers backlog', args: { cell: 'workers', what: 'backlog', cases: 400 } },
  { name: 'workers lag', args: { cell: 'workers', what: 'lag', seconds: 6 } },
  { name: 'workers rows', args: { cell: 'workers', what: 'rows', seconds: 6 } },
  {
    name: 'simulate small',
    args: { cell: 'simulate', settings: { calm: true, small: true }, warmUp: 300, seeds: 800 },
  },
  { name: 'simulate storm', args: { cell: 'simulate', settings: {}, warmUp: 60, seeds: 200 } },
  ...['parse', 'readLog', 'verify'].map((what) => ({ name: `replay ${what}`, args: { cell: 'replay', what } })),
  ...['floor', 'memory', 'sqlite', FEW_EVENTS, COMPARED, 'parts 1', 'parts 2'].map((what) => ({
    name: `replay read models ${what}`,
    args: { cell: 'read-models', what },
  })),
  ...['sqlite', 'postgres'].map((what) => ({
    name: `commits ${what}`,
    args: { cell: 'commits', what, sizes: COMMIT_SIZES, rowBytes: 350 },
  })),
]

/** After the rounds, once: they take their own medians, or too long. */
export const last = [
  { name: 'load', args: { cell: 'load', times: 25 } },
  { name: 'import', args: { cell: 'import' } },
  ...['defaults', 'fast'].map((what) => ({
    name: `emmett read model ${what}`,
    args: { cell: 'emmett-read-model', what, readModel: COMPARED, most: 27_000 },
  })),
]

/** Written on a server before each round, and read by all. */
export const serverFixture = {
  name: 'fixture on the server',
  args: { cell: 'eventstoredb-fixture', length: 10_000, aggregates: 500, warmUp: 4_000 },
}

const appendsBy = (...subjects) => ({ 'append 64': subjects, 'append 1': subjects, 'append 100': subjects })

/** What is asked of a log on a server, and by whom; ours first. `append N`: N calls in flight, but 100 events of one. */
export const serverCells = [
  { name: 'append single', asked: appendsBy('ours single', 'raw single') },
  // Emmett appends as the client does by itself, which is in batches.
  { name: 'append batch', asked: appendsBy('ours batch', 'raw batch', 'emmett') },
  {
    name: 'read',
    asked: {
      stream: ['ours single', 'raw single', 'emmett'],
      load: ['ours single', 'raw single', 'emmett'],
      decoded: ['ours decoded', 'raw single', 'emmett'],
      // Emmett has no reads of the log.
      all: ['ours single', 'raw single'],
      'catch-up': ['ours single', 'raw single', 'emmett'],
    },
  },
].map(({ name, asked }) => ({ name, args: { cell: 'eventstoredb', asked } }))

/** Read models from the log on the server. */
export const serverReadModels = { name: 'read models', args: { cell: 'server-read-models', cases: 400 } }
