/** All who are measured, by name, each with the same functions: `runCase`, `authorize`, `runParcels`, `close`. */
import { openShop } from './ours.mjs'
import { peerShop } from './peer-shop.mjs'
import { decidersFor, peers } from './peers.mjs'

/** Answers a function that opens a shop on a fresh store. */
export const subjectOf = (name, workload) => {
  const [kind, store] = name.split(':')
  if (kind === 'ours') return () => openShop(store)
  return async () => {
    const { handle, close } = await peers[name](decidersFor(workload))
    return { ...peerShop(handle), close }
  }
}
