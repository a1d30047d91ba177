/** The killer cases of the trade: what goes wrong in other systems, and the acceptance test that reads like the case. */
import { testsIn, type KillerCase } from './row.js'

const bank = testsIn('acceptance/a-bank-that-pays-as-well')
const bundle = testsIn('acceptance/a-bundle-is-refunded-by-its-parts')
const ruledInTheEnd = testsIn('acceptance/a-platform-reverses-what-an-appeal-did-not')
const closedCase = testsIn('acceptance/a-closed-case-is-reversed')
const coupon = testsIn('acceptance/a-coupon-is-never-paid-out')
const duty = testsIn('acceptance/duty-waits-for-the-authority')
const erased = testsIn('acceptance/a-person-is-erased-before-the-end')
const exchange = testsIn('acceptance/an-exchange-for-a-pricier-item')
const fails = testsIn('acceptance/a-refund-that-fails-leaves-the-goods-restocked')
const gifts = testsIn('acceptance/many-small-gifts-are-one-large-gift')
const hostage = testsIn('acceptance/goods-held-hostage')
const inAdvance = testsIn('acceptance/sent-in-advance-and-never-returned')
const noCents = testsIn('acceptance/money-without-cents')
const oneBudget = testsIn('acceptance/two-approvals-one-budget')
const outside = testsIn('acceptance/what-happened-outside-counts')
const parcels = testsIn('acceptance/partial-receipts-add-up')
const repaired = testsIn('acceptance/repaired-twice-in-vain')
const repeated = testsIn('acceptance/a-repeated-command-is-done-once')
const sharedPayment = testsIn('acceptance/one-payment-for-two-shops')
const sameUnits = testsIn('acceptance/same-units-on-two-channels')
const silent = testsIn('acceptance/a-time-out-is-not-a-no')
const wrongItem = testsIn('acceptance/a-wrong-item-or-an-empty-box')
const zero = testsIn('acceptance/no-zero-no-negative-no-fraction')

