/** Reads the case back through the public door only: its log, its notes as far as their keys exist, its money. */
import { orThrow, readLog, type LoggedEvent, type RegisteredEntitlement } from 'after-sales'
import { codes, goods } from './glossary.js'
import { ORDER, type Shop } from './shop.js'
import { wordsFor, type Words } from './words.js'

export interface CaseRead {
  readonly log: ReadonlyArray<LoggedEvent>
  readonly words: Words
  /** What people wrote, by the event that holds it. */
  readonly notes: ReadonlyMap<string, string>
}

export const readCase = async ({ afterSales, store }: Shop): Promise<CaseRead> => {
  const { casesOf, getCase, getOrder } = afterSales.promises
  const log: Array<LoggedEvent> = []
  for await (const logged of readLog(store)) log.push(orThrow(logged))
  const notes = new Map<string, string>()
  for (const requestId of await casesOf(ORDER))
    for (const { eventId, note } of (await getCase(requestId)).notes)
      notes.set(eventId, note._tag === 'Clear' ? note.value.note : '…')
  const { currency } = await getOrder(ORDER)
  return { log, words: wordsFor(currency, goods, codes), notes }
}

export const settled = ({ tenders }: RegisteredEntitlement) => ({
  paidIn: tenders.reduce((sum, { captured }) => sum + captured, 0),
  paidOut: tenders.reduce((sum, { settled: paid }) => sum + paid, 0),
})

/** What is still to be done in any case of the order, and what may be done although nobody waits for it. */
export const heard = async ({ afterSales }: Shop) => {
  const { casesOf, whatNext } = afterSales.promises
  const steps = []
  for (const requestId of await casesOf(ORDER)) steps.push(...(await whatNext(requestId)).possible)
  return {
    expected: steps.filter(({ isExpected }) => isExpected),
    still: [...new Set(steps.filter(({ isExpected }) => !isExpected).map(({ call }) => call))],
  }
}
