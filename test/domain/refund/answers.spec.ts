/** What a provider says about a leg, once or often, in any order. The card leg is out; the gift card has paid. */
import { describe, expect, it } from 'vitest'
import type { RefundCommand } from '../../../src/domain/refund/index.js'
import type { Actor } from '../../../src/domain/values/actor.js'
import { agent, customer, finance, provider, system } from '../../../src/testing/builders/build.js'
import { carrier } from '../../../src/testing/builders/return.js'
import { deciderLaws, runCommands } from '../../../src/testing/laws.js'
import { Refund } from '../../../src/domain/refund/index.js'
import * as given from '../../../src/testing/builders/refund.js'
import { legDeclined, legMisused, legPaid, legProcessing, legReversed } from '../../../src/testing/builders/refund.js'
import { refundLegNeedsAttention } from '../../../src/testing/builders/refund.js'
import { abandoned, alarmed, cardOnly, executing, failed, partly, succeeded } from './situations.js'

const processing = legProcessing()
const paid = legPaid(20_000)
const declined = legDeclined()
const reversed = legReversed(20_000)
const wrong = legPaid(19_999)
const answered = { providerRef: 're_1', minor: 20_000, currency: 'GBP' }
const contradicted = given.refundLegContradicted({ minor: 20_000 })
const mismatch = (minor: number, currency = 'GBP') =>
  refundLegNeedsAttention({ why: 'amount_mismatch', answered: { providerRef: 're_1', minor, currency } })

type Word = 'processing' | 'paid' | 'declined' | 'reversed'
const words: Readonly<Record<Word, RefundCommand>> = { processing, paid, declined, reversed }
/** Every list of these words, from one up to `n` of them, each as often as chance has it. */
const lists = (of: ReadonlyArray<Word>, n: number): ReadonlyArray<ReadonlyArray<Word>> =>
  n === 0 ? [[]] : [[], ...of.flatMap((word) => lists(of, n - 1).map((rest) => [word, ...rest]))]
const said = (list: ReadonlyArray<Word>) => list.map((word) => words[word])

const out = [given.proposeRefund(), given.moneyReserved(), given.approveRefund(), given.submitLeg()]
const hear = (list: ReadonlyArray<Word>) => {
  const { state, events } = runCommands(Refund, [...out, given.submitLeg({ legId: 'gift' }), ...said(list)])
  const count = (type: string) => events.filter((event) => event.type === type).length
  const [leg] = state.status === 'none' ? [] : state.legs
  return { status: leg!.status, events, count }
}

describe('The words of a provider have a rank', () => {
  const all = lists(['processing', 'paid', 'declined', 'reversed'], 5).filter((list) => list.length > 0)

  it('no word that was said before changes anything: all lists of up to five words, said twice', () => {
    for (const list of all) {
      const once = hear(list)
      const more = hear([...list, ...list]).events.slice(once.events.length)
      // What came back before the payment was heard settles the alarm when it is said again.
      const settles = once.status === 'needs_attention' && list.includes('reversed')
      expect([list, more.map(({ type }) => type)]).toEqual([list, settles ? ['RefundLegReversed'] : []])
    }
  })

  it('what is consistent ends the same in whatever order it comes', () => {
    for (const list of all) {
      const heard = new Set(list)
      const end = hear(list).status
      if (heard.has('paid') && heard.has('declined')) continue
      if (heard.has('declined') || heard.has('reversed')) expect([list, end]).toEqual([list, 'failed'])
      else expect([list, end]).toEqual([list, heard.has('paid') ? 'succeeded' : 'processing'])
    }
  })

  it('paid and refused is never paid: it is sent again after a reversal, or waits for a person', () => {
    for (const list of all.filter((one) => one.includes('paid') && one.includes('declined')))
      expect(['failed', 'needs_attention']).toContain(hear(list).status)
  })

  it('it is paid once, comes back once, and alarms once', () => {
    for (const list of all) {
      const { count } = hear(list)
      expect(count('RefundLegSucceeded')).toBeLessThanOrEqual(1)
      expect(count('RefundLegReversed')).toBeLessThanOrEqual(1)
      expect(count('RefundLegContradicted')).toBe(count('RefundLegNeedsAttention'))
      expect(count('RefundLegContradicted')).toBeLessThanOrEqual(1)
    }
  })

  it('and the laws hold whatever it says', () => {
    for (const list of all) deciderLaws(Refund, [...out, ...said(list)], ['RefundLegReversed'])
  })
})

