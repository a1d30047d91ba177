/** A database of the raw driver, that of Node where it has one: what nobody above it can be faster than. */
const driver = async () => process.getBuiltinModule('node:sqlite') ?? (await import('@photostructure/sqlite'))

export const openDatabase = async (file) => {
  const { DatabaseSync } = await driver()
  return new DatabaseSync(file)
}
