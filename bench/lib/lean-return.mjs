/**
 * The return as a peer would write it for long streams: a peer folds the whole stream at every command, so its state
 * may be changed in place, while ours is kept and therefore copied. Same commands, same checks, same events.
 */
const initial = () => ({ status: 'none', lines: new Map(), parcels: new Set(), receipts: new Set() })

const evolve = (s, { type, data }) => {
  if (type === 'ReturnAuthorized') {
    s.status = 'authorized'
    for (const { lineId, quantity } of data.lines) s.lines.set(lineId, { authorized: quantity, received: 0 })
  } else if (type === 'ParcelShipped') {
    s.parcels.add(data.parcelId)
    if (s.status === 'authorized') s.status = 'in_transit'
  } else {
    s.receipts.add(data.receiptId)
    for (const { lineId, quantity } of data.lines) s.lines.get(lineId).received += quantity
    s.status = [...s.lines.values()].every((l) => l.received >= l.authorized) ? 'received' : 'partially_received'
  }
  return s
}

const decide = ({ type, data }, s) => {
  if (type === 'AuthorizeReturn') return s.status === 'none' ? [{ type: 'ReturnAuthorized', data }] : []
  if (s.status === 'none') throw new Error('ReturnUnknown')
  if (type === 'RegisterParcel') {
    const { parcelId, carrier } = data
    return s.parcels.has(parcelId) ? [] : [{ type: 'ParcelShipped', data: { parcelId, carrier } }]
  }
  const { receiptId, lines } = data
  if (s.receipts.has(receiptId)) return []
  for (const { lineId } of lines) if (!s.lines.has(lineId)) throw new Error('LineNotInReturn')
  return [{ type: 'ParcelReceived', data: { receiptId, lines } }]
}

export const leanReturn = { initial, evolve, decide }
