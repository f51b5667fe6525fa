import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const css = readFileSync(path.join(import.meta.dirname, '../../app/globals.css'), 'utf8')

type Color = readonly [lightness: number, chroma: number, hue: number]

/** Linear sRGB of an oklch colour, clipped as a screen clips it. The matrices are Björn Ottosson's (bottosson.github.io/posts/oklab). */
function linearRgb([lightness, chroma, hue]: Color): [number, number, number] {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (value: number) => Math.min(1, Math.max(0, value))
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

/** WCAG 2 contrast ratio. */
function contrast(one: Color, other: Color): number {
  const luminance = (color: Color) => {
    const [red, green, blue] = linearRgb(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dim + 0.05)
}

const oklch = String.raw`oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)`
const token = new RegExp(String.raw`--([\w-]+): light-dark\(${oklch}, ${oklch}\)`, 'g')

const colors = new Map(
  [...css.matchAll(token)].map(([, name = '', ...figures]) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = figures.map(Number)
    return [name, { light: [a, b, c], dark: [d, e, f] } as const] as const
  }),
)

const themes = ['light', 'dark'] as const
const surfaces = ['bg', 'panel', 'sunk', 'raised', 'hover', 'accent-soft']
const states = ['run', 'pause', 'off', 'bad', 'save']

const texts: [text: string, on: readonly string[]][] = [
  ['text', [...surfaces, ...states.map((state) => `${state}-soft`)]],
  ['muted', surfaces],
  ['faint', surfaces],
  ['accent', ['bg', 'panel', 'sunk', 'raised', 'accent-soft']],
  ['on-accent', ['accent', 'accent-strong']],
  ...states.map((state): [string, string[]] => [
    state,
    ['bg', 'panel', 'sunk', 'raised', `${state}-soft`],
  ]),
]

const marks = [...states, 'edge', 'accent', 'cpu', 'mem', 'disk', 'net']

describe.each(themes)('in the %s theme', (theme) => {
  const at = (name: string): Color => {
    const color = colors.get(name)?.[theme]
    if (color === undefined) throw new Error(`no token --${name}`)
    return color
  }

  test.each(texts)('%s can be read on %j', (text, on) => {
    for (const surface of on) {
      expect(contrast(at(text), at(surface)), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5)
    }
  })

  test.each(marks)('the mark %s stands out', (mark) => {
    for (const surface of ['bg', 'panel', 'sunk']) {
      expect(contrast(at(mark), at(surface)), `${mark} on ${surface}`).toBeGreaterThanOrEqual(3)
    }
  })
})
