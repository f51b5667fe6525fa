import type { ErrorPayload } from '../errors.ts'
import type { Golden } from './golden.ts'

/** How libvirtd 9.0 says no. */
export const errorsGolden = {
  'before signing in': {
    hex: `
      00000088 20008086 00000001 0000003b 00000001 00000001 00000001 00000027
      00000007 00000001 00000017 61757468 656e7469 63617469 6f6e2072 65717569
      72656400 00000002 00000000 00000001 00000002 25730000 00000001 00000017
      61757468 656e7469 63617469 6f6e2072 65717569 72656400 00000000 ffffffff
      ffffffff 00000000`,
    value: {
      code: 39,
      domain: 7,
      message: 'authentication required',
      level: 2,
      dom: null,
      str1: '%s',
      str2: 'authentication required',
      str3: null,
      int1: -1,
      int2: -1,
      net: null,
    },
  },
  'before opening': {
    hex: `
      000000b8 20008086 00000001 0000003b 00000001 00000003 00000001 00000001
      00000007 00000001 0000002e 696e7465 726e616c 20657272 6f723a20 68797065
      72766973 6f722063 6f6e6e65 6374696f 6e206e6f 74206f70 656e0000 00000002
      00000000 00000001 00000012 696e7465 726e616c 20657272 6f723a20 25730000
      00000001 0000001e 68797065 72766973 6f722063 6f6e6e65 6374696f 6e206e6f
      74206f70 656e0000 00000000 ffffffff ffffffff 00000000`,
    value: {
      code: 1,
      domain: 7,
      message: 'internal error: hypervisor connection not open',
      level: 2,
      dom: null,
      str1: 'internal error: %s',
      str2: 'hypervisor connection not open',
      str3: null,
      int1: -1,
      int2: -1,
      net: null,
    },
  },
  'on a read-only connection': {
    hex: `
      000000d8 20008086 00000001 00000022 00000001 00000006 00000001 0000001d
      00000014 00000001 0000003f 6f706572 6174696f 6e20666f 72626964 64656e3a
      20726561 64206f6e 6c792061 63636573 73207072 6576656e 74732076 6972446f
      6d61696e 53757370 656e6400 00000002 00000000 00000001 00000017 6f706572
      6174696f 6e20666f 72626964 64656e3a 20257300 00000001 0000002a 72656164
      206f6e6c 79206163 63657373 20707265 76656e74 73207669 72446f6d 61696e53
      75737065 6e640000 00000000 ffffffff ffffffff 00000000`,
    value: {
      code: 29,
      domain: 20,
      message: 'operation forbidden: read only access prevents virDomainSuspend',
      level: 2,
      dom: null,
      str1: 'operation forbidden: %s',
      str2: 'read only access prevents virDomainSuspend',
      str3: null,
      int1: -1,
      int2: -1,
      net: null,
    },
  },
  'of a domain that is not there': {
    hex: `
      00000070 20008086 00000001 00000017 00000001 00000007 00000001 0000002a
      0000000c 00000001 00000010 446f6d61 696e206e 6f742066 6f756e64 00000002
      00000000 00000001 00000010 446f6d61 696e206e 6f742066 6f756e64 00000000
      00000000 ffffffff ffffffff 00000000`,
    value: {
      code: 42,
      domain: 12,
      message: 'Domain not found',
      level: 2,
      dom: null,
      str1: 'Domain not found',
      str2: null,
      str3: null,
      int1: -1,
      int2: -1,
      net: null,
    },
  },
  'of a driver that lacks it': {
    hex: `
      000000fc 20008086 00000001 0000011f 00000001 00000008 00000001 00000003
      0000001e 00000001 00000051 74686973 2066756e 6374696f 6e206973 206e6f74
      20737570 706f7274 65642062 79207468 6520636f 6e6e6563 74696f6e 20647269
      7665723a 20766972 436f6e6e 6563744c 69737441 6c6c5365 63726574 73000000
      00000002 00000000 00000001 0000003b 74686973 2066756e 6374696f 6e206973
      206e6f74 20737570 706f7274 65642062 79207468 6520636f 6e6e6563 74696f6e
      20647269 7665723a 20257300 00000001 00000018 76697243 6f6e6e65 63744c69
      7374416c 6c536563 72657473 00000000 ffffffff ffffffff 00000000`,
    value: {
      code: 3,
      domain: 30,
      message: 'this function is not supported by the connection driver: virConnectListAllSecrets',
      level: 2,
      dom: null,
      str1: 'this function is not supported by the connection driver: %s',
      str2: 'virConnectListAllSecrets',
      str3: null,
      int1: -1,
      int2: -1,
      net: null,
    },
  },
  'of a number newer than the daemon': {
    hex: `
      00000088 20008086 00000001 0000270f 00000001 00000009 00000001 00000027
      00000007 00000001 00000017 756e6b6e 6f776e20 70726f63 65647572 653a2039
      39393900 00000002 00000000 00000001 00000002 25730000 00000001 00000017
      756e6b6e 6f776e20 70726f63 65647572 653a2039 39393900 00000000 ffffffff
      ffffffff 00000000`,
    value: {
      code: 39,
      domain: 7,
      message: 'unknown procedure: 9999',
      level: 2,
      dom: null,
      str1: '%s',
      str2: 'unknown procedure: 9999',
      str3: null,
      int1: -1,
      int2: -1,
      net: null,
    },
  },
  'of a program it does not have': {
    hex: `
      000000a0 00001234 00000001 0000003b 00000001 0000000a 00000001 00000027
      00000007 00000001 00000022 43616e6e 6f742066 696e6420 70726f67 72616d20
      34363630 20766572 73696f6e 20310000 00000002 00000000 00000001 00000002
      25730000 00000001 00000022 43616e6e 6f742066 696e6420 70726f67 72616d20
      34363630 20766572 73696f6e 20310000 00000000 ffffffff ffffffff 00000000`,
    value: {
      code: 39,
      domain: 7,
      message: 'Cannot find program 4660 version 1',
      level: 2,
      dom: null,
      str1: '%s',
      str2: 'Cannot find program 4660 version 1',
      str3: null,
      int1: -1,
      int2: -1,
      net: null,
    },
  },
  'of flags it does not know': {
    hex: `
      000000bc 20008086 00000001 00000111 00000001 0000000b 00000001 00000008
      0000000c 00000001 00000044 756e7375 70706f72 74656420 666c6167 73202830
      78343030 30303030 30292069 6e206675 6e637469 6f6e2074 65737443 6f6e6e65
      63744c69 7374416c 6c446f6d 61696e73 00000002 00000000 00000001 00000019
      74657374 436f6e6e 6563744c 69737441 6c6c446f 6d61696e 73000000 00000001
      00000005 666c6167 73000000 00000000 00000000 00000000 00000000`,
    value: {
      code: 8,
      domain: 12,
      message: 'unsupported flags (0x40000000) in function testConnectListAllDomains',
      level: 2,
      dom: null,
      str1: 'testConnectListAllDomains',
      str2: 'flags',
      str3: null,
      int1: 0,
      int2: 0,
      net: null,
    },
  },
} satisfies Record<string, Golden<ErrorPayload>>
