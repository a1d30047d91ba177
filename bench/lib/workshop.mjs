/** A shop on SQLite with workers, for what happens in the background. */
import { createAfterSales, orThrow, policiesFrom, randomIds, simulatedOrders, simulatedPayments } from './library.mjs'
import { sqliteAdapter, systemClock } from './library.mjs'
import { agesOf } from './ages.mjs'
import { freshFile } from './paths.mjs'
import { customerOf, orderOf, policy, REASON } from './shop.mjs'

/** Approves everything by rule, so that nobody needs to be waited for. */
const generous = {
  ...policy,
  automatic: [{ ruleId: 'ALL', verdict: 'approve', atMost: [{ minor: 1_000_000, currency: 'EUR' }] }],
}

const UNAVAILABLE = { _tag: 'Left', left: { _tag: 'StoreUnavailable', reason: 'kept from it' } }

export const openWorkshop = async () => {
  const { openSqliteEventStore, openSqliteReadModelStore } = await sqliteAdapter()
  const inner = await openSqliteEventStore({ file: freshFile('workshop'), now: systemClock.now })
  const readModels = await openSqliteReadModelStore({ file: freshFile('rows') })
  const orders = simulatedOrders()
  const payments = simulatedPayments()
  let appends = 0
  let resolved = 0
  let isUnattended = false
  const store = {
    ...inner,
    append: (stream, expected, events) => {
      const append = inner.append(stream, expected, events)
      // The request is written; what should follow from it is not.
      if (isUnattended && events[0].type === 'UnitsReserved') return () => Promise.resolve(UNAVAILABLE)
      return async () => {
        const answer = await append()
        appends += 1
        for (const { type } of events) if (type === 'RequestResolved') resolved += 1
        return answer
      }
    },
  }
  const config = {
    ...{ store, readModels, orders, payments },
    policies: orThrow(policiesFrom([generous])),
    clock: {
      ...systemClock,
      sleep: (ms, signal) => (isUnattended ? Promise.resolve() : systemClock.sleep(ms, signal)),
    },
    ids: randomIds,
  }
  const host = createAfterSales(config)

  const submit = async (n, remedy, units) => {
    const orderId = `#${n}`
    const requestId = `request-${n}`
    orders.add(orderOf(orderId, 1_000))
    const by = { actor: customerOf(orderId) }
    const lines = [{ lineId: 'mug', quantity: units, reason: REASON }]
    await host.promises.requests.open({ requestId, orderId, remedy, lines }, by)
    return host.promises.requests.submit({ requestId }, by)
  }
  const inLanes = async (count, task) => {
    let next = 0
    const lane = async () => {
      for (let n = next++; n < count; n = next++) await task(n)
    }
    await Promise.all(Array.from({ length: 64 }, lane))
  }

  return {
    payments,
    store: { count: () => appends },
    resolved: () => resolved,
    /** Requests whose units nobody has reserved yet. */
    submitUnattended: async (count) => {
      isUnattended = true
      await inLanes(count, (n) => submit(n, 'refund_only', 2))
      isUnattended = false
    },
    authorizeReturns: async (count) => {
      const ids = []
      await inLanes(count, async (n) => ids.push((await submit(n, 'return_refund', 1_000)).state.returnId))
      return ids
    },
    announceParcel: (returnId, n) =>
      host.promises.returns.registerParcel(
        { returnId, parcelId: `P-${n}` },
        { actor: { kind: 'carrier', id: 'post' } },
      ),
    start: (signal, onLag = () => undefined) =>
      createAfterSales({
        ...config,
        telemetry: { count: () => undefined, gauge: (name, value) => name === 'aftersales.worker.lag' && onLag(value) },
      }).start({ signal, onFailure: () => ({ _tag: 'Stop' }), sweepMs: 1_000 })(),
    /** Makes the rows of read models only. */
    startRows: (signal, onCommitted) =>
      createAfterSales({ ...config, ...agesOf(config, 'projections@main', onCommitted) }).start({
        ...{ signal, roles: ['projections'], onFailure: () => ({ _tag: 'Stop' }) },
      })(),
    close: async () => {
      await store.close()
      await readModels.close()
    },
  }
}
