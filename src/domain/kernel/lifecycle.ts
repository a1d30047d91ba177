/** The life of an aggregate as a list of steps: which event leads from which status to which. */

export type Step<Status extends string, Type extends string> = readonly [from: Status, by: Type, to: Status]
export type Lifecycle<Status extends string = string, Type extends string = string> = ReadonlyArray<Step<Status, Type>>

/** A Mermaid state diagram; steps that change nothing are left out, parallel ones share an arrow. */
export const mermaidOf = (lifecycle: Lifecycle, terminal: ReadonlyArray<string>): string => {
  const arrows = new Map<string, Array<string>>()
  for (const [from, by, to] of lifecycle) {
    if (from === to) continue
    const arrow = `${from === lifecycle[0]![0] ? '[*]' : from} --> ${to}`
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), by])
  }
  const lines = [...arrows].map(([arrow, by]) => `  ${arrow}: ${by.join(', ')}`)
  return ['stateDiagram-v2', ...lines, ...terminal.map((status) => `  ${status} --> [*]`)].join('\n')
}
