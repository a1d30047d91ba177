/** One case over HTTP, from the customer's wish to the money: what each caller sends, and what the backend answers. */
import { formatMoney } from 'after-sales'
import { systemClock } from 'after-sales/adapters/node'
import type { PaymentCompany } from './payment-company.js'

type Json = Readonly<Record<string, unknown>>
export interface Answer {
  readonly status: number
  readonly body: Json
}

export const client =
  (url: string) =>
  async (who: string, method: 'GET' | 'POST', path: string, body?: Json): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer token-${who}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Json }
  }

export const A_BROKEN_LAMP = {
  requestId: 'R-1',
  orderId: '#2001',
  remedy: 'refund_only',
  lines: [{ lineId: 'LAMP-OAK', quantity: 1, reason: 'QL_DEFECTIVE' }],
}

const listOf = (body: Json, name: string): ReadonlyArray<Json> => body[name] as ReadonlyArray<Json>

const LOOK_EVERY_MS = 50
const LOOKS = 200
/** Of two streams, so either may come first. */
const THE_END = ['after-sales.request.resolved.v1', 'after-sales.refund.paid.v1']

/** The feed comes a moment later than the answers. */
export const heard = async (call: ReturnType<typeof client>): Promise<ReadonlyArray<Json>> => {
  for (let looks = 0; ; looks++) {
    const events = listOf((await call('agent-1', 'GET', '/events')).body, 'events')
    if (looks === LOOKS || THE_END.every((end) => events.some(({ type }) => type === end))) return events
    await systemClock.sleep(LOOK_EVERY_MS, new AbortController().signal)
  }
}

/** Tells it on the way, and whether it ended as it should. */
export const tellStory = async (
  url: string,
  company: PaymentCompany,
  say: (line: string) => void,
): Promise<boolean> => {
  const call = client(url)
  const step = async (who: string, method: 'GET' | 'POST', path: string, body?: Json): Promise<Json> => {
    const answer = await call(who, method, path, body)
    say(`${who.padEnd(10)}  ${`${method} ${path}`.padEnd(42)}  ${answer.status}`)
    return answer.body
  }
  const tell = (what: string): void => say(`${' '.repeat(12)}→ ${what}`)

  const bad = await step('customer-7', 'POST', '/cases', {
    ...A_BROKEN_LAMP,
    lines: [{ lineId: 'LAMP-OAK', quantity: 0, reason: 'QL_DEFECTIVE' }],
  })
  tell(String(bad['en']))
  tell(String((await step('customer-7', 'POST', '/cases', A_BROKEN_LAMP))['status']))

  const [first] = listOf(await step('agent-1', 'GET', '/queues/customer_service?limit=1'), 'rows')
  tell(`first in the queue: ${String(first?.['kind'])} ${String(first?.['id'])}`)
  const piece = { kind: 'request', id: 'R-1', department: 'customer_service' }
  await step('agent-1', 'POST', '/work/take', piece)
  tell(String((await step('agent-2', 'POST', '/work/take', piece))['en']))

  const possible = listOf(await step('agent-1', 'GET', '/cases/R-1/next'), 'possible')
  tell(`possible: ${possible.map(({ call: name }) => String(name)).join(', ')}`)
  tell(String((await step('agent-1', 'POST', '/cases/R-1/approve'))['status']))
  const [sent] = listOf(await step('customer-7', 'GET', '/cases/R-1'), 'refunds')
  tell(`refund ${String(sent?.['status'])}`)

  const unanswered = await company.settle(`${url}/webhooks/payments`)
  say(`${'provider'.padEnd(10)}  ${'POST /webhooks/payments'.padEnd(42)}  ${unanswered === 0 ? 200 : 'not answered'}`)
  const page = await step('customer-7', 'GET', '/cases/R-1')
  const { status } = page['request'] as Json
  const [refund] = listOf(page, 'refunds')
  tell(`request ${String(status)}, refund ${String(refund?.['status'])}`)

  const events = await heard(call)
  say('\nOthers hear (GET /events):')
  for (const { type, subject } of events) say(`  ${String(type)}  ${String(subject)}`)
  const paid = company.payments.map(({ minor, currency }) => formatMoney({ minor, currency }))
  say(`\nPaid by the provider, once: ${paid.join(', ')}.`)
  return status === 'resolved' && refund?.['status'] === 'succeeded' && paid.length === 1
}
