import type { GoldenCalls } from './golden.ts'

/** QEMU’s own program, as libvirt 9.0’s own client and daemon said it. */
export const qemuGolden = {
  qemuDomainMonitorCommand: {
    call: {
      hex: `
      00000060 20008087 00000001 00000001 00000000 000000e5 00000000 00000005
      67756573 74000000 6f697261 73654000 80000000 00000001 00000007 0000001a
      7b226578 65637574 65223a22 71756572 792d7374 61747573 227d0000 00000000`,
      value: {
        dom: { name: 'guest', uuid: '6f697261-7365-4000-8000-000000000001', id: 7 },
        cmd: '{"execute":"query-status"}',
        flags: 0,
      },
    },
    reply: {
      hex: `
      00000074 20008087 00000001 00000001 00000001 000000e5 00000000 00000054
      7b227265 7475726e 223a7b22 73746174 7573223a 2272756e 6e696e67 222c2273
      696e676c 65737465 70223a66 616c7365 2c227275 6e6e696e 67223a74 7275657d
      2c226964 223a226c 69627669 72742d34 3135227d`,
      value: {
        result:
          '{"return":{"status":"running","singlestep":false,"running":true},"id":"libvirt-415"}',
      },
    },
  },
  qemuConnectDomainMonitorEventRegister: {
    call: {
      hex: `
      00000028 20008087 00000001 00000004 00000000 0000003f 00000000 00000000
      00000000 00000000`,
      value: { dom: null, event: null, flags: 0 },
    },
    reply: {
      hex: `
      00000020 20008087 00000001 00000004 00000001 0000003f 00000000 0000003a`,
      value: { callbackId: 58 },
    },
  },
  qemuConnectDomainMonitorEventDeregister: {
    call: {
      hex: `
      00000020 20008087 00000001 00000005 00000000 000000e7 00000000 0000003a`,
      value: { callbackId: 58 },
    },
    reply: {
      hex: `
      0000001c 20008087 00000001 00000005 00000001 000000e7 00000000`,
      value: {},
    },
  },
} satisfies GoldenCalls
