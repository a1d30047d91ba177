/**
 * What most streams never fill. States are never changed in place, so all of them share these: a state cache of ten
 * thousand returns would otherwise hold a hundred thousand empty collections.
 */
export const NO_ENTRIES: ReadonlyMap<never, never> = new Map<never, never>()
export const NO_ITEMS: ReadonlySet<never> = new Set<never>()
