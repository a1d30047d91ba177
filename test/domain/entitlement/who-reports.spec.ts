/** Facts of an order are believed as they come, so it matters who brings them. */
import { describe, expect, it } from 'vitest'
import { Entitlement, type EntitlementCommand } from '../../../src/domain/entitlement/index.js'
import type { Actor } from '../../../src/domain/values/actor.js'
import { agent, customer, finance, provider, system } from '../../../src/testing/builders/build.js'
import * as given from '../../../src/testing/builders/entitlement.js'
import { recordDutyRecovered } from '../../../src/testing/builders/owed.js'
import { spec } from '../../../src/testing/spec.js'
import { order } from './orders.js'

const carrier: Actor = { kind: 'carrier', id: 'royal_mail' }
const merchant: Actor = { kind: 'merchant', id: 'm-1' }
const controller: Actor = { ...agent, roles: ['finance'] }
const saidBy = (fact: EntitlementCommand, actor: Actor): EntitlementCommand => ({ ...fact, actor })
const shop = order()

const ofMoney = [given.recordCapture(), given.recordExternalRefund(), given.chargebackOpened()]
const edit = given.editOrder()
const delivery = given.recordDelivery()
const duty = recordDutyRecovered()

describe('What happened to an order', () => {
  it.each([...ofMoney, edit, duty])(
    'is not for customers or carriers to report, whatever roles they bring: $type',
    (fact) => {
      for (const who of [customer, carrier])
        shop.when(saidBy(fact, { ...who, roles: ['finance'] })).thenRejected({ _tag: 'EntitlementForStaffOnly' })
    },
  )

  it.each(ofMoney)('is for those who keep the books, and for the provider: $type', (fact) => {
    for (const who of [provider, system, finance, merchant, controller])
      expect(shop.when(saidBy(fact, who)).result).toMatchObject({ _tag: 'Right', right: [{}] })
    shop.when(saidBy(fact, agent)).thenRejected({ _tag: 'EntitlementForFinanceOnly' })
  })

  it('is said by nobody outside, also of an order of which nothing is known', () =>
    spec(Entitlement).when(saidBy(delivery, customer)).thenRejected({ _tag: 'EntitlementForStaffOnly' }))

  it('is told by carriers and all of the staff where it is the delivery', () => {
    for (const who of [carrier, agent]) shop.when(saidBy(delivery, who)).thenTypes('DeliveryRecorded')
    shop.when(saidBy(delivery, customer)).thenRejected({ _tag: 'EntitlementForStaffOnly' })
  })

  it('is told by all of the staff where it is an edit', () => shop.when(saidBy(edit, agent)).thenTypes('OrderEdited'))

  it('is told by finance where duty came back, not by the provider, who does not know', () => {
    shop.when(saidBy(duty, finance)).thenTypes('DutyRecovered')
    shop.when(saidBy(duty, provider)).thenRejected({ _tag: 'EntitlementForStaffOnly' })
    shop.when(saidBy(duty, agent)).thenRejected({ _tag: 'EntitlementForFinanceOnly' })
  })
})
