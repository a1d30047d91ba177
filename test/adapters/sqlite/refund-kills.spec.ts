/**
 * Whole refunds by several processes on one set of files, killed at any moment, against a provider that keeps its books
 * and survives. Whenever a process died, in the end every customer has their money, once, and all books agree.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { simulatedPayments, type Behavior } from '../../../src/testing/simulated-payments.js'
import { builtProgram } from './built-program.js'
import { checkBooks, isEverythingHandled } from './refund-books.js'
import { LANES, type Call, type Job, type News } from './refund-shop.js'
import { temporaryFile } from './temporary.js'

// Bundled: each of two hundred lives would load a few dozen small files before it begins.
const WORKER = builtProgram('refund-worker', [/^(fp-ts|io-ts|uuid)/])
const KILLS = 200
const MOST_KILLS = 3 * KILLS
const FEWEST_PAID = 5
const SEED = Number(process.env['KILL_SEED'] ?? 1)

/** A number of 0 to `max`, the same for the same seed, name and count. */
const draw = (max: number, what: string, nth: number): number =>
  createHash('sha256').update(`${SEED} ${what} ${nth}`).digest().readUInt32BE() % (max + 1)

/** What becomes of a key that the provider meets for the first time. Where it says nothing, the caller hears nothing. */
const BEHAVIORS: ReadonlyArray<Behavior> = [
  ...Array.from({ length: 10 }, (): Behavior => ({ _tag: 'pay' })),
  { _tag: 'lose_answer' },
  { _tag: 'lose_answer' },
  { _tag: 'lose_request' },
  { _tag: 'process' },
  { _tag: 'process' },
  { _tag: 'decline', code: 'try_later' },
]

const providerOf = () => {
  const payments = simulatedPayments()
  const known = new Set<string>()
  let calls = 0
  let again = 0
  const answer = async (child: ChildProcess, { id, call, instruction }: Call): Promise<void> => {
    const nth = calls++
    const isNew = call === 'submit' && !known.has(instruction.key)
    if (call === 'submit' && !isNew) again += 1
    // The same key again after a lost request is a new one to the provider, and is taken.
    if (isNew) payments.script(BEHAVIORS[draw(BEHAVIORS.length - 1, 'behavior', nth)]!)
    known.add(instruction.key)
    const said = await (call === 'submit' ? payments.submit(instruction) : payments.lookup(instruction))()
    if (said._tag === 'Left') return
    await pause(draw(20, 'answers after', nth))
    if (child.connected) child.send({ id, answer: said }, () => undefined)
  }
  /** Without these the test would say nothing: some were paid, and one at least was sent once more under its key. */
  const saysSomething = (): boolean => again > 0 && payments.payments.length >= FEWEST_PAID
  return { payments, answer, saysSomething }
}

interface Lane {
  readonly name: string
  readonly began: Set<number>
  readonly done: Set<number>
  lives: number
  calls: number
}

const runLanes = (folder: string, provider: ReturnType<typeof providerOf>) => {
  const startedAt = Date.now()
  const wrong: Array<string> = []
  const lanes = LANES.map((name): Lane => ({ name, began: new Set(), done: new Set(), lives: 0, calls: 0 }))
  const unfinishedOf = ({ began, done }: Lane): ReadonlyArray<number> => [...began].filter((n) => !done.has(n))

  const start = (lane: Lane, onlyFinish = false) => {
    lane.lives += 1
    const next = Math.max(0, ...lane.began) + 1
    const job: Job = { folder, lane: lane.name, startedAt, unfinished: unfinishedOf(lane), next, onlyFinish }
    const child = fork(WORKER, [JSON.stringify(job)], { execArgv: ['--no-warnings'], silent: true })
    child.stderr!.on('data', (text: Buffer) => wrong.push(text.toString()))
    const ended = once(child, 'exit')
    const ready = new Promise<void>((resolve) => {
      child.on('message', (news: News) => {
        // Where the machine is slow, nobody lives long enough to be killed in the middle of a call by chance alone.
        if ('call' in news && !onlyFinish && lane.calls++ % 5 === 4) child.kill('SIGKILL')
        else if ('call' in news) void provider.answer(child, news)
        else if ('began' in news) lane.began.add(news.began)
        else if ('done' in news) lane.done.add(news.done)
        else if ('wrong' in news) wrong.push(news.wrong)
        else resolve()
      })
    })
    return { child, ended, ready: Promise.race([ready, ended]) }
  }

  let kills = 0
  /** One life after another; one in ten dies before it has opened its files. */
  const storm = async (lane: Lane): Promise<void> => {
    // Where the machine is slow, most lives end before they have done much: then there are more of them.
    while (kills < KILLS || (!provider.saysSomething() && kills < MOST_KILLS)) {
      const { child, ended, ready } = start(lane)
      const isEarly = draw(9, `early ${lane.name}`, lane.lives) === 0
      if (!isEarly) await ready
      await pause(draw(isEarly ? 100 : 200, `life ${lane.name}`, lane.lives))
      child.kill('SIGKILL')
      await ended
      kills += 1
    }
  }
  const calm = async (): Promise<ReadonlyArray<unknown>> => {
    const last = lanes.map((lane) => start(lane, true))
    const isOver = async (): Promise<boolean> =>
      lanes.every((lane) => unfinishedOf(lane).length === 0) && (await isEverythingHandled(folder))
    const until = Date.now() + 60_000
    while (!(await isOver()) && Date.now() < until && wrong.length === 0) await pause(50)
    for (const { child } of last) child.send('stop')
    return Promise.all(last.map(async ({ ended }) => (await ended)[0] as unknown))
  }
  return { lanes, wrong, storm, calm, kills: () => kills, unfinished: () => lanes.flatMap(unfinishedOf) }
}

describe('Processes that are killed while they run refunds', () => {
  it(`have paid every leg once, and all books agree (${KILLS} kills, KILL_SEED=${SEED})`, async () => {
    const folder = dirname(temporaryFile())
    const provider = providerOf()
    const shop = runLanes(folder, provider)
    await Promise.all(shop.lanes.map(shop.storm))
    expect(shop.wrong).toEqual([])
    expect(await shop.calm()).toEqual([0, 0, 0])
    expect(shop.wrong).toEqual([])
    expect(shop.unfinished()).toEqual([])
    expect(shop.kills()).toBeGreaterThanOrEqual(KILLS)
    const requests = shop.lanes.flatMap(({ name, began }) => [...began].map((n) => `${name}-${n}`))
    const found = await checkBooks(folder, provider.payments, requests)
    expect(found.problems).toEqual([])
    expect(found.paid).toBeGreaterThanOrEqual(FEWEST_PAID)
    expect(found.resubmitted).toBeGreaterThan(0)
  }, 400_000)
})
