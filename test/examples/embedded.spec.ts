/** Example 07 over HTTP, as its callers meet it: a whole case, everything it refuses, and going down in the middle. */
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { AfterSalesError } from 'after-sales'
import { statusOf } from '../../examples/07-embedded/http-errors.js'
import { startPaymentCompany, type PaymentCompany } from '../../examples/07-embedded/payment-company.js'
import { A_BROKEN_LAMP, client, heard, type Answer } from '../../examples/07-embedded/story.js'
import { HAS_SERVER } from '../adapters/postgres/binaries.js'
import { runExample, startExample, temporaryFolder, type Running } from './run-example.js'

const NAME = '07-embedded'
const LIMIT = { timeout: 60_000 }
const PATIENCE_MS = 40_000
const PIECE = { kind: 'request', id: 'R-1', department: 'customer_service' }

const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  const since = performance.now()
  while (!(await holds())) {
    if (performance.now() - since > PATIENCE_MS) throw new Error('it does not come to that')
    await sleep(20)
  }
}

interface Served extends Running {
  readonly url: string
  readonly call: ReturnType<typeof client>
}

const serve = async (folder: string, company: PaymentCompany): Promise<Served> => {
  const running = startExample(NAME, '--serve', '--sqlite', '--data', folder, '--payments', company.url)
  const address = (): string | undefined => /Listening on (http:\S+);/.exec(running.output())?.[1]
  const ended = running.ended.then(({ output }) => Promise.reject(new Error(output)))
  ended.catch(() => undefined)
  await Promise.race([ended, until(() => address() !== undefined)])
  return { ...running, url: address()!, call: client(address()!) }
}

const paymentCompany = async (thinksMs = 0): Promise<PaymentCompany> => {
  const company = await startPaymentCompany({ thinksMs })
  onTestFinished(() => company.close())
  return company
}

const stopped = async ({ child, ended }: Running): Promise<void> => {
  const since = performance.now()
  child.kill('SIGTERM')
  const { code, output } = await ended
  expect(output).toContain('SIGTERM: stopping.\nStopped; everything is written.\n')
  expect(code).toBe(0)
  expect(performance.now() - since).toBeLessThan(10_000)
}

const requestStatus = ({ body }: Answer): unknown => (body['request'] as { readonly status: unknown }).status
const resolved = ({ call }: Served): Promise<void> =>
  until(async () => {
    const answer = await call('customer-7', 'GET', '/cases/R-1')
    return answer.status === 200 && requestStatus(answer) === 'resolved'
  })
