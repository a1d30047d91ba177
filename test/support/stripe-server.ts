/**
 * Stripe's refund API as its reference documents it, on a port of this machine: refund objects, error objects with
 * types and codes, the idempotency layer (a replay with its header, saved 500s, another body refused, a key in use),
 * rate limits, list pages. It is written from the reference and shares no code with the adapter. No call leaves the
 * machine.
 */
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RefundObject {
  readonly id: string
  readonly object: 'refund'
  readonly amount: number
  readonly charge: string | null
  readonly payment_intent: string | null
  readonly created: number
  readonly currency: string
  readonly metadata: Record<string, string>
  status: string
  failure_reason?: string
  balance_transaction: string | null
  failure_balance_transaction?: string
}

export interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** What the next request meets. `then` says whether a refund is made nevertheless. */
export type Next =
  | {
      readonly _tag: 'error'
      readonly status: number
      readonly error: object
      readonly headers?: Record<string, string>
    }
  | { readonly _tag: 'text'; readonly status: number; readonly text: string; readonly executes?: boolean }
  | { readonly _tag: 'reset' }
  /** Begins an answer and breaks off. */
  | { readonly _tag: 'cut'; readonly executes?: boolean }
  | { readonly _tag: 'hang' }
  | { readonly _tag: 'pending' }
  | { readonly _tag: 'status'; readonly status: string; readonly more?: Partial<RefundObject> }

interface Answer {
  readonly status: number
  readonly text: string
  readonly headers?: Record<string, string>
}

export interface StripeServer {
  readonly port: number
  readonly refunds: ReadonlyArray<RefundObject>
  readonly seen: ReadonlyArray<Seen>
  readonly next: (next: Next) => void
  readonly find: (key: string) => RefundObject | undefined
  readonly add: (refund: Partial<RefundObject>) => RefundObject
  /** Currency of the payments of this shop, unless their reference ends in one, as in `pi_1_jpy`. */
  currency: string
  readonly close: () => Promise<void>
}

const json = (status: number, body: object, headers?: Record<string, string>): Answer => ({
  status,
  text: JSON.stringify(body, null, 2),
  ...(headers === undefined ? {} : { headers }),
})
export const errorOf = (type: string, more: object = {}) => ({
  error: { type, message: 'sk_test_quoted_key', ...more },
})

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

export const stripeServer = async (): Promise<StripeServer> => {
  const refunds: Array<RefundObject> = []
  const seen: Array<Seen> = []
  const queued: Array<Next> = []
  const kept = new Map<string, { readonly body: string; readonly answer: Answer | undefined }>()
  const state = { currency: 'eur' }

  const add = (more: Partial<RefundObject>): RefundObject => {
    const refund: RefundObject = {
      id: `re_${refunds.length + 1}`,
      object: 'refund',
      amount: 1_000,
      balance_transaction: `txn_${refunds.length + 1}`,
      charge: 'ch_1',
      payment_intent: 'pi_1',
      created: 1_767_600_000 + refunds.length,
      currency: state.currency,
      metadata: {},
      status: 'succeeded',
      ...more,
    }
    refunds.push(refund)
    return refund
  }

  const create = (body: string, next: Next | undefined): Answer => {
    if (next?._tag === 'error') return json(next.status, next.error, next.headers)
    const form = new URLSearchParams(body)
    const metadata = Object.fromEntries(
      [...form].flatMap(([name, value]) => {
        const inner = /^metadata\[(\w+)\]$/.exec(name)?.[1]
        return inner === undefined ? [] : [[inner, value]]
      }),
    )
    const reference = form.get('payment_intent') ?? form.get('charge') ?? ''
    const refund = add({
      amount: Number(form.get('amount')),
      payment_intent: form.get('payment_intent'),
      charge: form.get('charge') ?? 'ch_1',
      currency: /_([a-z]{3})$/.exec(reference)?.[1] ?? state.currency,
      metadata,
      ...(next?._tag === 'pending' ? { status: 'pending' } : {}),
      ...(next?._tag === 'status' ? { status: next.status, ...next.more } : {}),
    })
    return json(200, refund)
  }

  const list = (url: URL): Answer => {
    const of = (name: 'payment_intent' | 'charge') => (refund: RefundObject) =>
      url.searchParams.get(name) === null || refund[name] === url.searchParams.get(name)
    const all = [...refunds].reverse().filter(of('payment_intent')).filter(of('charge'))
    const after = url.searchParams.get('starting_after')
    const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1
    const limit = Number(url.searchParams.get('limit') ?? 10)
    const data = all.slice(from, from + limit)
    return json(200, { object: 'list', url: '/v1/refunds', has_more: from + limit < all.length, data })
  }

  const isSaved = ({ status }: Answer): boolean => status < 429 && status !== 401 && status !== 403 && status !== 409

  /** The idempotency layer: it answers, or lets the request through and keeps what came of it. */
  const underKey = (key: string, body: string, next: Next | undefined): Answer => {
    const before = kept.get(key)
    if (before !== undefined && before.body !== body)
      return json(400, errorOf('idempotency_error', { message: `Keys for idempotent requests: ${key}` }))
    if (before?.answer !== undefined)
      return { ...before.answer, headers: { ...before.answer.headers, 'idempotent-replayed': 'true' } }
    const answer = create(body, next)
    // Also an internal error is kept once the endpoint has begun.
    if (isSaved(answer) || answer.status === 500) kept.set(key, { body, answer })
    return answer
  }

  const answer = (request: Seen, url: URL, next: Next | undefined): Answer => {
    if (next?._tag === 'text') {
      if (next.executes === true) underKey(String(request.headers['idempotency-key']), request.body, undefined)
      return { status: next.status, text: next.text }
    }
    if (request.method === 'GET')
      return next?._tag === 'error' ? json(next.status, next.error, next.headers) : list(url)
    return underKey(String(request.headers['idempotency-key']), request.body, next)
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const body = await bodyOf(request)
    const it: Seen = { method: request.method ?? '', path: url.pathname, headers: request.headers, body }
    seen.push(it)
    const isReplay = kept.has(String(request.headers['idempotency-key']))
    const next = isReplay ? undefined : queued.shift()
    if (next?._tag === 'hang') return
    if (next?._tag === 'reset') return void request.socket.destroy()
    const given = next?._tag === 'cut' && next.executes !== true ? json(200, {}) : answer(it, url, next)
    if (next?._tag === 'cut') {
      response.writeHead(200, { 'content-length': '9999' })
      return void response.write('{', () => request.socket.destroy())
    }
    response.writeHead(given.status, {
      'content-type': 'application/json',
      'request-id': `req_${seen.length}`,
      ...given.headers,
    })
    response.end(given.text)
  }

  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    refunds,
    seen,
    next: (next) => {
      queued.push(next)
    },
    find: (key) => refunds.find((refund) => refund.metadata['after_sales_key'] === key),
    add,
    get currency() {
      return state.currency
    },
    set currency(to: string) {
      state.currency = to
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** The header that Stripe puts on a webhook; `before` are signatures by other secrets that come first. */
export const signatureHeader = (
  body: string | Uint8Array,
  atSeconds: number,
  secrets: ReadonlyArray<string>,
): string => {
  const v1 = secrets.map((secret) => createHmac('sha256', secret).update(`${atSeconds}.`).update(body).digest('hex'))
  return [`t=${atSeconds}`, ...v1.map((hex) => `v1=${hex}`)].join(',')
}
