import { makeText, type XmlElement, type XmlNode } from './element.ts'

/**
 * An element as a person reads it: what stands inside it on lines of its own, two blanks deeper, where that is not
 * text. Of elements made here; what was read keeps its own spelling. `indent`: of the line it stands on.
 */
export function indented(element: XmlElement, indent = ''): XmlElement {
  const inside = element.children
  if (inside.length === 0 || inside.some(({ kind }) => kind === 'text')) return element
  const deeper = `${indent}  `
  const children = inside.flatMap((node): XmlNode[] => [
    makeText(`\n${deeper}`),
    node.kind === 'element' ? indented(node, deeper) : node,
  ])
  return { ...element, children: [...children, makeText(`\n${indent}`)] }
}