describe('The backend with the library inside', () => {
  it('drives itself through one case, tells it and stops', LIMIT, async () => {
    const { code, output } = await runExample(NAME)
    expect(output).toContain(`the log in SQLite, the read models in ${HAS_SERVER ? 'PostgreSQL' : 'SQLite'}.`)
    expect(output).toContain('→ OpenRequest: lines.0.quantity must be a whole number from 1 to 1000000')
    expect(output).toContain('→ agent-1 works on this already.')
    expect(output).toContain('→ request resolved, refund succeeded')
    expect(output).toContain('  after-sales.refund.paid.v1  R-1')
    expect(output).toContain('Paid by the provider, once: 89.00 EUR.')
    expect(output).toMatch(/Stopped; everything is written\.\n$/)
    expect(code).toBe(0)
  })

  it(
    'takes a case from the wish to the refund that a webhook reports, and stops when it is told to',
    LIMIT,
    async () => {
      const company = await paymentCompany()
      const backend = await serve(temporaryFolder(), company)
      const { call, url } = backend
      expect(await call('customer-7', 'POST', '/cases', A_BROKEN_LAMP)).toEqual({
        status: 201,
        body: { caseId: 'R-1', status: 'under_review' },
      })
      const queue = await call('agent-1', 'GET', '/queues/customer_service?assignedTo=nobody&limit=5')
      expect(queue.body['rows']).toMatchObject([
        { kind: 'request', id: 'R-1', amount: { minor: 8_900, currency: 'EUR' } },
      ])
      expect((await call('agent-1', 'POST', '/work/take', PIECE)).status).toBe(200)
      const next = await call('agent-1', 'GET', '/cases/R-1/next')
      expect(next.body['possible']).toContainEqual(expect.objectContaining({ call: 'requests.approve' }))
      expect(await call('agent-1', 'POST', '/cases/R-1/approve')).toMatchObject({ status: 200 })
      expect((await call('customer-7', 'GET', '/cases/R-1')).body['refunds']).toMatchObject([{ status: 'executing' }])
      expect(company.payments).toEqual([])

      expect(await company.settle(`${url}/webhooks/payments`)).toBe(0)
      await resolved(backend)
      expect((await call('customer-7', 'GET', '/cases/R-1')).body['refunds']).toMatchObject([{ status: 'succeeded' }])
      expect(company.payments).toMatchObject([{ orderId: '#2001', minor: 8_900, currency: 'EUR' }])
      expect((await heard(backend.call)).map(({ type }) => type)).toContain('after-sales.refund.paid.v1')
      expect(await call('agent-1', 'GET', '/health')).toMatchObject({
        status: 200,
        body: { moneyReady: true, parked: 0 },
      })
      await stopped(backend)
    },
  )

  it('says no by code and status, and names field and limit, never a value', LIMIT, async () => {
    const backend = await serve(temporaryFolder(), await paymentCompany())
    const { call, url } = backend
    const lines = [{ lineId: 'LAMP-OAK', quantity: -3, reason: 'QL_DEFECTIVE' }]
    expect(await call('customer-7', 'POST', '/cases', { ...A_BROKEN_LAMP, lines })).toMatchObject({
      status: 400,
      body: {
        code: 'INPUT.INVALID',
        fields: [{ field: 'lines.0.quantity', en: expect.stringContaining('whole number') as unknown }],
      },
    })
    expect(await call('customer-7', 'POST', '/cases', { ...A_BROKEN_LAMP, orderId: '#9' })).toMatchObject({
      ...{ status: 404, body: { code: 'ORDERS.UNKNOWN' } },
    })
    await call('customer-7', 'POST', '/cases', A_BROKEN_LAMP)
    const refused: ReadonlyArray<readonly [status: number, code: string, answer: Promise<Answer>]> = [
      [401, 'HTTP.WHO', call('nobody', 'GET', '/cases/R-1')],
      [403, 'REQUEST.NOT_OWNER', call('customer-8', 'POST', '/cases', { ...A_BROKEN_LAMP, requestId: 'R-3' })],
      [404, 'REQUEST.UNKNOWN', call('customer-8', 'GET', '/cases/R-1')],
      [404, 'REQUEST.UNKNOWN', call('agent-1', 'GET', '/cases/R-2')],
      [403, 'REQUEST.FOR_STAFF_ONLY', call('customer-7', 'POST', '/cases/R-1/approve')],
      [403, 'HTTP.STAFF_ONLY', call('customer-7', 'GET', '/queues/finance')],
      [403, 'WORK.STAFF_ONLY', call('customer-7', 'POST', '/work/take', PIECE)],
      [400, 'INPUT.INVALID', call('agent-1', 'GET', '/queues/kitchen')],
      [400, 'INPUT.INVALID', call('agent-1', 'GET', '/queues/finance?limit=many')],
      [400, 'HTTP.REQUEST', call('agent-1', 'GET', '/events?after=-1')],
    ]
    for (const [status, code, answer] of refused) expect(await answer).toMatchObject({ status, body: { code } })

    expect((await call('agent-1', 'POST', '/work/take', PIECE)).status).toBe(200)
    expect(await call('agent-2', 'POST', '/work/take', PIECE)).toMatchObject({
      ...{ status: 409, body: { code: 'WORK.TAKEN_ALREADY', en: 'agent-1 works on this already.' } },
    })
    const forged = await fetch(`${url}/webhooks/payments`, { method: 'POST', body: '{"id":"n-1"}' })
    expect([forged.status, await forged.text()]).toEqual([400, ''])
    const secret = await fetch(`${url}/cases`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"note": my secret' },
    })
    expect(secret.status).toBe(400)
    expect(await secret.text()).not.toContain('secret')
    await stopped(backend)
  })

  it('does a call once that comes twice under one Idempotency-Key', LIMIT, async () => {
    const { url } = await serve(temporaryFolder(), await paymentCompany())
    const open = (quantity: number) =>
      fetch(`${url}/cases`, {
        method: 'POST',
        headers: {
          authorization: 'Bearer token-customer-7',
          'content-type': 'application/json',
          'idempotency-key': 'form-1',
        },
        body: JSON.stringify({
          ...A_BROKEN_LAMP,
          lines: [{ lineId: 'BULB-E27', quantity, reason: 'QL_DEFECTIVE' }],
        }),
      })
    const [first, again] = [await open(2), await open(2)]
    expect([first.status, again.status]).toEqual([201, 201])
    expect(await again.json()).toEqual(await first.json())
    const other = await open(3)
    expect([other.status, await other.json()]).toMatchObject([409, { code: 'COMMAND.ID_REUSED' }])
  })
})

describe('An error as HTTP', () => {
  it.each([
    [400, { _tag: 'IdTooLong', bytes: 300, limit: 200 }],
    [409, { _tag: 'TakenAlready', by: 'agent-1' }],
    // Somebody may try again, and it may go well.
    [503, { _tag: 'ReadModelsBehind', timeoutMs: 3_000 }],
    [503, { _tag: 'OrderDirectoryUnavailable', reason: 'maintenance' }],
    [503, { _tag: 'StoreClosed' }],
    [500, { _tag: 'SealBroken', stream: 's', eventId: 'e-1' }],
  ] satisfies ReadonlyArray<readonly [number, AfterSalesError]>)('is %i for $_tag', (status, error) => {
    expect(statusOf(error)).toBe(status)
  })
})

describe('Going down while the provider works on a refund', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)('by %s, and up again: it is paid once', LIMIT, async (signal) => {
    const folder = temporaryFolder()
    const company = await paymentCompany(400)
    const first = await serve(folder, company)
    await first.call('customer-7', 'POST', '/cases', A_BROKEN_LAMP)
    const approved = first.call('agent-1', 'POST', '/cases/R-1/approve').catch(() => undefined)
    await until(() => company.calls() === 1)
    // The call of the provider is under way: asked to stop, the backend ends it and answers before it goes.
    if (signal === 'SIGTERM') {
      await stopped(first)
      expect(await approved).toMatchObject({ status: 200 })
    } else {
      first.child.kill('SIGKILL')
      await first.ended
    }
    expect(await company.settle(`${first.url}/webhooks/payments`)).toBe(1)
    expect(company.payments).toHaveLength(1)

    const second = await serve(folder, company)
    expect(await company.settle(`${second.url}/webhooks/payments`)).toBe(0)
    await resolved(second)
    expect(company.payments).toMatchObject([{ minor: 8_900 }])
    const events = await heard(second.call)
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    expect(events.filter(({ type }) => type === 'after-sales.refund.payment_made.v1')).toHaveLength(1)
    await stopped(second)
  })
})
