/** What a return may say no to when goods go back to the customer, in words. */
import type { Catalog } from '../kernel/sentence.js'
import type { Consignment } from './state.js'

export type ConsignmentError =
  | { readonly _tag: 'ConsignmentUnclear' }
  | { readonly _tag: 'ConsignmentUnknown'; readonly consignmentId: string }
  | { readonly _tag: 'ConsignmentOver'; readonly status: Consignment['status'] }
  | { readonly _tag: 'ParcelNotHeld'; readonly parcelId: string }

export const consignmentWords: Catalog<ConsignmentError> = {
  ConsignmentUnclear: {
    code: 'RETURN.CONSIGNMENT_UNCLEAR',
    en: () => 'Name either lines or a refused parcel to send back.',
    zh: () => '请填写寄回的商品行,或被拒收的包裹,二者择一。',
  },
  ConsignmentUnknown: {
    code: 'RETURN.CONSIGNMENT_UNKNOWN',
    en: () => 'The return has no such consignment.',
    zh: () => '退货单中没有该寄回单。',
  },
  ConsignmentOver: {
    code: 'RETURN.CONSIGNMENT_OVER',
    en: (e) => `The consignment is ${e.status}.`,
    zh: (e) => `寄回单已处于 ${e.status} 状态。`,
  },
  ParcelNotHeld: {
    code: 'RETURN.PARCEL_NOT_HELD',
    en: () => 'The shop holds no such refused parcel.',
    zh: () => '商家没有扣留该拒收包裹。',
  },
}
