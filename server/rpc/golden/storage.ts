import type { GoldenCalls } from './golden.ts'

/** Pools and volumes, as libvirt 9.0’s own client and daemon said it. */
export const storageGolden = {
  connectListAllStoragePools: {
    call: {
      hex: `
      00000024 20008086 00000001 00000119 00000000 0000009a 00000000 00000001
      00000000`,
      value: { needResults: true, flags: 0 },
    },
    reply: {
      hex: `
      00000044 20008086 00000001 00000119 00000001 0000009a 00000000 00000001
      0000000c 64656661 756c742d 706f6f6c dfe224cb 28fb8dd0 c4b264eb 3f0f4566
      00000001`,
      value: {
        pools: [{ name: 'default-pool', uuid: 'dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566' }],
        ret: 1,
      },
    },
  },
  storagePoolLookupByName: {
    call: {
      hex: `
      0000002c 20008086 00000001 00000054 00000000 0000009c 00000000 0000000c
      64656661 756c742d 706f6f6c`,
      value: { name: 'default-pool' },
    },
    reply: {
      hex: `
      0000003c 20008086 00000001 00000054 00000001 0000009c 00000000 0000000c
      64656661 756c742d 706f6f6c dfe224cb 28fb8dd0 c4b264eb 3f0f4566`,
      value: { pool: { name: 'default-pool', uuid: 'dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566' } },
    },
  },
  storagePoolLookupByUuid: {
    call: {
      hex: `
      0000002c 20008086 00000001 00000055 00000000 0000009d 00000000 dfe224cb
      28fb8dd0 c4b264eb 3f0f4566`,
      value: { uuid: 'dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566' },
    },
    reply: {
      hex: `
      0000003c 20008086 00000001 00000055 00000001 0000009d 00000000 0000000c
      64656661 756c742d 706f6f6c dfe224cb 28fb8dd0 c4b264eb 3f0f4566`,
      value: { pool: { name: 'default-pool', uuid: 'dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566' } },
    },
  },
  storagePoolLookupByVolume: {
    call: {
      hex: `
      00000054 20008086 00000001 00000056 00000000 000000ad 00000000 0000000c
      64656661 756c742d 706f6f6c 00000008 6469736b 2e696d67 00000016 2f646566
      61756c74 2d706f6f 6c2f6469 736b2e69 6d670000`,
      value: { vol: { pool: 'default-pool', name: 'disk.img', key: '/default-pool/disk.img' } },
    },
    reply: {
      hex: `
      0000003c 20008086 00000001 00000056 00000001 000000ad 00000000 0000000c
      64656661 756c742d 706f6f6c dfe224cb 28fb8dd0 c4b264eb 3f0f4566`,
      value: { pool: { name: 'default-pool', uuid: 'dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566' } },
    },
  },
  storagePoolLookupByTargetPath: {
    call: {
      hex: `
      00000030 20008086 00000001 00000187 00000000 000000a3 00000000 0000000d
      2f646566 61756c74 2d706f6f 6c000000`,
      value: { path: '/default-pool' },
    },
    reply: {
      hex: `
      0000003c 20008086 00000001 00000187 00000001 000000a3 00000000 0000000c
      64656661 756c742d 706f6f6c 55bc2e94 42d44bd9 aabea0c3 1694a7ea`,
      value: { pool: { name: 'default-pool', uuid: '55bc2e94-42d4-4bd9-aabe-a0c31694a7ea' } },
    },
  },
  storagePoolGetInfo: {
    call: {
      hex: `
      0000003c 20008086 00000001 00000057 00000000 0000009f 00000000 0000000c
      64656661 756c742d 706f6f6c dfe224cb 28fb8dd0 c4b264eb 3f0f4566`,
      value: { pool: { name: 'default-pool', uuid: 'dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566' } },
    },
    reply: {
      hex: `
      00000038 20008086 00000001 00000057 00000001 0000009f 00000000 00000002
      00000019 00000000 00000000 00000000 00000019 00000000`,
      value: { state: 2, capacity: 107374182400, allocation: 0, available: 107374182400 },
    },
  },
  storagePoolGetXmlDesc: {
    call: {
      hex: `
      00000040 20008086 00000001 00000058 00000000 000000a5 00000000 0000000c
      64656661 756c742d 706f6f6c 55bc2e94 42d44bd9 aabea0c3 1694a7ea 00000000`,
      value: {
        pool: { name: 'default-pool', uuid: '55bc2e94-42d4-4bd9-aabe-a0c31694a7ea' },
        flags: 0,
      },
    },
    reply: {
      hex: `
      000001dc 20008086 00000001 00000058 00000001 000000a5 00000000 000001ba
      3c706f6f 6c207479 70653d27 64697227 3e0a2020 3c6e616d 653e6465 6661756c
      742d706f 6f6c3c2f 6e616d65 3e0a2020 3c757569 643e3535 62633265 39342d34
      3264342d 34626439 2d616162 652d6130 63333136 39346137 65613c2f 75756964
      3e0a2020 3c636170 61636974 7920756e 69743d27 62797465 73273e32 37303535
      33313734 3031363c 2f636170 61636974 793e0a20 203c616c 6c6f6361 74696f6e
      20756e69 743d2762 79746573 273e3234 38343639 36323638 383c2f61 6c6c6f63
      6174696f 6e3e0a20 203c6176 61696c61 626c6520 756e6974 3d276279 74657327
      3e323435 37303632 31313332 383c2f61 7661696c 61626c65 3e0a2020 3c736f75
      7263653e 0a20203c 2f736f75 7263653e 0a20203c 74617267 65743e0a 20202020
      3c706174 683e2f64 65666175 6c742d70 6f6f6c3c 2f706174 683e0a20 2020203c
      7065726d 69737369 6f6e733e 0a202020 2020203c 6d6f6465 3e303735 353c2f6d
      6f64653e 0a202020 2020203c 6f776e65 723e303c 2f6f776e 65723e0a 20202020
      20203c67 726f7570 3e303c2f 67726f75 703e0a20 2020203c 2f706572 6d697373
      696f6e73 3e0a2020 3c2f7461 72676574 3e0a3c2f 706f6f6c 3e0a0000`,
      value: { xml: "<pool type='dir'>\n  <name>default-pool</name>\n  <uuid>55bc2e… (442)" },
    },
  },
  storagePoolGetAutostart: {
    call: {
      hex: `
      0000003c 20008086 00000001 00000059 00000000 000000a1 00000000 0000000c
      64656661 756c742d 706f6f6c dfe224cb 28fb8dd0 c4b264eb 3f0f4566`,
      value: { pool: { name: 'default-pool', uuid: 'dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566' } },
    },
    reply: {
      hex: `
      00000020 20008086 00000001 00000059 00000001 000000a1 00000000 00000000`,
      value: { autostart: false },
    },
  },
  storagePoolIsActive: {
    call: {
      hex: `
      0000003c 20008086 00000001 0000009a 00000000 000000a2 00000000 0000000c
      64656661 756c742d 706f6f6c dfe224cb 28fb8dd0 c4b264eb 3f0f4566`,
      value: { pool: { name: 'default-pool', uuid: 'dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566' } },
    },
    reply: {
      hex: `
      00000020 20008086 00000001 0000009a 00000001 000000a2 00000000 00000001`,
      value: { active: true },
    },
  },
  storagePoolIsPersistent: {
    call: {
      hex: `
      0000003c 20008086 00000001 0000009b 00000000 000000a3 00000000 0000000c
      64656661 756c742d 706f6f6c dfe224cb 28fb8dd0 c4b264eb 3f0f4566`,
      value: { pool: { name: 'default-pool', uuid: 'dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566' } },
    },
    reply: {
      hex: `
      00000020 20008086 00000001 0000009b 00000001 000000a3 00000000 00000001`,
      value: { persistent: true },
    },
  },
  storagePoolSetAutostart: {
    call: {
      hex: `
      00000040 20008086 00000001 0000005a 00000000 000000a4 00000000 0000000c
      64656661 756c742d 706f6f6c dfe224cb 28fb8dd0 c4b264eb 3f0f4566 00000000`,
      value: {
        pool: { name: 'default-pool', uuid: 'dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566' },
        autostart: false,
      },
    },
    reply: {
      hex: `
      0000001c 20008086 00000001 0000005a 00000001 000000a4 00000000`,
      value: {},
    },
  },
  storagePoolDefineXml: {
    call: {
      hex: `
      00000080 20008086 00000001 0000004d 00000000 000000b4 00000000 0000005b
      3c706f6f 6c207479 70653d27 64697227 3e3c6e61 6d653e6f 74686572 3c2f6e61
      6d653e3c 74617267 65743e3c 70617468 3e2f746d 702f7270 632d6f74 6865722d
      706f6f6c 3c2f7061 74683e3c 2f746172 6765743e 3c2f706f 6f6c3e00 00000000`,
      value: {
        xml: "<pool type='dir'><name>other</name><target><path>/tmp/rpc-other-pool</path></target></pool>",
        flags: 0,
      },
    },
    reply: {
      hex: `
      00000038 20008086 00000001 0000004d 00000001 000000b4 00000000 00000005
      6f746865 72000000 43f5c2f6 701f4ccd 8959f36b 2be9fc32`,
      value: { pool: { name: 'other', uuid: '43f5c2f6-701f-4ccd-8959-f36b2be9fc32' } },
    },
  },
  storagePoolCreate: {
    call: {
      hex: `
      00000040 20008086 00000001 0000004e 00000000 000000b3 00000000 0000000c
      64656661 756c742d 706f6f6c dfe224cb 28fb8dd0 c4b264eb 3f0f4566 00000000`,
      value: {
        pool: { name: 'default-pool', uuid: 'dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566' },
        flags: 0,
      },
    },
    reply: {
      hex: `
      0000001c 20008086 00000001 0000004e 00000001 000000b3 00000000`,
      value: {},
    },
  },
  storagePoolBuild: {
    call: {
      hex: `
      0000003c 20008086 00000001 0000004f 00000000 000000b5 00000000 00000005
      6f746865 72000000 43f5c2f6 701f4ccd 8959f36b 2be9fc32 00000000`,
      value: { pool: { name: 'other', uuid: '43f5c2f6-701f-4ccd-8959-f36b2be9fc32' }, flags: 0 },
    },
    reply: {
      hex: `
      0000001c 20008086 00000001 0000004f 00000001 000000b5 00000000`,
      value: {},
    },
  },
  storagePoolDestroy: {
    call: {
      hex: `
      0000003c 20008086 00000001 00000050 00000000 000000b2 00000000 0000000c
      64656661 756c742d 706f6f6c dfe224cb 28fb8dd0 c4b264eb 3f0f4566`,
      value: { pool: { name: 'default-pool', uuid: 'dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566' } },
    },
    reply: {
      hex: `
      0000001c 20008086 00000001 00000050 00000001 000000b2 00000000`,
      value: {},
    },
  },
  storagePoolUndefine: {
    call: {
      hex: `
      00000038 20008086 00000001 00000052 00000000 000000b6 00000000 00000005
      6f746865 72000000 43f5c2f6 701f4ccd 8959f36b 2be9fc32`,
      value: { pool: { name: 'other', uuid: '43f5c2f6-701f-4ccd-8959-f36b2be9fc32' } },
    },
    reply: {
      hex: `
      0000001c 20008086 00000001 00000052 00000001 000000b6 00000000`,
      value: {},
    },
  },
  storagePoolRefresh: {
    call: {
      hex: `
      00000040 20008086 00000001 00000053 00000000 000000b1 00000000 0000000c
      64656661 756c742d 706f6f6c dfe224cb 28fb8dd0 c4b264eb 3f0f4566 00000000`,
      value: {
        pool: { name: 'default-pool', uuid: 'dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566' },
        flags: 0,
      },
    },
    reply: {
      hex: `
      0000001c 20008086 00000001 00000053 00000001 000000b1 00000000`,
      value: {},
    },
  },
  storagePoolListAllVolumes: {
    call: {
      hex: `
      00000044 20008086 00000001 0000011a 00000000 000000a6 00000000 0000000c
      64656661 756c742d 706f6f6c dfe224cb 28fb8dd0 c4b264eb 3f0f4566 00000001
      00000000`,
      value: {
        pool: { name: 'default-pool', uuid: 'dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566' },
        needResults: true,
        flags: 0,
      },
    },
    reply: {
      hex: `
      0000005c 20008086 00000001 0000011a 00000001 000000a6 00000000 00000001
      0000000c 64656661 756c742d 706f6f6c 00000008 6469736b 2e696d67 00000016
      2f646566 61756c74 2d706f6f 6c2f6469 736b2e69 6d670000 00000001`,
      value: {
        vols: [{ pool: 'default-pool', name: 'disk.img', key: '/default-pool/disk.img' }],
        ret: 1,
      },
    },
  },
  storageVolLookupByName: {
    call: {
      hex: `
      00000048 20008086 00000001 0000005f 00000000 000000a7 00000000 0000000c
      64656661 756c742d 706f6f6c dfe224cb 28fb8dd0 c4b264eb 3f0f4566 00000008
      6469736b 2e696d67`,
      value: {
        pool: { name: 'default-pool', uuid: 'dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566' },
        name: 'disk.img',
      },
    },
    reply: {
      hex: `
      00000054 20008086 00000001 0000005f 00000001 000000a7 00000000 0000000c
      64656661 756c742d 706f6f6c 00000008 6469736b 2e696d67 00000016 2f646566
      61756c74 2d706f6f 6c2f6469 736b2e69 6d670000`,
      value: { vol: { pool: 'default-pool', name: 'disk.img', key: '/default-pool/disk.img' } },
    },
  },
  storageVolLookupByKey: {
    call: {
      hex: `
      00000038 20008086 00000001 00000060 00000000 000000a8 00000000 00000016
      2f646566 61756c74 2d706f6f 6c2f6469 736b2e69 6d670000`,
      value: { key: '/default-pool/disk.img' },
    },
    reply: {
      hex: `
      00000054 20008086 00000001 00000060 00000001 000000a8 00000000 0000000c
      64656661 756c742d 706f6f6c 00000008 6469736b 2e696d67 00000016 2f646566
      61756c74 2d706f6f 6c2f6469 736b2e69 6d670000`,
      value: { vol: { pool: 'default-pool', name: 'disk.img', key: '/default-pool/disk.img' } },
    },
  },
  storageVolLookupByPath: {
    call: {
      hex: `
      00000038 20008086 00000001 00000061 00000000 000000aa 00000000 00000016
      2f646566 61756c74 2d706f6f 6c2f6469 736b2e69 6d670000`,
      value: { path: '/default-pool/disk.img' },
    },
    reply: {
      hex: `
      00000054 20008086 00000001 00000061 00000001 000000aa 00000000 0000000c
      64656661 756c742d 706f6f6c 00000008 6469736b 2e696d67 00000016 2f646566
      61756c74 2d706f6f 6c2f6469 736b2e69 6d670000`,
      value: { vol: { pool: 'default-pool', name: 'disk.img', key: '/default-pool/disk.img' } },
    },
  },
  storageVolGetInfo: {
    call: {
      hex: `
      00000054 20008086 00000001 00000062 00000000 000000ab 00000000 0000000c
      64656661 756c742d 706f6f6c 00000008 6469736b 2e696d67 00000016 2f646566
      61756c74 2d706f6f 6c2f6469 736b2e69 6d670000`,
      value: { vol: { pool: 'default-pool', name: 'disk.img', key: '/default-pool/disk.img' } },
    },
    reply: {
      hex: `
      00000030 20008086 00000001 00000062 00000001 000000ab 00000000 00000000
      00000000 00100000 00000000 00100000`,
      value: { type: 0, capacity: 1048576, allocation: 1048576 },
    },
  },
  storageVolGetXmlDesc: {
    call: {
      hex: `
      00000058 20008086 00000001 00000063 00000000 000000b1 00000000 0000000c
      64656661 756c742d 706f6f6c 00000008 6469736b 2e696d67 00000016 2f646566
      61756c74 2d706f6f 6c2f6469 736b2e69 6d670000 00000000`,
      value: {
        vol: { pool: 'default-pool', name: 'disk.img', key: '/default-pool/disk.img' },
        flags: 0,
      },
    },
    reply: {
      hex: `
      00000280 20008086 00000001 00000063 00000001 000000b1 00000000 0000025e
      3c766f6c 756d6520 74797065 3d276669 6c65273e 0a20203c 6e616d65 3e646973
      6b2e696d 673c2f6e 616d653e 0a20203c 6b65793e 2f646566 61756c74 2d706f6f
      6c2f6469 736b2e69 6d673c2f 6b65793e 0a20203c 63617061 63697479 20756e69
      743d2762 79746573 273e3130 34383537 363c2f63 61706163 6974793e 0a20203c
      616c6c6f 63617469 6f6e2075 6e69743d 27627974 6573273e 31303438 3537363c
      2f616c6c 6f636174 696f6e3e 0a20203c 70687973 6963616c 20756e69 743d2762
      79746573 273e3130 34383537 363c2f70 68797369 63616c3e 0a20203c 74617267
      65743e0a 20202020 3c706174 683e2f64 65666175 6c742d70 6f6f6c2f 6469736b
      2e696d67 3c2f7061 74683e0a 20202020 3c666f72 6d617420 74797065 3d277261
      77272f3e 0a202020 203c7065 726d6973 73696f6e 733e0a20 20202020 203c6d6f
      64653e30 3630303c 2f6d6f64 653e0a20 20202020 203c6f77 6e65723e 303c2f6f
      776e6572 3e0a2020 20202020 3c67726f 75703e30 3c2f6772 6f75703e 0a202020
      203c2f70 65726d69 7373696f 6e733e0a 20202020 3c74696d 65737461 6d70733e
      0a202020 2020203c 6174696d 653e3137 39353336 37353637 2e383635 33353031
      37343c2f 6174696d 653e0a20 20202020 203c6d74 696d653e 31373935 33363735
      36372e38 36353039 31373735 3c2f6d74 696d653e 0a202020 2020203c 6374696d
      653e3137 39353336 37353637 2e383635 30393137 37353c2f 6374696d 653e0a20
      20202020 203c6274 696d653e 303c2f62 74696d65 3e0a2020 20203c2f 74696d65
      7374616d 70733e0a 20203c2f 74617267 65743e0a 3c2f766f 6c756d65 3e0a0000`,
      value: { xml: "<volume type='file'>\n  <name>disk.img</name>\n  <key>/default… (606)" },
    },
  },
  storageVolGetPath: {
    call: {
      hex: `
      00000054 20008086 00000001 00000064 00000000 000000a9 00000000 0000000c
      64656661 756c742d 706f6f6c 00000008 6469736b 2e696d67 00000016 2f646566
      61756c74 2d706f6f 6c2f6469 736b2e69 6d670000`,
      value: { vol: { pool: 'default-pool', name: 'disk.img', key: '/default-pool/disk.img' } },
    },
    reply: {
      hex: `
      00000038 20008086 00000001 00000064 00000001 000000a9 00000000 00000016
      2f646566 61756c74 2d706f6f 6c2f6469 736b2e69 6d670000`,
      value: { name: '/default-pool/disk.img' },
    },
  },
  storageVolCreateXml: {
    call: {
      hex: `
      00000088 20008086 00000001 0000005d 00000000 000000a5 00000000 0000000c
      64656661 756c742d 706f6f6c dfe224cb 28fb8dd0 c4b264eb 3f0f4566 00000042
      3c766f6c 756d653e 3c6e616d 653e6469 736b2e69 6d673c2f 6e616d65 3e3c6361
      70616369 74793e31 30343835 37363c2f 63617061 63697479 3e3c2f76 6f6c756d
      653e0000 00000000`,
      value: {
        pool: { name: 'default-pool', uuid: 'dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566' },
        xml: '<volume><name>disk.img</name><capacity>1048576</capacity></volume>',
        flags: 0,
      },
    },
    reply: {
      hex: `
      00000054 20008086 00000001 0000005d 00000001 000000a5 00000000 0000000c
      64656661 756c742d 706f6f6c 00000008 6469736b 2e696d67 00000016 2f646566
      61756c74 2d706f6f 6c2f6469 736b2e69 6d670000`,
      value: { vol: { pool: 'default-pool', name: 'disk.img', key: '/default-pool/disk.img' } },
    },
  },
  storageVolDelete: {
    call: {
      hex: `
      00000058 20008086 00000001 0000005e 00000000 000000b0 00000000 0000000c
      64656661 756c742d 706f6f6c 00000008 6469736b 2e696d67 00000016 2f646566
      61756c74 2d706f6f 6c2f6469 736b2e69 6d670000 00000000`,
      value: {
        vol: { pool: 'default-pool', name: 'disk.img', key: '/default-pool/disk.img' },
        flags: 0,
      },
    },
    reply: {
      hex: `
      0000001c 20008086 00000001 0000005e 00000001 000000b0 00000000`,
      value: {},
    },
  },
  storageVolDownload: {
    call: {
      hex: `
      00000068 20008086 00000001 000000d1 00000000 000000b4 00000000 0000000c
      64656661 756c742d 706f6f6c 00000008 6469736b 2e696d67 00000016 2f646566
      61756c74 2d706f6f 6c2f6469 736b2e69 6d670000 00000000 00000000 00000000
      00000000 00000001`,
      value: {
        vol: { pool: 'default-pool', name: 'disk.img', key: '/default-pool/disk.img' },
        offset: 0,
        length: 0,
        flags: 1,
      },
    },
    reply: {
      hex: `
      0000001c 20008086 00000001 000000d1 00000001 000000b4 00000000`,
      value: {},
    },
  },
  storageVolUpload: {
    call: {
      hex: `
      00000068 20008086 00000001 000000d0 00000000 000000b3 00000000 0000000c
      64656661 756c742d 706f6f6c 00000008 6469736b 2e696d67 00000016 2f646566
      61756c74 2d706f6f 6c2f6469 736b2e69 6d670000 00000000 00000000 00000000
      00000000 00000001`,
      value: {
        vol: { pool: 'default-pool', name: 'disk.img', key: '/default-pool/disk.img' },
        offset: 0,
        length: 0,
        flags: 1,
      },
    },
    reply: {
      hex: `
      0000001c 20008086 00000001 000000d0 00000001 000000b3 00000000`,
      value: {},
    },
  },
} satisfies GoldenCalls
