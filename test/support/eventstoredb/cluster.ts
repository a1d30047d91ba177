/** What clients ask a server about itself: its methods and version, and which nodes there are and which one leads. */
import { clusterInfo, supportedMethods, ticksOf, type Member, type SupportedMethod } from './answers.js'
import type { ClusterNode, EventLog } from './event-log.js'

/** States of a node, by the server's numbers. */
const FOLLOWER = 6
const LEADER = 8

const STREAMS = 'event_store.client.streams.streams'

export const featuresAnswer = (version: string, hasBatchAppend: boolean): Buffer => {
  const methods: ReadonlyArray<SupportedMethod> = [
    { method: 'append', service: STREAMS, features: [] },
    ...(hasBatchAppend ? [{ method: 'batchappend', service: STREAMS, features: ['deadline_duration'] }] : []),
    { method: 'read', service: STREAMS, features: ['position', 'events'] },
    { method: 'delete', service: STREAMS, features: [] },
    { method: 'tombstone', service: STREAMS, features: [] },
    { method: 'read', service: 'event_store.client.gossip.gossip', features: [] },
  ]
  return supportedMethods(methods, version)
}

export interface Endpoint {
  readonly host: string
  readonly port: number
}

export const leaderOf = (log: EventLog): ClusterNode | undefined =>
  log.leader?.isAlive() === true ? log.leader : undefined

/** All nodes on this log. A leader elsewhere is told of too, so that clients find it. */
export const gossipAnswer = (log: EventLog, host: string, elsewhere: Endpoint | undefined, now: number): Buffer => {
  const leader = elsewhere === undefined ? leaderOf(log) : undefined
  const members: ReadonlyArray<Member> = log.nodes.map((node) => ({
    id: node.id,
    state: node === leader ? LEADER : FOLLOWER,
    isAlive: node.isAlive(),
    host,
    port: node.port,
  }))
  const other =
    elsewhere === undefined
      ? []
      : [{ id: '00000000-0000-0000-0000-000000000001', state: LEADER, isAlive: true, ...elsewhere }]
  return clusterInfo([...members, ...other], ticksOf(now))
}
