/** All tables of docs/domain-tables.md, in the order of the page. */
import { existsSync, readFileSync } from 'node:fs'
import { afterTheRefund } from './after-the-refund.js'
import { allowance } from './allowance.js'
import { benefitAfterwards } from './benefit-afterwards.js'
import { compensation } from './compensation.js'
import { complaints } from './complaints.js'
import { entitlement } from './entitlement.js'
import { inspectedGoods } from './inspected-goods.js'
import { killerCases } from './killer-cases.js'
import { operations } from './operations.js'
import { questions } from './questions.js'
import { refund } from './refund.js'
import { repair } from './repair.js'
import { replacement } from './replacement.js'
import { remedy } from './remedies.js'
import { request } from './request.js'
import { goodsBack } from './return.js'
import { lookingAgain } from './second-look.js'
import { testsIn, type Chapter, type Proof } from './row.js'
import { work } from './work.js'

export const chapters: ReadonlyArray<Chapter> = [
  entitlement,
  request,
  remedy,
  lookingAgain,
  goodsBack,
  inspectedGoods,
  refund,
  afterTheRefund,
  replacement,
  repair,
  compensation,
  benefitAfterwards,
  allowance,
  work,
  operations,
]
export const rows = chapters.flatMap((chapter) => chapter.rows)

/** It tries every command whose row has no failures. */
const neverANo = testsIn('domain/reactions/never-a-no.property')('is answered in whatever state it comes, and once')

export const proofs: ReadonlyArray<Proof> = [
  neverANo,
  ...rows.flatMap(({ events, failures }) => [
    ...Object.values(events),
    ...(typeof failures === 'string' ? [] : Object.values(failures)),
  ]),
  ...killerCases.flatMap((killerCase) => killerCase.proofs),
  ...complaints.flatMap((complaint) => complaint.proofs),
  ...questions.flatMap(({ proof, failures = {} }) => [proof, ...Object.values(failures)]),
]

type Cells = ReadonlyArray<string>

/** An asterisk or a bar would be markup. */
const plain = (text: string): string => text.replace(/[*|]/g, '\\$&')
/** What vitest fills in means nothing on a page. */
const told = (text: string): string =>
  text.replace(/ \((?:\$name|%[sijd])\)|, on \$name|: %[sijd]$/g, '').replace(/%[sijd]|\$\w+/g, '…')
const SITUATION = /^describe(?:\.each\(\w+\))?\('([^']+)'/gm

/** The situation and what is so in it: together they are the sentence that the test says. */
const sentenceOf = ({ file, title }: Proof): string => {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const before = text.slice(0, Math.max(0, text.indexOf(title)))
  const isSituation = before.slice(before.lastIndexOf('\n') + 1).startsWith('describe')
  const situation = isSituation ? undefined : [...before.matchAll(SITUATION)].at(-1)?.[1]
  return plain([situation ?? '', title].map(told).join(' ').trim())
}
const shown = (proof: Proof): Cells => [
  sentenceOf(proof),
  `[${proof.file.replace(/^test\/|\.spec\.ts$/g, '')}](../${proof.file})`,
]
const table = (head: Cells, lines: ReadonlyArray<Cells>): string =>
  [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const ofChapter = ({ title, rows: own, leftOut }: Chapter): string => {
  const lines = own.flatMap(({ what, by, command, call, events, failures }) => {
    const asked = [what, by, call === undefined ? `\`${command}\`` : `\`${command}\`, \`${call}\``]
    const no: ReadonlyArray<Cells> =
      typeof failures === 'string'
        ? [[...asked, `never a no: ${failures}`, ...shown(neverANo)]]
        : Object.entries(failures).map(([tag, proof]) => [...asked, `no: \`${tag}\``, ...shown(proof)])
    return [...Object.entries(events).map(([type, proof]) => [...asked, `\`${type}\``, ...shown(proof)]), ...no]
  })
  const rest = leftOut.map(({ what, because }) => `- ${what}: ${because}.`)
  return [
    `## ${title}`,
    table(['what is asked', 'by', 'command, function', 'answer', 'test', 'file'], lines),
    ...(rest.length === 0 ? [] : [`Left out, and why:\n\n${rest.join('\n')}`]),
  ].join('\n\n')
}

/** What no test can show stands in words where the test would. */
const elsewhere = (because: string, instead: string): Cells => [because, instead]

/** Everything below the introduction of the page. */
export const page = (): string =>
  [
    ...chapters.map(ofChapter),
    '## What may be asked',
    table(
      ['question', 'function', 'answer', 'test', 'file'],
      questions.flatMap(({ what, call, proof, failures = {} }) => [
        [what, `\`${call}\``, 'as it stands', ...shown(proof)],
        ...Object.entries(failures).map(([tag, no]) => [what, `\`${call}\``, `no: \`${tag}\``, ...shown(no)]),
      ]),
    ),
    '## Killer cases',
    table(
      ['case', 'what goes wrong elsewhere', 'test', 'file'],
      killerCases.flatMap(({ number, what, proofs: own, later }) => [
        ...own.map((proof) => [String(number), what, ...shown(proof)]),
        ...(later === undefined ? [] : [[String(number), what, ...elsewhere(`Later: ${later}`, 'a later issue')]]),
      ]),
    ),
    '## Complaints about other systems',
    table(
      ['complaint', 'test that shows that it cannot happen here', 'file'],
      complaints.flatMap(({ about, proofs: own, because }) => [
        ...own.map((proof) => [about, ...shown(proof)]),
        ...(because === undefined ? [] : [[about, ...elsewhere(because, 'out of scope')]]),
      ]),
    ),
  ].join('\n\n')
