/** `after-sales case ID`: a case on one page. */
import * as E from 'fp-ts/lib/Either.js'
import type { CaseEntry } from '../runtime/reading/case-entries.js'
import type { CasePage } from '../runtime/reading/case-page.js'
import { WAITING_FOR } from '../projections/case-files/words.js'
import { inWords } from '../projections/words/index.js'
import { ABOUT_STORES, onStores, type Work } from './on-stores.js'
import { amountText, timeText } from './shown.js'
import { harmlessText } from './terminal.js'
import type { Verb } from './verb.js'

const EXAMPLES = `
Examples:
  $ npx after-sales case R-1
  $ npx after-sales case R-1 --json
${ABOUT_STORES}
Rows are as new as the workers: see the verb lag. Times are UTC. What customers wrote is not shown.
Exit codes: 0 shown, 1 there is no such case or it could not be read, 2 the call was wrong.`

export const caseVerb: Verb = (program, world, finish) => {
  const verb = program
    .command('case')
    .summary('where a case stands')
    .description('Shows a case on one page: its request, what was opened for it, and who is next.')
    .argument('<id>', 'the id of the request')
    .addHelpText('after', EXAMPLES)
  onStores(verb, world, finish, { log: false, rows: 'read' }, async (work, id: string) => {
    const page = await work.views.case(id)()
    return E.isLeft(page) ? page : work.ended({ case: page.right }, () => pageText(work, page.right))
  })
}

const pageText = (work: Work<unknown>, page: CasePage): string => {
  const { say, table, paint, options, world } = work
  const { request, returns, replacements, repairs, refunds, compensations, waiting } = page
  const entries = [request, ...returns, ...replacements, ...repairs, ...refunds, ...compensations]
  const now = world.clock.now()
  const head = [
    `${paint('bold', harmlessText(request.id))}  ${inWords.status('request', request.status)[options.lang]}`,
    request.orderId === undefined ? [] : `${say('order', '订单')} ${harmlessText(request.orderId)}`,
    request.customerId === undefined ? [] : `${say('customer', '客户')} ${harmlessText(request.customerId)}`,
    `${say('opened', '创建于')} ${timeText(request.openedAt)}`,
  ].flat()
  const columns = [
    { title: say('what', '类型'), whole: true as const },
    { title: say('id', '编号') },
    { title: say('status', '状态') },
    { title: say('since', '起'), whole: true as const },
    { title: say('amount', '金额'), align: 'right' as const, whole: true as const },
    { title: say('waits for', '等待') },
    { title: say('due', '期限'), whole: true as const },
    { title: say('who', '经办人') },
  ]
  const line = ({ kind, id, status, since, amount, waitingFor, dueAt, assignedTo }: CaseEntry) => [
    ...[
      inWords.kind(kind)[options.lang],
      id,
      inWords.status(kind, status)[options.lang],
      timeText(since),
      amountText(amount),
    ],
    waitingFor === 'nobody' ? '' : WAITING_FOR[waitingFor][options.lang],
    dueAt !== undefined && dueAt < now ? { text: timeText(dueAt), color: 'red' as const } : timeText(dueAt),
    assignedTo ?? '',
  ]
  const next = waiting.map(
    ({ kind, id, who, dueAt }) =>
      `${say('next: ', '下一步:')}${who[options.lang]}, ${inWords.kind(kind)[options.lang]} ${harmlessText(id)}` +
      (dueAt === undefined ? '' : `, ${say('until', '截止')} ${timeText(dueAt)}`),
  )
  const rest = next.length === 0 ? [say('nobody is next: the case rests', '无待办:该售后单已无需处理')] : next
  return `${head.join('   ')}\n\n${table(columns, entries.map(line))}\n${rest.join('\n')}\n`
}
