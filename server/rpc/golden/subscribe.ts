import type { GoldenCalls } from './golden.ts'

/** Registering for events, as libvirt 9.0’s own client and daemon said it. */
export const subscribeGolden = {
  connectDomainEventCallbackRegisterAny: {
    call: {
      hex: `
      00000044 20008086 00000001 0000013c 00000000 0000000a 00000000 00000000
      00000001 00000005 67756573 74000000 6f697261 73654000 80000000 00000001
      00000001`,
      value: {
        eventId: 0,
        dom: { name: 'guest', uuid: '6f697261-7365-4000-8000-000000000001', id: 1 },
      },
    },
    reply: {
      hex: `
      00000020 20008086 00000001 0000013c 00000001 0000000a 00000000 00000000`,
      value: { callbackId: 0 },
    },
  },
  connectDomainEventCallbackDeregisterAny: {
    call: {
      hex: `
      00000020 20008086 00000001 0000013d 00000000 000000d7 00000000 00000000`,
      value: { callbackId: 0 },
    },
    reply: {
      hex: `
      0000001c 20008086 00000001 0000013d 00000001 000000d7 00000000`,
      value: {},
    },
  },
  connectNetworkEventRegisterAny: {
    call: {
      hex: `
      00000024 20008086 00000001 00000139 00000000 00000035 00000000 00000000
      00000000`,
      value: { eventId: 0, net: null },
    },
    reply: {
      hex: `
      00000020 20008086 00000001 00000139 00000001 00000035 00000000 0000001b`,
      value: { callbackId: 27 },
    },
  },
  connectNetworkEventDeregisterAny: {
    call: {
      hex: `
      00000020 20008086 00000001 0000013a 00000000 0000002a 00000000 00000000`,
      value: { callbackId: 0 },
    },
    reply: {
      hex: `
      0000001c 20008086 00000001 0000013a 00000001 0000002a 00000000`,
      value: {},
    },
  },
  connectStoragePoolEventRegisterAny: {
    call: {
      hex: `
      00000024 20008086 00000001 00000170 00000000 00000036 00000000 00000000
      00000000`,
      value: { eventId: 0, pool: null },
    },
    reply: {
      hex: `
      00000020 20008086 00000001 00000170 00000001 00000036 00000000 0000001c`,
      value: { callbackId: 28 },
    },
  },
  connectStoragePoolEventDeregisterAny: {
    call: {
      hex: `
      00000020 20008086 00000001 00000171 00000000 0000002b 00000000 00000001`,
      value: { callbackId: 1 },
    },
    reply: {
      hex: `
      0000001c 20008086 00000001 00000171 00000001 0000002b 00000000`,
      value: {},
    },
  },
  connectNodeDeviceEventRegisterAny: {
    call: {
      hex: `
      00000024 20008086 00000001 00000176 00000000 00000038 00000000 00000000
      00000000`,
      value: { eventId: 0, dev: null },
    },
    reply: {
      hex: `
      00000020 20008086 00000001 00000176 00000001 00000038 00000000 0000001e`,
      value: { callbackId: 30 },
    },
  },
  connectNodeDeviceEventDeregisterAny: {
    call: {
      hex: `
      00000020 20008086 00000001 00000177 00000000 0000002c 00000000 00000002`,
      value: { callbackId: 2 },
    },
    reply: {
      hex: `
      0000001c 20008086 00000001 00000177 00000001 0000002c 00000000`,
      value: {},
    },
  },
  connectSecretEventRegisterAny: {
    call: {
      hex: `
      00000024 20008086 00000001 0000017c 00000000 0000003d 00000000 00000000
      00000000`,
      value: { eventId: 0, secret: null },
    },
    reply: {
      hex: `
      00000020 20008086 00000001 0000017c 00000001 0000003d 00000000 00000000`,
      value: { callbackId: 0 },
    },
  },
  connectSecretEventDeregisterAny: {
    call: {
      hex: `
      00000020 20008086 00000001 0000017d 00000000 0000002f 00000000 00000000`,
      value: { callbackId: 0 },
    },
    reply: {
      hex: `
      0000001c 20008086 00000001 0000017d 00000001 0000002f 00000000`,
      value: {},
    },
  },
} satisfies GoldenCalls
