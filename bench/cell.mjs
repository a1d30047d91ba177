/** One measurement in a process of its own: `node bench/cell.mjs '{"cell":"case","subject":"ours",…}'` prints JSON. */
const args = JSON.parse(process.argv[2])
const { measure } = await import(`./cells/${args.cell}.mjs`)
const result = await measure(args)
// Whatever a peer left open or printed: the last line is ours, and then it ends.
process.stdout.write(`\n${JSON.stringify(result)}\n`, () => process.exit(0))
