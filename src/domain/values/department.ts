/** Who in the shop has to do something: what people take work for. */
import type * as t from 'io-ts'
import { oneOf } from '../kernel/codec.js'

export const Department = oneOf('Department', ['customer_service', 'warehouse', 'workshop', 'finance'])
export type Department = t.TypeOf<typeof Department>
