/** The whole shop: everybody who acts, and the ways in which news travels. */
import { openCounter } from './counter.js'
import { giftsAt } from './gifts.js'
import { goodsAt } from './goods.js'
import { openIssuer } from './issuer.js'
import { outboundAt } from './outbound.js'
import { peopleAt } from './people.js'
import { owedAt } from './owed.js'
import { openProvider } from './provider.js'
import { quarrelsAt } from './quarrels.js'

export type Shop = ReturnType<typeof openShop>
/** What happens, and two numbers that say how. */
export type Action = readonly [act: keyof Shop['acts'], n: number, m: number]

export const openShop = () => {
  const counter = openCounter()
  const { harness, deliver, stuck, contradicted, repeatLast } = counter
  const provider = openProvider(counter)
  const { books } = provider
  const issuer = openIssuer(counter)
  /** Whoever is asked outside answers, until nobody is. */
  const settle = (n: number): void => {
    provider.settle(n)
    issuer.settle(n)
  }
  const acts = {
    ...peopleAt(counter, books),
    ...goodsAt(counter),
    ...outboundAt(counter),
    ...owedAt(counter),
    ...quarrelsAt(counter),
    ...giftsAt(counter, issuer),
    provider: provider.act,
    issuer: issuer.act,
    settle: (n: number) => settle(n),
    deliver: (n: number) => deliver(n),
    deliverAFew: (n: number, m: number) => {
      for (let i = 0; i <= m % 5; i++) deliver(n + i * m)
    },
    again: (n: number) => harness.repeat(n),
  }
  return { harness, stuck, contradicted, paid: books.paid, benefits: issuer.books, acts, settle, repeatLast }
}
