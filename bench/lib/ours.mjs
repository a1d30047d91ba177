/** The two workloads on this library, through its public API with everything on. */
import {
  createAfterSales,
  memoryEventStore,
  memoryKeyRing,
  orThrow,
  policiesFrom,
  randomIds,
  simulatedOrders,
  simulatedPayments,
  sqliteAdapter,
  systemClock,
} from './library.mjs'
import { freshFile } from './paths.mjs'
import { customerOf, hostSteps, orderOf, parcelSteps, policy, REASON } from './shop.mjs'

const openStores = async (store, file) => {
  if (store === 'memory') return { store: memoryEventStore(), keyRing: memoryKeyRing() }
  const { openSqliteEventStore, openSqliteKeyRing } = await sqliteAdapter()
  return {
    store: await openSqliteEventStore({ file: file ?? freshFile('ours'), now: systemClock.now }),
    keyRing: await openSqliteKeyRing({ file: file === undefined ? freshFile('keys') : `${file}.keys` }),
  }
}

const FUNCTIONS = {
  OpenRequest: ['requests', 'open'],
  SubmitRequest: ['requests', 'submit'],
  RegisterParcel: ['returns', 'registerParcel'],
  ReceiveParcel: ['returns', 'receiveParcel'],
  InspectItems: ['returns', 'inspect'],
  DisposeItems: ['returns', 'dispose'],
}

/** A shop on a store of its own. */
export const openShop = async (kind, file) => shopOn(await openStores(kind, file))

/** `run` does a host's steps one after another. */
export const shopOn = ({ store, keyRing, tenant = 'main' }) => {
  const orders = simulatedOrders()
  const { promises } = createAfterSales({
    store,
    keyRing,
    tenant,
    policies: orThrow(policiesFrom([policy])),
    orders,
    payments: simulatedPayments(),
    clock: systemClock,
    ids: randomIds,
  })
  const run = async ([, , type, data, actor]) => {
    const [group, name] = FUNCTIONS[type]
    const done = await promises[group][name](data, { actor })
    if (done.interrupted !== undefined) throw new Error(JSON.stringify(done.interrupted))
    return done
  }

  return {
    store,
    /** A whole case, from the wish to the money back. */
    runCase: async (n, note = false) => {
      const requestId = `request-${n}`
      const orderId = `#${n}`
      orders.add(orderOf(orderId, 3))
      const [open, submit] = hostSteps(requestId, orderId, '', note)
      await run(open)
      const { state } = await run(submit)
      for (const step of hostSteps(requestId, orderId, state.returnId, note).slice(2)) await run(step)
    },
    /** An authorized return with as many units as a long stream needs. Answers its id. */
    authorize: async (n) => {
      const requestId = `request-${n}`
      const orderId = `#${n}`
      orders.add(orderOf(orderId, 1_000))
      const lines = [{ lineId: 'mug', quantity: 1_000, reason: REASON }]
      const actor = customerOf(orderId)
      await promises.requests.open({ requestId, orderId, remedy: 'return_refund', lines }, { actor })
      const { state } = await promises.requests.submit({ requestId }, { actor })
      return state.returnId
    },
    runParcels: async (returnId, length) => {
      for (const step of parcelSteps(returnId, length)) await run(step)
    },
    close: () => store.close(),
  }
}
