/** Of a console's socket, beside the ticket's: `new WebSocket(url, [consoleProtocol, ticketProtocol(ticket)])`. */
export const consoleProtocol = 'oirase.console'
const prefix = 'ticket.'
export const ticketProtocol = (ticket: string): string => prefix + ticket
export const ticketIn = (protocol: string): string | null =>
  protocol.startsWith(prefix) ? protocol.slice(prefix.length) : null
