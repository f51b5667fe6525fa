// Run once at the end of a build: what every browser fetches is compressed as well as it can be, once.
import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const ways = {
  '.br': (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  '.gz': (bytes) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
}
/** Fonts and pictures are compressed already. */
const texts = new Set(['.js', '.css', '.svg', '.json', '.txt'])

async function compress(file) {
  const bytes = await readFile(file)
  const write = async ([ending, way]) => writeFile(`${file}${ending}`, await way(bytes))
  await Promise.all(Object.entries(ways).map(write))
}

const [folder] = process.argv.slice(2)
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && texts.has(path.extname(entry.name)))
  .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
await Promise.all(files.map(compress))
