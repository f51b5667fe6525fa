import { make, type XmlElement } from '../element.ts'

/** An element with each of its children on a line of its own, as a person reads it. */
export const onLines = (
  name: string,
  attributes: Record<string, string | null>,
  inside: readonly XmlElement[],
): XmlElement =>
  make(name, attributes, [
    ...inside.flatMap((one) => ['\n  ', one]),
    ...(inside.length ? ['\n'] : []),
  ])
