import type { ServerResponse } from 'node:http'
import { authorise } from '../auth/authorise.ts'
import { send, sendText } from './answer.ts'
import type { Asked } from './asked.ts'
import type { Metrics } from './metrics.ts'

/** For whoever watches the server itself; false when the path is none of these. The figures are for this machine and administrators. */
export const openHealth =
  (isReady: () => Promise<boolean>, metrics: Metrics) =>
  async (response: ServerResponse, { url, visitor, signedIn }: Asked): Promise<boolean> => {
    switch (url.pathname) {
      case '/healthz':
        sendText(response, 200, 'alive')
        return true
      case '/readyz':
        if (await isReady()) sendText(response, 200, 'ready')
        else sendText(response, 503, 'not ready')
        return true
      case '/metrics':
        if (!visitor.local) {
          authorise({ needs: 'administer', on: 'all' }, (await signedIn())?.person ?? null, null)
        }
        send(response, 200, metrics.type, await metrics.text())
        return true
      default:
        return false
    }
  }
