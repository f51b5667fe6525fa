import type { GoldenCalls } from './golden.ts'

/** Packet filters and secrets, as libvirt 9.0’s own client and daemon said it. */
export const secretGolden = {
  connectListAllNwfilters: {
    call: {
      hex: `
      00000024 20008086 00000001 0000011e 00000000 000000d8 00000000 00000001
      00000000`,
      value: { needResults: true, flags: 0 },
    },
    reply: {
      hex: `
      000003ac 20008086 00000001 0000011e 00000001 000000d8 00000000 00000018
      0000000e 6e6f2d69 702d7370 6f6f6669 6e670000 e5bfca5d c2be42a1 bb65b3ad
      dc46ea50 0000000f 6e6f2d61 72702d73 706f6f66 696e6700 0f56e8e6 e9354074
      92d5864c 36180db3 0000000f 6e6f2d6d 61632d73 706f6f66 696e6700 77acf1f3
      9119424c aadd00cb 80372df6 00000012 71656d75 2d616e6e 6f756e63 652d7365
      6c660000 9cf8fe42 00b64e7e 85da25ac 44c1c162 00000010 6e6f2d69 7076362d
      73706f6f 66696e67 1b33d53f 67b04893 bd32b9ec 1747f321 00000009 616c6c6f
      772d6172 70000000 59b1b6cc 490341e4 a907f6eb fe700c34 00000013 6e6f2d61
      72702d6d 61632d73 706f6f66 696e6700 7d2f07c3 56ef4f83 ae5fa71d b2c6fb7f
      00000011 616c6c6f 772d6468 63702d73 65727665 72000000 14d8c585 199f4372
      8214b221 fc778546 00000017 71656d75 2d616e6e 6f756e63 652d7365 6c662d72
      61727000 70b8c10e 7ac44c42 a8ed9990 40aa3e89 0000000f 6e6f2d69 702d6d75
      6c746963 61737400 7dbb46d0 c20747ea acee64a7 f9d153cf 0000000d 636c6561
      6e2d7472 61666669 63000000 21f71aef 6e554425 9a7ce707 6cc7ed18 00000011
      6e6f2d69 7076362d 6d756c74 69636173 74000000 97fe53c9 5df1460c bdbcd1dd
      420d02b1 00000015 636c6561 6e2d7472 61666669 632d6761 74657761 79000000
      00c86a35 bc1b48bf 96688e38 7c33aa43 00000013 616c6c6f 772d6468 63707636
      2d736572 76657200 8dde7ce6 61894897 a0a2f99e 82d6bebc 0000000a 616c6c6f
      772d6970 76360000 e9bd931a 791a439f bef25fcc 24ab4435 00000015 6e6f2d6f
      74686572 2d726172 702d7472 61666669 63000000 324fe166 c5ee41f7 a8bcd906
      9e902a6b 0000000a 616c6c6f 772d6468 63700000 ae62f8d0 4c6c4ef5 a08baec7
      37a1d987 00000013 616c6c6f 772d696e 636f6d69 6e672d69 70763600 730b3972
      91d745e5 af13a1c1 40bfd887 0000000c 616c6c6f 772d6468 63707636 2c5c4f5a
      991f4884 a1350162 0155e052 0000000a 616c6c6f 772d6970 76340000 7094fee2
      df27477a a551337d 6d3a7cb4 00000010 6e6f2d6d 61632d62 726f6164 63617374
      a1547982 24164656 b507b52c 8b3cf146 00000013 6e6f2d6f 74686572 2d6c322d
      74726166 66696300 92f7755e 0ed74c11 91d613d3 c9a139c1 00000013 616c6c6f
      772d696e 636f6d69 6e672d69 70763400 5c152e26 11414e81 a665185b ff55bd99
      00000012 6e6f2d61 72702d69 702d7370 6f6f6669 6e670000 864e5d5d f4b24cb8
      b3fe7243 779de766 00000018`,
      value: {
        filters: [
          { name: 'no-ip-spoofing', uuid: 'e5bfca5d-c2be-42a1-bb65-b3addc46ea50' },
          { name: 'no-arp-spoofing', uuid: '0f56e8e6-e935-4074-92d5-864c36180db3' },
          { name: 'no-mac-spoofing', uuid: '77acf1f3-9119-424c-aadd-00cb80372df6' },
          { name: 'qemu-announce-self', uuid: '9cf8fe42-00b6-4e7e-85da-25ac44c1c162' },
          { name: 'no-ipv6-spoofing', uuid: '1b33d53f-67b0-4893-bd32-b9ec1747f321' },
          { name: 'allow-arp', uuid: '59b1b6cc-4903-41e4-a907-f6ebfe700c34' },
          { name: 'no-arp-mac-spoofing', uuid: '7d2f07c3-56ef-4f83-ae5f-a71db2c6fb7f' },
          { name: 'allow-dhcp-server', uuid: '14d8c585-199f-4372-8214-b221fc778546' },
          { name: 'qemu-announce-self-rarp', uuid: '70b8c10e-7ac4-4c42-a8ed-999040aa3e89' },
          { name: 'no-ip-multicast', uuid: '7dbb46d0-c207-47ea-acee-64a7f9d153cf' },
          { name: 'clean-traffic', uuid: '21f71aef-6e55-4425-9a7c-e7076cc7ed18' },
          { name: 'no-ipv6-multicast', uuid: '97fe53c9-5df1-460c-bdbc-d1dd420d02b1' },
          { name: 'clean-traffic-gateway', uuid: '00c86a35-bc1b-48bf-9668-8e387c33aa43' },
          { name: 'allow-dhcpv6-server', uuid: '8dde7ce6-6189-4897-a0a2-f99e82d6bebc' },
          { name: 'allow-ipv6', uuid: 'e9bd931a-791a-439f-bef2-5fcc24ab4435' },
          { name: 'no-other-rarp-traffic', uuid: '324fe166-c5ee-41f7-a8bc-d9069e902a6b' },
          { name: 'allow-dhcp', uuid: 'ae62f8d0-4c6c-4ef5-a08b-aec737a1d987' },
          { name: 'allow-incoming-ipv6', uuid: '730b3972-91d7-45e5-af13-a1c140bfd887' },
          { name: 'allow-dhcpv6', uuid: '2c5c4f5a-991f-4884-a135-01620155e052' },
          { name: 'allow-ipv4', uuid: '7094fee2-df27-477a-a551-337d6d3a7cb4' },
          { name: 'no-mac-broadcast', uuid: 'a1547982-2416-4656-b507-b52c8b3cf146' },
          { name: 'no-other-l2-traffic', uuid: '92f7755e-0ed7-4c11-91d6-13d3c9a139c1' },
          { name: 'allow-incoming-ipv4', uuid: '5c152e26-1141-4e81-a665-185bff55bd99' },
          { name: 'no-arp-ip-spoofing', uuid: '864e5d5d-f4b2-4cb8-b3fe-7243779de766' },
        ],
        ret: 24,
      },
    },
  },
  nwfilterLookupByName: {
    call: {
      hex: `
      00000030 20008086 00000001 000000af 00000000 000000d9 00000000 0000000f
      6e6f2d6d 61632d73 706f6f66 696e6700`,
      value: { name: 'no-mac-spoofing' },
    },
    reply: {
      hex: `
      00000040 20008086 00000001 000000af 00000001 000000d9 00000000 0000000f
      6e6f2d6d 61632d73 706f6f66 696e6700 77acf1f3 9119424c aadd00cb 80372df6`,
      value: {
        nwfilter: { name: 'no-mac-spoofing', uuid: '77acf1f3-9119-424c-aadd-00cb80372df6' },
      },
    },
  },
  nwfilterLookupByUuid: {
    call: {
      hex: `
      0000002c 20008086 00000001 000000b0 00000000 000000da 00000000 77acf1f3
      9119424c aadd00cb 80372df6`,
      value: { uuid: '77acf1f3-9119-424c-aadd-00cb80372df6' },
    },
    reply: {
      hex: `
      00000040 20008086 00000001 000000b0 00000001 000000da 00000000 0000000f
      6e6f2d6d 61632d73 706f6f66 696e6700 77acf1f3 9119424c aadd00cb 80372df6`,
      value: {
        nwfilter: { name: 'no-mac-spoofing', uuid: '77acf1f3-9119-424c-aadd-00cb80372df6' },
      },
    },
  },
  nwfilterGetXmlDesc: {
    call: {
      hex: `
      00000044 20008086 00000001 000000b1 00000000 000000db 00000000 0000000f
      6e6f2d6d 61632d73 706f6f66 696e6700 77acf1f3 9119424c aadd00cb 80372df6
      00000000`,
      value: {
        nwfilter: { name: 'no-mac-spoofing', uuid: '77acf1f3-9119-424c-aadd-00cb80372df6' },
        flags: 0,
      },
    },
    reply: {
      hex: `
      00000144 20008086 00000001 000000b1 00000001 000000db 00000000 00000124
      3c66696c 74657220 6e616d65 3d276e6f 2d6d6163 2d73706f 6f66696e 67272063
      6861696e 3d276d61 63272070 72696f72 6974793d 272d3830 30273e0a 20203c75
      7569643e 37376163 66316633 2d393131 392d3432 34632d61 6164642d 30306362
      38303337 32646636 3c2f7575 69643e0a 20203c72 756c6520 61637469 6f6e3d27
      72657475 726e2720 64697265 6374696f 6e3d276f 75742720 7072696f 72697479
      3d273530 30273e0a 20202020 3c6d6163 20737263 6d616361 6464723d 27244d41
      43272f3e 0a20203c 2f72756c 653e0a20 203c7275 6c652061 6374696f 6e3d2764
      726f7027 20646972 65637469 6f6e3d27 6f757427 20707269 6f726974 793d2735
      3030273e 0a202020 203c6d61 632f3e0a 20203c2f 72756c65 3e0a3c2f 66696c74
      65723e0a`,
      value: { xml: "<filter name='no-mac-spoofing' chain='mac' priority='-800'>\n… (292)" },
    },
  },
  connectListAllSecrets: {
    call: {
      hex: `
      00000024 20008086 00000001 0000011f 00000000 000000dd 00000000 00000001
      00000000`,
      value: { needResults: true, flags: 0 },
    },
    reply: {
      hex: `
      00000044 20008086 00000001 0000011f 00000001 000000dd 00000000 00000001
      11111111 22224333 84445555 55555555 00000002 00000008 63657068 206b6579
      00000001`,
      value: {
        secrets: [
          { uuid: '11111111-2222-4333-8444-555555555555', usageType: 2, usageId: 'ceph key' },
        ],
        ret: 1,
      },
    },
  },
  secretLookupByUuid: {
    call: {
      hex: `
      0000002c 20008086 00000001 0000008d 00000000 000000de 00000000 11111111
      22224333 84445555 55555555`,
      value: { uuid: '11111111-2222-4333-8444-555555555555' },
    },
    reply: {
      hex: `
      0000003c 20008086 00000001 0000008d 00000001 000000de 00000000 11111111
      22224333 84445555 55555555 00000002 00000008 63657068 206b6579`,
      value: {
        secret: { uuid: '11111111-2222-4333-8444-555555555555', usageType: 2, usageId: 'ceph key' },
      },
    },
  },
  secretLookupByUsage: {
    call: {
      hex: `
      0000002c 20008086 00000001 00000093 00000000 000000df 00000000 00000002
      00000008 63657068 206b6579`,
      value: { usageType: 2, usageId: 'ceph key' },
    },
    reply: {
      hex: `
      0000003c 20008086 00000001 00000093 00000001 000000df 00000000 11111111
      22224333 84445555 55555555 00000002 00000008 63657068 206b6579`,
      value: {
        secret: { uuid: '11111111-2222-4333-8444-555555555555', usageType: 2, usageId: 'ceph key' },
      },
    },
  },
  secretGetXmlDesc: {
    call: {
      hex: `
      00000040 20008086 00000001 0000008f 00000000 000000e0 00000000 11111111
      22224333 84445555 55555555 00000002 00000008 63657068 206b6579 00000000`,
      value: {
        secret: { uuid: '11111111-2222-4333-8444-555555555555', usageType: 2, usageId: 'ceph key' },
        flags: 0,
      },
    },
    reply: {
      hex: `
      000000c0 20008086 00000001 0000008f 00000001 000000e0 00000000 0000009e
      3c736563 72657420 65706865 6d657261 6c3d276e 6f272070 72697661 74653d27
      6e6f273e 0a20203c 75756964 3e313131 31313131 312d3232 32322d34 3333332d
      38343434 2d353535 35353535 35353535 353c2f75 7569643e 0a20203c 75736167
      65207479 70653d27 63657068 273e0a20 2020203c 6e616d65 3e636570 68206b65
      793c2f6e 616d653e 0a20203c 2f757361 67653e0a 3c2f7365 63726574 3e0a0000`,
      value: { xml: "<secret ephemeral='no' private='no'>\n  <uuid>11111111-2222-4… (158)" },
    },
  },
} satisfies GoldenCalls