describe('A definite no', () => {
  it('ends the leg, whatever was heard before', () => {
    executing.when(declined).then(given.refundLegFailed())
    executing.after(processing).when(declined).then(given.refundLegFailed())
    alarmed.when(declined).then(given.refundLegFailed())
  })

  it('after the payment means that it came back', () =>
    succeeded.when(declined).then(given.refundLegReversed({ code: 'card_closed' })))

  it('and then a payment is an alarm: nobody pays again before somebody has looked', () => {
    partly.when(paid).then(contradicted, refundLegNeedsAttention({ why: 'paid_after_refusal', answered }))
    expect(partly.after(paid).state).toMatchObject({ status: 'needs_attention' })
  })

  // Bug: the same news once more counted as a fresh answer, and the leg was paid, or could be paid again.
  it.each([paid, declined, processing, legMisused()])('which no repetition takes back: $data.answer._tag', (again) =>
    partly.after(paid).when(again).thenNothing(),
  )

  it('unless the provider says that the payment came back, which settles it', () => {
    partly.after(paid).when(reversed).then(given.refundLegReversed())
    partly
      .after(paid)
      .when(legReversed(1))
      .then(given.refundLegContradicted({ said: 'came_back', minor: 1 }))
  })

  it('for a key of before, an alarm that stops nothing: the leg is out under the next one', () => {
    const second = partly.after(given.retryLeg())
    second.when(paid).then(contradicted)
    second.after(paid).when(paid).thenNothing()
    expect(second.after(paid).state).toMatchObject({ status: 'executing' })
    second.when(legPaid(20_000, 'card', 2)).thenTypes('RefundLegSucceeded', 'RefundSucceeded')
  })

  it('of a leg that was given up: the alarm is all that is left', () => {
    abandoned.when(paid).then(contradicted)
    expect(abandoned.after(paid).state).toMatchObject({ status: 'abandoned' })
  })
})

describe('An older word changes nothing', () => {
  it.each([
    ['processing', 'paid', succeeded, processing],
    ['processing', 'refused', failed, processing],
    ['misused', 'paid', succeeded, legMisused()],
    ['reversed', 'refused', failed, reversed],
    ['processing', 'processing', executing.after(processing), processing],
  ] as const)('%s, of a leg that is %s', (_, __, there, answer) => there.when(answer).thenNothing())

  it('of an earlier key, either', () => {
    const second = failed.after(given.retryLeg())
    second.when(declined).thenNothing()
    second.when(processing).thenNothing()
    second.when(reversed).thenNothing()
  })
})

describe('Another amount than was asked', () => {
  it.each([
    ['amount', wrong, mismatch(19_999)],
    ['currency', legPaid(20_000, 'card', 1, 'EUR'), mismatch(20_000, 'EUR')],
    ['amount that came back', legReversed(19_999), mismatch(19_999)],
  ])('waits for a person: another %s', (_, answer, alarm) => {
    executing.when(answer).then(alarm)
    executing.after(answer).when(answer).thenNothing()
    expect(executing.after(answer).state).toMatchObject({ status: 'needs_attention' })
  })

  it('is no alarm after the right one was paid', () => succeeded.when(wrong).thenNothing())

  it('coming back of a leg that was paid is an alarm, and the leg stays paid', () => {
    const back = given.refundLegContradicted({ said: 'came_back', minor: 19_999 })
    succeeded.when(legReversed(19_999)).then(back)
    succeeded.after(legReversed(19_999)).when(legReversed(19_999)).thenNothing()
    expect(succeeded.after(legReversed(19_999)).state).toMatchObject({ status: 'succeeded' })
  })

  it.each([
    ['amount_mismatch', executing.after(wrong)],
    ['key_misused', alarmed],
  ])('or any other alarm is not silenced by an older word: %s', (_, there) => there.when(processing).thenNothing())

  it('ends with the right word', () =>
    cardOnly.after(wrong).when(paid).thenTypes('RefundLegSucceeded', 'RefundSucceeded'))
})

describe('A key that stands for another instruction', () => {
  it('waits for a person, and rings once', () => {
    executing.when(legMisused()).then(refundLegNeedsAttention({ why: 'key_misused', code: 'key_reused' }))
    alarmed.when(legMisused()).thenNothing()
  })

  it('holds back neither the other leg nor what is still unsent', () => {
    expect(alarmed.after(legPaid(6_997, 'gift')).state).toMatchObject({ status: 'needs_attention' })
    const [first, second] = [given.submitLeg(), given.submitLeg({ legId: 'gift' })]
    executing.when(second).thenNothing()
    failed.when(first).thenNothing()
  })

  it('is never replaced by another key', () => {
    alarmed.when(given.retryLeg()).thenRejected({ _tag: 'LegNotFailed', legId: 'card', status: 'needs_attention' })
    alarmed.when(given.abandonRefund()).thenRejected({ _tag: 'RefundNotOpen', status: 'needs_attention' })
  })
})

describe('Who speaks for the provider', () => {
  const said = (actor: Actor, word: RefundCommand) => executing.when({ ...word, actor })

  it('is the provider, or a job of the host that asked it', () => {
    for (const who of [provider, system]) said(who, declined).thenTypes('RefundLegFailed')
  })

  it('is nobody else from outside', () => {
    for (const who of [customer, carrier]) said(who, declined).thenRejected({ _tag: 'RefundForStaffOnly' })
  })

  it('is no person of the shop, who has two steps for it: a single no would open a second key', () => {
    for (const who of [agent, finance])
      for (const word of [processing, paid, declined, legMisused()])
        said(who, word).thenRejected({ _tag: 'NotTheProvider' })
  })

  it('is an approver for money that is back on the account', () => {
    said(finance, reversed).thenTypes('RefundLegReversed')
    said(agent, reversed).thenRejected({ _tag: 'NotTheProvider' })
  })
})
