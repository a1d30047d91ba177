/** What users of other systems complain about, and the test that shows that it cannot happen here. */
import { testsIn, type Proof } from './row.js'

export interface Complaint {
  readonly about: string
  readonly proofs: ReadonlyArray<Proof>
  readonly because?: string
}

const claims = testsIn('domain/entitlement/claims')
const deductions = testsIn('domain/entitlement/deductions-and-shipping')
const figures = testsIn('domain/entitlement/refund-figures')
const laws = testsIn('domain/entitlement/entitlement.property')
const exchange = testsIn('acceptance/an-exchange-for-a-pricier-item')
const repeated = testsIn('acceptance/a-repeated-command-is-done-once')
const fails = testsIn('acceptance/a-refund-that-fails-leaves-the-goods-restocked')
const tenders = testsIn('acceptance/every-tender-gets-its-own-back')
const parcels = testsIn('acceptance/partial-receipts-add-up')
const outside = testsIn('acceptance/what-happened-outside-counts')

export const complaints: ReadonlyArray<Complaint> = [
  {
    about: 'refunds of whole orders only, or of an amount without units',
    proofs: [
      laws('add up to what was paid: for each line and component, for shipping, and for each tender'),
      figures('a discount on some lines lowers those lines only: 10 % off A, B pays in full'),
    ],
  },
  {
    about: 'a partial receipt that is stuck, or refunded as a whole',
    proofs: [
      parcels('refunds 179.98 for the first two at once, never all three'),
      parcels('is not stuck when the last never comes: closed short, what is missing is free again'),
    ],
  },
  {
    about: 'shipping refunded twice, or never',
    proofs: [
      deductions('when all is returned: goes back with the last unit'),
      deductions('proportional: follows the goods and adds up'),
      testsIn('domain/entitlement/reserving-money')(
        'paid twice after all, it does not give more shipping than there was',
      ),
    ],
  },
  {
    about: 'free shipping billed after the fact',
    proofs: [testsIn('domain/entitlement/new-goods-for-old')('never takes the shipping')],
  },
  {
    about: 'a restocking fee that makes a refund negative',
    proofs: [
      deductions('never takes more than the goods: the tax goes back all the same'),
      deductions('for one line never take the money of another'),
    ],
  },
  {
    about: 'the difference of an exchange lost at zero, or taxed twice',
    proofs: [
      exchange('for a pricier item is owed 160.00: 250.00 less the 90.00 that were paid'),
      testsIn('domain/replacement/reserving')('for less leave the shop owing: the net is not floored'),
      testsIn('domain/entitlement/new-goods-for-old')(
        'is taken from goods, tax and duty of the old ones in proportion',
      ),
    ],
  },
  {
    about: 'a refund paid twice: double click, random key, repeated webhook',
    proofs: [
      repeated('pays a refund once, also when the five come at the same moment'),
      testsIn('domain/refund/legs')('has a key that changes with tenant, refund, leg and epoch, and with nothing else'),
      testsIn('acceptance/a-time-out-is-not-a-no')(
        'is not sent under a new key by anybody, nor given up, as long as nobody knows',
      ),
    ],
  },
  {
    about: 'a refund that fails half-way and leaves the order in between',
    proofs: [
      fails('has failed for good: the goods stay restocked, the request stays open, the money stays reserved'),
      tenders('pays the other leg when one is refused, and the refused one under a new key later'),
      testsIn('reliability/between-two-steps')('F50: between two steps of one case'),
    ],
  },
  {
    about: 'tax computed anew, doubled, negative, or lost',
    proofs: [
      figures('get their tax by the same slices, from what was stored: 6.67 for 3'),
      figures('tax is what was charged on the discounted price: 2 × 100.00, 20.00 off, 10 % tax'),
      figures('tax stands beside the goods: of 149.00, 13.54 is tax and 135.46 goods'),
      figures('an item that cost nothing comes back, and no money is due'),
    ],
  },
  {
    about: 'a cent lost or won by rounding',
    proofs: [
      laws('add up to what was paid: for each line and component, for shipping, and for each tender'),
      figures('Units of one line, refunded one after another'),
      testsIn('acceptance/money-without-cents')('pays legs whose last digit is 0, and all of it in the end'),
    ],
  },
  {
    about: 'a coupon paid out as cash, or a discount forgotten',
    proofs: [
      testsIn('acceptance/a-coupon-is-never-paid-out')('refunds the line of 300 with 600 points and 258.00'),
      figures('an order discount comes off when everything is returned: 6.00 and 4.00 less 1.00'),
    ],
  },
  {
    about: 'gift card and card mixed up',
    proofs: [
      tenders('refunds every parcel by itself, and in the end exactly what each tender gave'),
      tenders('may give up on a refused leg; what was not paid stays claimable on its tender'),
    ],
  },
  {
    about: 'no request of the customer before the return: no review, no reasons, no portal',
    proofs: [
      testsIn('domain/request/opening')('records who asks for what, and why'),
      testsIn('acceptance/a-closed-case-is-reversed')(
        'the customer sees what it would bring, and is held to nothing else',
      ),
    ],
    because: 'pages and forms are the host’s: the library has the calls that they need',
  },
  {
    about: 'a window that never applies, because the delivery is not known',
    proofs: [
      outside('is where the window counts from; without one it is the order'),
      testsIn('domain/request/submission')('is late one millisecond after the window, and the answer names the rule'),
    ],
  },
  {
    about: 'goods that cannot be received without a refund',
    proofs: [
      testsIn('acceptance/a-wrong-item-or-an-empty-box')('is received and put on record, and pays nothing'),
      testsIn('acceptance/no-zero-no-negative-no-fraction')(
        'comes back with no money due: an answer, not an error, and no empty payment',
      ),
    ],
  },
  {
    about: 'more units returned than were bought, on several requests',
    proofs: [
      claims('refuses more than was ordered (%i of 3)'),
      laws('no unit is claimed twice, no money is promised twice'),
    ],
  },
  {
    about: 'cash rounded at the till',
    proofs: [],
    because:
      'out of scope: a till that pays in coins rounds what it hands out and books the difference; we say what is due',
  },
]
