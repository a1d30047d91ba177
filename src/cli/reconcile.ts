/** `after-sales reconcile FILE`: the statement of a provider against the books; what differs goes into the queue. */
import { readFile } from 'node:fs/promises'
import * as E from 'fp-ts/lib/Either.js'
import type { ExceptionKind } from '../projections/reconciliation/exceptions.js'
import type { Reconciled } from '../projections/reconciliation/reconcile.js'
import { ABOUT_STORES, onStores, wrongCall, type Work } from './on-stores.js'
import { countText, moneyText } from './shown.js'
import type { Verb } from './verb.js'

interface Options {
  readonly from: string
  readonly to: string
  readonly means?: ReadonlyArray<string>
}

const means = (given: string, before: ReadonlyArray<string> = []): ReadonlyArray<string> => [
  ...before,
  ...given.split(',').map((one) => one.trim()),
]

const EXAMPLES = `
Examples:
  $ npx after-sales reconcile march.csv --from 2026-03-01 --to 2026-03-31
  $ npx after-sales reconcile march.csv --from 2026-03-01 --to 2026-03-31 --means card --json
${ABOUT_STORES}
The file is CSV in UTF-8 with the columns reference, kind, amount, currency, date. It is taken as a whole or not at all; what does
not agree is kept as exceptions until a later statement or entry explains it. The same file again changes nothing.
Exit codes: 0 all agrees, 1 exceptions were found or the books are not up to date, 2 the call or the file was wrong.`

export const reconcile: Verb = (program, world, finish) => {
  const verb = program
    .command('reconcile')
    .summary('compare the statement of a provider with the books')
    .description('Compares the statement of a payment provider with the books, and keeps what does not agree.')
    .argument('<file>', 'the statement')
    .requiredOption('--from <day>', 'the first day that it is over, such as 2026-03-01 (UTC)')
    .requiredOption('--to <day>', 'the last day that it is over')
    .option('--means <kind>', 'only this kind of payment, such as card; may be repeated', means)
    .addHelpText('after', EXAMPLES)
  onStores<Options>(verb, world, finish, { log: true, rows: 'read' }, async (work, file: string) => {
    const bytes = await readFile(file).catch(() => undefined)
    if (bytes === undefined) return wrongCall(`${file} cannot be read`, `无法读取 ${file}`)
    const text = utf8Of(bytes)
    if (text === undefined) return wrongCall(`${file} is no UTF-8 text`, `${file} 不是 UTF-8 文本`)
    const { from, to, means: kinds } = work.options
    const found = await work.operations.reconcile({
      ...{ text, from, to },
      ...(kinds === undefined ? {} : { means: kinds }),
    })()
    if (E.isLeft(found)) return found
    const isWell = found.right.differences.length === 0
    return work.ended({ ...found.right }, () => reconciledText(work, found.right), isWell)
  })
}

/** Nothing is guessed: a reference with another letter in it would be another reference. */
const utf8Of = (bytes: Uint8Array): string | undefined => {
  try {
    // Spreadsheets put a mark before the first column, which this takes off.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const MOST_SHOWN = 50

const reconciledText = (
  { say, table, paint }: Work<Options>,
  { statementId, lines, matched, sums, differences, closed }: Reconciled,
): string => {
  const KIND = { refund: say('refund', '退款'), reversal: say('reversal', '退回') }
  const WHAT: Readonly<Record<ExceptionKind, string>> = {
    missing_here: say('not in our books', '我方无记录'),
    missing_there: say('not on the statement', '对账单无记录'),
    amount_differs: say('amount differs', '金额不同'),
  }
  const right = { align: 'right', whole: true } as const
  const summed = table(
    [
      { title: say('kind', '类型'), whole: true },
      { title: say('statement', '对账单'), ...right },
      { title: say('books', '账簿'), ...right },
      { title: say('matched', '相符'), ...right },
      { title: say('only there', '仅对账单'), ...right },
      { title: say('only here', '仅账簿'), ...right },
    ],
    sums.map((sum) => [
      KIND[sum.kind],
      ...[sum.statement, sum.books, sum.matched].map((minor) => moneyText({ minor, currency: sum.currency })),
      // What differs stands on both sides, with the amount of each.
      moneyText({ minor: sum.missingHere + sum.differsThere, currency: sum.currency }),
      moneyText({ minor: sum.missingThere + sum.differsHere, currency: sum.currency }),
    ]),
  )
  const differing = table(
    [
      { title: say('line', '行'), ...right },
      { title: say('what', '差异') },
      { title: say('kind', '类型'), whole: true },
      { title: say('reference', '参考号') },
      { title: say('here', '我方'), ...right },
      { title: say('there', '对账单'), ...right },
      { title: say('day', '日期'), whole: true },
      { title: say('order', '订单') },
    ],
    differences
      .slice(0, MOST_SHOWN)
      .map(({ line, what, kind, reference, here, there, currency, day, orderId }) => [
        ...[line === undefined ? '' : String(line), WHAT[what], KIND[kind], reference],
        ...[here, there].map((minor) => (minor === undefined ? '' : moneyText({ minor, currency }))),
        ...[day, orderId ?? ''],
      ]),
  )
  const rest = differences.length - MOST_SHOWN
  const counted = say(
    `${countText(matched)} of ${countText(lines)} lines agree, ${countText(differences.length)} differences, ` +
      `${countText(closed.length)} older exceptions explained`,
    `${countText(lines)} 行中 ${countText(matched)} 行相符,${countText(differences.length)} 处差异,` +
      `${countText(closed.length)} 个旧的差异已得到解释`,
  )
  return [
    ...(sums.length === 0 ? [] : [`${summed}\n`]),
    ...(differences.length === 0 ? [] : [`${differing}\n`]),
    ...(rest > 0
      ? [say(`… and ${rest} more: --json shows all of them\n\n`, `……另有 ${rest} 处:--json 可显示全部\n\n`)]
      : []),
    `${paint(differences.length === 0 ? 'green' : 'red', counted)}\n`,
    // A wrong file is taken back by this name.
    `${say('statement', '对账单')} ${statementId}\n`,
  ].join('')
}
