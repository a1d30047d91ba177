/**
 * A case told from its events: who, when, what, how much, in English and Chinese. What people did begins a paragraph;
 * what followed from it by itself is indented. Nothing here knows what was called: only what is in the log.
 */
import type { Event, LoggedEvent, Sentence } from 'after-sales'
import { sentencesOfGoods } from './sentences-of-goods.js'
import { sentencesOfMoney } from './sentences-of-money.js'
import { dayOf, timeOf, type Words } from './words.js'

const sentences = { ...sentencesOfGoods, ...sentencesOfMoney } as Readonly<
  Record<string, ((data: unknown, words: Words) => Sentence) | undefined>
>

/** What to say of one event; undefined for a type that this example has no words for. */
export const sentenceOf = ({ type, data }: Event, words: Words): Sentence | undefined => sentences[type]?.(data, words)

export interface Line {
  readonly at: string
  /** Empty for what followed by itself. */
  readonly who: string
  readonly said: Sentence
}

export const tell = (
  log: ReadonlyArray<LoggedEvent>,
  words: Words,
  notes: ReadonlyMap<string, string>,
): ReadonlyArray<Line> =>
  log.map(({ id, event, metadata: { actorId, channel, authority, occurredAt } }) => {
    const said = sentenceOf(event, words) ?? { en: `(${event.type})`, zh: `(${event.type})` }
    const note = notes.get(id)
    const isPerson = authority !== 'reaction' && authority !== 'order_directory'
    return {
      at: occurredAt,
      who: isPerson ? (channel === 'api' ? actorId : `${actorId} (${channel})`) : '',
      said: note === undefined ? said : { en: `${said.en} “${note}”`, zh: `${said.zh}“${note}”` },
    }
  })

/** One text: a heading for each day, both languages of a sentence below each other. */
export const printed = (lines: ReadonlyArray<Line>): string => {
  const text: Array<string> = []
  let day = ''
  for (const { at, who, said } of lines) {
    const { en, zh } = dayOf(at)
    if (en !== day) text.push('', `${en} · ${zh}`)
    day = en
    const begin = who === '' ? '           →  ' : `  ${timeOf(at)}  ${who}: `
    const rest = who === '' ? '              ' : '         '
    text.push(begin + said.en, rest + said.zh)
  }
  return text.join('\n')
}
