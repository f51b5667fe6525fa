import { OpenAPIGenerator } from '@orpc/openapi'
import { traverseContractProcedures } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { EndpointMeta } from '../../lib/contract/endpoint.ts'
import { contract } from '../../lib/contract/http.ts'
import { paths } from '../../lib/paths.ts'

const asked = {
  connection: 'on the connection it names',
  any: 'on anything; the answer is what they may see',
  all: 'on everything',
}

const needsInWords = ({ needs, on }: EndpointMeta) => {
  if (needs === 'anyone') return 'For anyone.'
  if (needs === 'signed-in') return 'For anyone signed in.'
  return `For those who may ${needs} ${asked[on]}.`
}

/** The contract as an OpenAPI document; each operation says who may call it and what the audit keeps. */
export async function openApiDocument(version: string) {
  const document = await new OpenAPIGenerator({
    schemaConverters: [new ZodToJsonSchemaConverter()],
  }).generate(contract, {
    info: { title: 'Oirase', version },
    servers: [{ url: paths.api() }],
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'oirase' } },
    },
  })
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: row, path }) => {
    const { route } = row['~orpc']
    const meta = row['~orpc'].meta as EndpointMeta
    const method = (route.method ?? 'GET').toLowerCase() as 'get' | 'post' | 'put' | 'delete'
    const operation = document.paths?.[route.path ?? '']?.[method]
    if (operation === undefined) throw new Error(`No operation for ${path.join('.')}`)
    operation.description = needsInWords(meta)
    if (meta.needs !== 'anyone') operation.security = [{ session: [] }]
    Object.assign(operation, { 'x-needs': meta.needs, 'x-on': meta.on, 'x-audit': meta.audit })
  })
  return document
}