export const killerCases: ReadonlyArray<KillerCase> = [
  {
    number: 1,
    what: 'the same line of 3 on two channels in the same second: two each',
    proofs: [
      sameUnits('gives the units to one of them and tells the other how many are free, in every order of their steps'),
      sameUnits(
        'lets the second ask again for the one that is free, in every order of their steps; never are 4 claimed',
      ),
      sameUnits('lets nobody have a fourth'),
    ],
  },
  {
    number: 2,
    what: 'a double click, and a webhook that is replayed',
    proofs: [
      repeated('leaves the events of one, and gives the same answer every time'),
      repeated('is refused for another amount'),
      repeated('is a duplicate, named with the request that is open'),
      repeated('is a webhook of the provider, replayed: the answer is recorded once'),
    ],
  },
  {
    number: 3,
    what: 'the provider times out, then the success arrives',
    proofs: [
      silent('is unknown while the provider says nothing when it is asked either, and holds its money all the time'),
      silent('that was paid: is asked about, not paid again, and is over'),
      silent('leaves the rest of the order to others: they get what is left, and no more'),
    ],
  },
  {
    number: 4,
    what: 'a refund fails after the goods were restocked',
    proofs: [
      fails('has failed for good: the goods stay restocked, the request stays open, the money stays reserved'),
      fails('goes to the bank account that the customer agreed to, when two persons say so'),
    ],
    later: 'the legal clock that breaches in sight: calendars',
  },
  {
    number: 6,
    what: 'three authorized, two in the first parcel, one in the second',
    proofs: [
      parcels('refunds 179.98 for the first two at once, never all three'),
      parcels('refunds 89.99 for the last, and together exactly what was paid'),
    ],
  },
  {
    number: 7,
    what: 'a wrong item, and an empty box',
    proofs: [
      wrongItem('is received and put on record, and pays nothing'),
      wrongItem('is told to the customer: the host hears of it as soon as it is on record'),
      wrongItem(
        'is a fact with its photo, and nothing that the customer is: no status of theirs or of the case says fraud',
      ),
      wrongItem('goes back at the customer’s cost; then the case is over, and the mug is still theirs'),
      wrongItem('leaves the mug with the customer, whose time to ask may be over by then'),
      wrongItem('may be disputed with a photo before a platform, while the shop keeps what came as evidence'),
      wrongItem('is an exception on record, nothing was received, and nothing is paid'),
      wrongItem('may be disputed with a photo; a third person settles it, and then the mug is there to be inspected'),
    ],
  },
  {
    number: 9,
    what: 'an exchange for a pricier item: 250 against 90 paid',
    proofs: [
      exchange('for a pricier item is owed 160.00: 250.00 less the 90.00 that were paid'),
      exchange('that nobody pays for in time gives the stock back, and turns into 90.00 with consent'),
    ],
  },
  {
    number: 11,
    what: 'sent in advance, and the old item never comes back',
    proofs: [
      inAdvance('is owed for when the old one is not back in time: at most what the hold secures, and once'),
      inAdvance('is waited for while a carrier has the old one, and costs nothing when that comes'),
      inAdvance('divides the hold: what is missing is taken, in however many parts, and the rest goes back then'),
      inAdvance('that comes back after the recovery is refunded as a return of its own, less the fee of the policy'),
    ],
  },
  {
    number: 12,
    what: 'an order of 500 paid by coupon, points and card',
    proofs: [
      coupon('refunds the line of 300 with 600 points and 258.00'),
      coupon('refunds all points and all cash when both come back, %s first, and no coupon'),
      coupon(
        'gives the platform its share of what came back, in the refund and in the books, and the customer none of it',
      ),
    ],
  },
  {
    number: 13,
    what: 'a partial return breaks the minimum of a coupon',
    proofs: [closedCase('the customer sees what it would bring, and is held to nothing else')],
    later: 'the coupon stays divided as it was; keep, proportional or claw back is a rule of the policy engine',
  },
  {
    number: 14,
    what: 'a partial return breaks the threshold of free shipping',
    proofs: [testsIn('domain/entitlement/deductions-and-shipping')('none: stays with the shop')],
    later: 'shipping is never billed after the fact; to do so where the law allows it is a rule of the policy engine',
  },
  {
    number: 15,
    what: 'three agents give 30 each on an order of 80 that was refunded whole',
    proofs: [
      gifts('gets the third 30.00 only with a supervisor, because of what the two gave'),
      gifts('never gets more than 120.00, 150 % of what was paid; the refund does not count'),
      gifts('gets the punitive 500.00 of the law outside the cap'),
    ],
  },
  {
    number: 16,
    what: 'two approvals of 60 against a budget of 100',
    proofs: [
      oneBudget('gives 60.00 once; the other hears what is left'),
      oneBudget('has 100.00 again when the benefit was taken back unused'),
    ],
  },
  {
    number: 17,
    what: 'a window over daylight saving, holidays and zones',
    proofs: [
      outside('was 30 days ago: at %s the request is %s'),
      outside('is where the window counts from; without one it is the order'),
    ],
    later:
      'a window ends at an instant that is stored, to the millisecond; days of a calendar come with the policy engine',
  },
  {
    number: 18,
    what: 'a refund after a chargeback, and a chargeback after a refund',
    proofs: [
      outside('that is open stops every refund, and says so'),
      outside('that is won lets the refund be asked for again'),
      outside('that is lost was the refund: nothing is paid again'),
      bank('does not stop the payment, which succeeds: the customer owes what they got twice'),
    ],
  },
  {
    number: 21,
    what: 'money without cents, and with three digits',
    proofs: [
      noCents('divides a discount of 1000 over three equal lines as 334, 333 and 333'),
      noCents('pays legs whose last digit is 0, and all of it in the end'),
      noCents('accepts no fraction of %s (%d)'),
      noCents('compares what is left in whole fils: not one more than was captured'),
    ],
  },
  {
    number: 22,
    what: 'rejected, and held hostage (拒收后扣货)',
    proofs: [
      hostage('are neither sold nor forgotten: they are the customer’s, and their case is open'),
      hostage('are overdue at the date that was set, on record for whoever acts on it'),
      hostage('bring the case before a platform, whose ruling is paid although the shop rejected them'),
    ],
    later: 'what the deadline triggers by itself: the policy engine',
  },
  {
    number: 24,
    what: 'an appeal and a platform reverse a closed case',
    proofs: [
      closedCase('is decided by another pair of eyes, and paid'),
      closedCase(
        'is ruled upon by a platform: all of it, above every limit, and what was given before is not taken off',
      ),
      ruledInTheEnd(
        'that an appeal did not help is reversed by the platform, under its authority, above the limit of everybody here',
      ),
      ruledInTheEnd(
        'keeps what was given before, unless the ruling says that it counts: then that is taken back, and the refund is whole',
      ),
      ruledInTheEnd('has the customer owe what they used of it, where the ruling says that it counts'),
      ruledInTheEnd('asks the customer again how it was; what they said before stays'),
    ],
  },
  {
    number: 25,
    what: 'a replay after years, under another policy and other code',
    proofs: [
      testsIn('runtime/policy-book')('keeps the policy of its day, when a request comes under a newer one'),
      testsIn('fixtures/fixtures')('is read by the code of today'),
    ],
    later: 'explanations and backtests come with the policy engine; decisions carry their inputs already',
  },
  {
    number: 26,
    what: 'a bundle, and a gift with it',
    proofs: [
      bundle('refunds 40 for B, and 60 for A when that comes back as well'),
      bundle('leaves the refund whole: it was worth something to the customer, and was paid with nothing'),
      bundle('is kept back by its value when the customer changed their mind'),
      bundle('stays with the customer when the goods were faulty'),
    ],
    later:
      'which lines are one bundle, that it comes back as a whole, and for which reasons a gift is valued: an order ' +
      'does not say yet what belongs together. Until then who inspects names what is kept back for a gift',
  },
  {
    number: 28,
    what: 'repaired, repaired, replaced, refunded (三包)',
    proofs: [
      repaired('that was repaired twice is not repaired a third time: it is replaced or refunded'),
      repaired('that was repaired twice is due for another remedy: %s'),
      repaired('that was replaced has a window of its own, from its own delivery, and was never repaired'),
      repaired(
        'whose repaired part fails within 20 days was repaired in vain: every repair counts, whichever fault it was for',
      ),
      repaired('that was in the workshop for 36 days is not repaired again either'),
      repaired('that was never repaired is repaired, however often the one that was bought with it was'),
      repaired('may be returned longer by the days it was in the workshop'),
    ],
    later: 'the figures of the law, and faults that are told apart: the policy presets',
  },
  {
    number: 29,
    what: 'across borders: 119.00 with duty and tax',
    proofs: [
      duty('is not in the refund, which pays goods and tax in the original currency'),
      duty('is paid by itself when it comes: 109.00 first, then 10.00 of the 119.00'),
    ],
    later: 'which duty may be reclaimed, and by when: the policy presets. What a rate has moved is the host’s book',
  },
  {
    number: 30,
    what: 'one capture of 100 over two sellers, 40 and 60',
    proofs: [
      sharedPayment('gives back 40 for the first, and not 41: what is missing is named'),
      sharedPayment(
        'lets nobody take one cent of the other’s share: after the 40 there is nothing, however it is asked for',
      ),
      sharedPayment('leaves what A may still get as it was when B was refunded outside or charged back'),
      sharedPayment(
        'is paid in advance by the platform (先行垫付), which gets it back from the seller: all of it, and once',
      ),
      sharedPayment('gives back the 40 of one, though the provider refuses the 60 of the other'),
    ],
    later: 'the fee that a platform gives back in proportion: its statement to the shop tells it, the host’s book',
  },
  {
    number: 33,
    what: 'none, a negative, a fraction, and more than anybody can count',
    proofs: [
      zero('is refused with its field and its limit (%s)'),
      zero('comes back with no money due: an answer, not an error, and no empty payment'),
    ],
    later: 'goods by weight: a quantity is a number of pieces, or of the smallest unit in which they are sold',
  },
  {
    number: 34,
    what: 'a person is erased while money is owed',
    proofs: [
      erased('is paid what they are owed, by the payment that was kept as a token'),
      erased('leaves amounts, codes and units as they were, and a log that verifies'),
      erased('can be exported: every event that remained is read, and none tells who they were'),
    ],
  },
]
