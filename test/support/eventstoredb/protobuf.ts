/**
 * As much of the protobuf wire format as EventStoreDB's messages need: varints, bytes and messages within messages. It
 * is written apart from the client's generated classes, so that a mistake on one side does not hide on the other; one
 * test compares the two.
 */

/** What stands under one field number: a number, or bytes that may be text or a message again. */
type Wire = bigint | Buffer
export type Fields = ReadonlyMap<number, ReadonlyArray<Wire>>

const VARINT = 0
const FIXED_64 = 1
const LENGTH_DELIMITED = 2
const FIXED_32 = 5
// Ten groups of seven bits hold 64 bits.
const LONGEST_VARINT = 10
const UINT_64 = 64

const varintLength = (value: number): number => {
  let length = 1
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) length += 1
  return length
}
/** Writes a number that is no larger than JavaScript counts exactly; answers where writing goes on. */
const writeVarint = (to: Buffer, at: number, value: number): number => {
  let rest = value
  let next = at
  while (rest >= 0x80) {
    to[next++] = (rest % 0x80) | 0x80
    rest = Math.floor(rest / 0x80)
  }
  to[next++] = rest
  return next
}
const tagOf = (field: number, kind: number): number => (field << 3) | kind

/** A number under a field number. It is written also when it is 0: revision 0 within a choice must be seen. */
export const varint = (field: number, value: bigint | number): Buffer => {
  const tag = tagOf(field, VARINT)
  if (value >= 0 && value <= Number.MAX_SAFE_INTEGER) {
    const number = Number(value)
    const buffer = Buffer.allocUnsafe(varintLength(tag) + varintLength(number))
    writeVarint(buffer, writeVarint(buffer, 0, tag), number)
    return buffer
  }
  const groups: Array<number> = []
  let rest = BigInt.asUintN(UINT_64, BigInt(value))
  for (; rest >= 0x80n; rest >>= 7n) groups.push(Number(rest & 0x7fn) | 0x80)
  const head = Buffer.allocUnsafe(varintLength(tag))
  writeVarint(head, 0, tag)
  return Buffer.concat([head, Buffer.from([...groups, Number(rest)])])
}

/** Field number and length of what follows, with room for it. */
const room = (field: number, length: number): { readonly buffer: Buffer; readonly from: number } => {
  const tag = tagOf(field, LENGTH_DELIMITED)
  const buffer = Buffer.allocUnsafe(varintLength(tag) + varintLength(length) + length)
  return { buffer, from: writeVarint(buffer, writeVarint(buffer, 0, tag), length) }
}

/** Bytes, or text as UTF-8. */
export const bytes = (field: number, value: Buffer | string): Buffer => {
  const isText = typeof value === 'string'
  const { buffer, from } = room(field, isText ? Buffer.byteLength(value) : value.length)
  if (isText) buffer.write(value, from)
  else buffer.set(value, from)
  return buffer
}

/** A message within a message; without parts it is an empty one, which is how protobuf says "this choice". */
export const message = (field: number, ...parts: ReadonlyArray<Buffer>): Buffer => {
  const { buffer, from } = room(
    field,
    parts.reduce((sum, { length }) => sum + length, 0),
  )
  let at = from
  for (const part of parts) {
    buffer.set(part, at)
    at += part.length
  }
  return buffer
}

/** An entry of a map from text to text. */
export const entry = (field: number, key: string, value: string): Buffer =>
  message(field, bytes(1, key), bytes(2, value))

const readVarint = (buffer: Buffer, from: number): { readonly value: bigint; readonly next: number } => {
  const first = buffer[from]
  if (first !== undefined && first < 0x80) return { value: BigInt(first), next: from + 1 }
  let value = 0n
  for (let i = 0; i < LONGEST_VARINT; i++) {
    const byte = buffer[from + i]
    if (byte === undefined) throw new Error('The message ends within a number.')
    value |= BigInt(byte & 0x7f) << BigInt(7 * i)
    if (byte < 0x80) return { value: BigInt.asUintN(UINT_64, value), next: from + i + 1 }
  }
  throw new Error('A number is longer than 64 bits.')
}

const readBytes = (buffer: Buffer, from: number, length: number): Buffer => {
  if (from + length > buffer.length) throw new Error('The message ends within a field.')
  return buffer.subarray(from, from + length)
}

/** Takes a message apart. Fields that nobody asks for are kept and harm nothing, as protobuf demands. */
export const parse = (buffer: Buffer): Fields => {
  const fields = new Map<number, Array<Wire>>()
  let at = 0
  while (at < buffer.length) {
    const tag = readVarint(buffer, at)
    const kind = Number(tag.value & 7n)
    const field = Number(tag.value >> 3n)
    at = tag.next
    let wire: Wire
    if (kind === VARINT) {
      const number = readVarint(buffer, at)
      wire = number.value
      at = number.next
    } else if (kind === LENGTH_DELIMITED) {
      const length = readVarint(buffer, at)
      wire = readBytes(buffer, length.next, Number(length.value))
      at = length.next + wire.length
    } else if (kind === FIXED_64 || kind === FIXED_32) {
      wire = readBytes(buffer, at, kind === FIXED_64 ? 8 : 4)
      at += wire.length
    } else throw new Error(`Wire type ${kind} is not used by EventStoreDB.`)
    const before = fields.get(field)
    if (before === undefined) fields.set(field, [wire])
    else before.push(wire)
  }
  return fields
}

const last = (fields: Fields, field: number): Wire | undefined => fields.get(field)?.at(-1)

/** Whether a field was sent at all: how choices between messages are read. */
export const has = (fields: Fields, field: number): boolean => fields.has(field)

export const numberOf = (fields: Fields, field: number): bigint | undefined => {
  const wire = last(fields, field)
  return typeof wire === 'bigint' ? wire : undefined
}

export const bytesOf = (fields: Fields, field: number): Buffer | undefined => {
  const wire = last(fields, field)
  return typeof wire === 'bigint' ? undefined : wire
}

export const textOf = (fields: Fields, field: number): string | undefined => bytesOf(fields, field)?.toString('utf8')

export const messageOf = (fields: Fields, field: number): Fields | undefined => {
  const content = bytesOf(fields, field)
  return content === undefined ? undefined : parse(content)
}

export const eachOf = (fields: Fields, field: number): ReadonlyArray<Buffer> =>
  (fields.get(field) ?? []).filter((wire) => typeof wire !== 'bigint')

/** The entries of a map from text to text. */
export const mapOf = (fields: Fields, field: number): ReadonlyMap<string, string> =>
  new Map(
    eachOf(fields, field)
      .map((content) => parse(content))
      .map((one) => [textOf(one, 1) ?? '', textOf(one, 2) ?? '']),
  )
