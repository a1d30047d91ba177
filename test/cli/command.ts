/** The command as a test runs it: in this process, with a world of its own, against servers that end with the test. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { Finding } from '../../src/adapters/eventstoredb/check-finding.js'
import { runCommand } from '../../src/cli/program.js'
import type { ExitCode, World } from '../../src/cli/world.js'
import { systemClock } from '../../src/adapters/node/index.js'
import { NOW } from '../acceptance/shop.js'
import { startDouble, type DoubleOptions, type EventStoreDbDouble } from '../support/eventstoredb/index.js'

const certificates = join(import.meta.dirname, '../support/eventstoredb/certificates')
const tls = {
  cert: readFileSync(join(certificates, 'server.crt')),
  key: readFileSync(join(certificates, 'server.key')),
}

export const PASSWORD = 'hush-hush'
const users = new Map([
  ['admin', { password: PASSWORD, roles: ['$admins'] }],
  ['shop', { password: PASSWORD, roles: ['after-sales'] }],
  ['stranger', { password: PASSWORD, roles: [] }],
])

export interface Server {
  readonly double: EventStoreDbDouble
  readonly as: (user: 'admin' | 'shop' | 'stranger', password?: string) => string
}

export const insecureServer = async (options: DoubleOptions = {}): Promise<EventStoreDbDouble> => {
  const double = await startDouble(options)
  onTestFinished(() => double.stop())
  return double
}

/** With TLS and three users: an administrator, the application's own, and one of another application. */
export const secureServer = async (options: DoubleOptions = {}): Promise<Server> => {
  const double = await insecureServer({ tls, users, ...options })
  const search = `?tlsCAFile=${join(certificates, 'ca.crt')}`
  return { double, as: (user, password = PASSWORD) => `esdb://${user}:${password}@localhost:${double.port}/${search}` }
}

export interface Ran {
  readonly code: ExitCode
  readonly out: string
  readonly err: string
  readonly asked: ReadonlyArray<string>
}

interface Around {
  readonly env?: World['env']
  readonly hasColors?: boolean
  readonly columns?: number
  readonly progressColumns?: number
  readonly interrupted?: AbortSignal
  /** Default: that of the test shop, which stands still; whoever waits does wait. */
  readonly now?: World['clock']['now']
  /** What the person at the terminal answers, one after the other; nobody sits there without it. */
  readonly answers?: ReadonlyArray<string>
  /** Happens while the person thinks. */
  readonly meanwhile?: () => void
}

export const run = async (
  args: ReadonlyArray<string>,
  {
    env = {},
    hasColors = false,
    columns,
    progressColumns,
    interrupted = new AbortController().signal,
    now = () => NOW,
    answers,
    meanwhile,
  }: Around = {},
): Promise<Ran> => {
  const asked: Array<string> = []
  let [out, err] = ['', '']
  const code = await runCommand(args, {
    version: '1.2.3',
    env,
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    hasColors,
    columns,
    progressColumns,
    clock: { ...systemClock, now },
    interrupted: () => interrupted,
    thread: undefined,
    ask:
      answers === undefined
        ? undefined
        : (question) => {
            meanwhile?.()
            asked.push(question)
            return Promise.resolve(answers[asked.length - 1] ?? '')
          },
  })
  for (const said of [out, err, ...asked]) expect(said).not.toContain(PASSWORD)
  return { code, out, err, asked }
}

interface Checked extends Ran {
  readonly findings: ReadonlyArray<Finding>
  /** Every finding that is not ok, as `state check`. */
  readonly notOk: ReadonlyArray<string>
  readonly setup?: {
    readonly written: ReadonlyArray<{ readonly stream: string; readonly after: unknown }>
    readonly declined: ReadonlyArray<{ readonly stream: string }>
    readonly problem?: { readonly code: string }
  }
}

export const check = async (
  connectionString: string,
  args: ReadonlyArray<string> = [],
  around: Around = {},
): Promise<Checked> => {
  const env = { ESDB_CONNECTION_STRING: connectionString }
  const ran = await run(['esdb-check', '--json', ...args], { env, ...around })
  const result = JSON.parse(ran.out) as Pick<Checked, 'findings' | 'setup'> & { readonly ok: boolean }
  expect(result.ok).toBe(ran.code === 0)
  for (const { state, says, mend } of result.findings) {
    expect(says.zh).toMatch(/[\u4e00-\u9fff]/)
    if (state === 'warning' || state === 'problem') expect(mend?.en).toMatch(/.{20}/)
    if (mend !== undefined) expect(mend.zh).toMatch(/[\u4e00-\u9fff]/)
  }
  const notOk = result.findings.filter(({ state }) => state !== 'ok').map((one) => `${one.state} ${one.check}`)
  return { ...ran, ...result, notOk }
}

/** Somebody writes an event of JSON, past all rights. */
export const write = ({ log }: EventStoreDbDouble, stream: string, type: string, json: string): void => {
  const [data, metadata] = [Buffer.from(json), Buffer.alloc(0)]
  log.write(stream, [{ id: randomUUID(), type, contentType: 'application/json', data, metadata }], 0)
}

/** The JSON of the newest event of a stream. */
export const newest = ({ log }: EventStoreDbDouble, stream: string): unknown =>
  JSON.parse(log.eventsOf(stream).at(-1)!.data.toString('utf8'))
