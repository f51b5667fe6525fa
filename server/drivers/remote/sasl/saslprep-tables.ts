/** Code points from and to, both included, in ascending order. */
export type Ranges = readonly (readonly [number, number])[]

const ranges = (text: string): Ranges =>
  text
    .trim()
    .split(/\s+/)
    .map((range) => {
      const [from = '', to = from] = range.split('-')
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)]
    })

/** Whether one of the ranges has it. */
export function within(table: Ranges, point: number): boolean {
  let low = 0
  let high = table.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const [from, to] = table[middle] as readonly [number, number]
    if (point < from) high = middle
    else if (point > to) low = middle + 1
    else return true
  }
  return false
}

/** RFC 3454 B.1. */
export const mappedToNothing = ranges(`
  ad 34f 1806 180b-180d 200b-200d 2060 fe00-fe0f feff
`)

/** RFC 3454 C.1.2: spaces other than the one of ASCII. */
export const otherSpaces = ranges(`
  a0 1680 2000-200b 202f 205f 3000
`)

/** RFC 4013, 2.3: tables C.1.2 to C.9 of RFC 3454, joined. */
export const prohibited = ranges(`
  0-1f 7f-a0 340-341 6dd 70f 1680 180e 2000-200f 2028-202f 205f-2063 206a-206f 2ff0-2ffb 3000
  d800-f8ff fdd0-fdef feff fff9-ffff 1d173-1d17a 1fffe-1ffff 2fffe-2ffff 3fffe-3ffff
  4fffe-4ffff 5fffe-5ffff 6fffe-6ffff 7fffe-7ffff 8fffe-8ffff 9fffe-9ffff afffe-affff bfffe-
  bffff cfffe-cffff dfffe-dffff e0001 e0020-e007f efffe-10ffff
`)

// The two tables of directions are for texts that are normalized and hold nothing prohibited: what cannot be there, or
// was not assigned in Unicode 3.2, is in or out of them as it makes them shorter.

/** RFC 3454 D.1: RandALCat. */
export const rightToLeft = ranges(`
  5be 5c0 5c3 5d0-5f4 61b-64a 66d-66f 671-6d5 6e5-6e6 6fa-710 712-72c 780-7a5 7b1 fe73
`)

/** RFC 3454 D.2: LCat. */
export const leftToRight = ranges(`
  41-5a 61-7a c0-d6 d8-f6 f8-2ad 2bb-2c1 2d0-2d1 2ee 386-3f3 400-482 48a-589 903-939 93d-940
  949-94c 950 960-961 964-970 982-9b9 9be-9c0 9c7-9cc 9d7-9e1 9e6-9f1 9f4-9fa a05-a39 a3e-a40
  a5c-a6f a72-a74 a83-ab9 abd-ac0 ac9-acc ad0-aef b02-b39 b3d-b3e b40 b47-b4c b57-b70 b83-bbf
  bc1-bcc bd7-c39 c41-c44 c60-cbe cc0-cc4 cc7-ccb cd5-d40 d46-d4c d57-dc6 dcf-dd1 dd8-e30 e32
  e40-e46 e4f-eb0 eb2 ebd-ec6 ed0-f17 f1a-f34 f36 f38 f3e-f6a f7f f85 f88-f8b fbe-fc5 fc7-102c
  1031 1038 1040-1057 10a0-169a 16a0-1711 1720-1731 1735-1751 1760-1770 1780-17b6 17be-17c5
  17c7-17c8 17d4-17da 17dc-17e9 1810-18a8 1e00-1ffc 2180-2183 2336-237a 2395 3005-3007
  3021-3029 3031-3035 303b-303c 3041-3096 309d-309e 30a1-30fa 30fc-a48c ac00-fa29 10300-1d166
  1d16a-1d172 1d183-1d184 1d18c-1d1a9 1d1ae-2a6d6
`)
