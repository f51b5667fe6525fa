import type { GoldenCalls } from './golden.ts'

/** Figures of domains, as libvirt 9.0’s own client and daemon said it. */
export const statsGolden = {
  connectGetAllDomainStats: {
    call: {
      hex: `
      00000028 20008086 00000001 00000158 00000000 0000005b 00000000 00000000
      00000000 00000000`,
      value: { doms: [], stats: 0, flags: 0 },
    },
    reply: {
      hex: `
      00000620 20008086 00000001 00000158 00000001 0000005b 00000000 00000001
      00000005 67756573 74000000 6f697261 73654000 80000000 00000001 00000001
      0000002f 0000000b 73746174 652e7374 61746500 00000001 00000001 0000000c
      73746174 652e7265 61736f6e 00000001 00000001 00000008 6370752e 74696d65
      00000004 00000000 2450c890 00000008 6370752e 75736572 00000004 00000000
      1c3eba68 0000000a 6370752e 73797374 656d0000 00000004 00000000 08120a40
      00000017 6370752e 63616368 652e6d6f 6e69746f 722e636f 756e7400 00000002
      00000000 00000019 6370752e 68616c74 706f6c6c 2e737563 63657373 2e74696d
      65000000 00000004 00000000 00000000 00000016 6370752e 68616c74 706f6c6c
      2e666169 6c2e7469 6d650000 00000004 00000000 00000000 0000000f 62616c6c
      6f6f6e2e 63757272 656e7400 00000004 00000000 00020000 0000000f 62616c6c
      6f6f6e2e 6d617869 6d756d00 00000004 00000000 00020000 00000013 62616c6c
      6f6f6e2e 6c617374 2d757064 61746500 00000004 00000000 00000000 0000000b
      62616c6c 6f6f6e2e 72737300 00000004 00000000 0000d8b4 0000000c 76637075
      2e637572 72656e74 00000002 00000001 0000000c 76637075 2e6d6178 696d756d
      00000002 00000001 0000000c 76637075 2e302e73 74617465 00000001 00000001
      0000000b 76637075 2e302e74 696d6500 00000004 00000000 10b07600 0000000b
      76637075 2e302e77 61697400 00000004 00000000 00000000 0000000c 76637075
      2e302e64 656c6179 00000004 00000000 00e3e207 00000009 6e65742e 636f756e
      74000000 00000002 00000001 0000000b 626c6f63 6b2e636f 756e7400 00000002
      00000002 0000000c 626c6f63 6b2e302e 6e616d65 00000007 00000003 76646100
      0000000c 626c6f63 6b2e302e 70617468 00000007 00000022 2f766172 2f6c6962
      2f6c6962 76697274 2f696d61 6765732f 636f7079 2e71636f 77320000 00000014
      626c6f63 6b2e302e 6261636b 696e6749 6e646578 00000002 00000005 0000000f
      626c6f63 6b2e302e 72642e72 65717300 00000004 00000000 00000001 00000010
      626c6f63 6b2e302e 72642e62 79746573 00000004 00000000 00000200 00000010
      626c6f63 6b2e302e 72642e74 696d6573 00000004 00000000 000241fe 0000000f
      626c6f63 6b2e302e 77722e72 65717300 00000004 00000000 00000000 00000010
      626c6f63 6b2e302e 77722e62 79746573 00000004 00000000 00000000 00000010
      626c6f63 6b2e302e 77722e74 696d6573 00000004 00000000 00000000 0000000f
      626c6f63 6b2e302e 666c2e72 65717300 00000004 00000000 00000000 00000010
      626c6f63 6b2e302e 666c2e74 696d6573 00000004 00000000 00000000 00000012
      626c6f63 6b2e302e 616c6c6f 63617469 6f6e0000 00000004 00000000 00050000
      00000010 626c6f63 6b2e302e 63617061 63697479 00000004 00000000 04000000
      00000010 626c6f63 6b2e302e 70687973 6963616c 00000004 00000000 00041000
      0000000c 626c6f63 6b2e312e 6e616d65 00000007 00000003 68646100 0000000f
      626c6f63 6b2e312e 72642e72 65717300 00000004 00000000 00000000 00000010
      626c6f63 6b2e312e 72642e62 79746573 00000004 00000000 00000000 00000010
      626c6f63 6b2e312e 72642e74 696d6573 00000004 00000000 00000000 0000000f
      626c6f63 6b2e312e 77722e72 65717300 00000004 00000000 00000000 00000010
      626c6f63 6b2e312e 77722e62 79746573 00000004 00000000 00000000 00000010
      626c6f63 6b2e312e 77722e74 696d6573 00000004 00000000 00000000 0000000f
      626c6f63 6b2e312e 666c2e72 65717300 00000004 00000000 00000000 00000010
      626c6f63 6b2e312e 666c2e74 696d6573 00000004 00000000 00000000 00000015
      64697274 79726174 652e6361 6c635f73 74617475 73000000 00000001 00000000
      00000019 64697274 79726174 652e6361 6c635f73 74617274 5f74696d 65000000
      00000003 00000000 00000000 00000015 64697274 79726174 652e6361 6c635f70
      6572696f 64000000 00000001 00000000 00000013 64697274 79726174 652e6361
      6c635f6d 6f646500 00000007 0000000d 70616765 2d73616d 706c696e 67000000`,
      value: {
        retStats: [
          {
            dom: { name: 'guest', uuid: '6f697261-7365-4000-8000-000000000001', id: 1 },
            params: [
              { field: 'state.state', type: 'int', value: 1 },
              { field: 'state.reason', type: 'int', value: 1 },
              { field: 'cpu.time', type: 'ullong', value: 609274000 },
              { field: 'cpu.user', type: 'ullong', value: 473873000 },
              { field: 'cpu.system', type: 'ullong', value: 135400000 },
              { field: 'cpu.cache.monitor.count', type: 'uint', value: 0 },
              { field: 'cpu.haltpoll.success.time', type: 'ullong', value: 0 },
              { field: 'cpu.haltpoll.fail.time', type: 'ullong', value: 0 },
              { field: 'balloon.current', type: 'ullong', value: 131072 },
              { field: 'balloon.maximum', type: 'ullong', value: 131072 },
              { field: 'balloon.last-update', type: 'ullong', value: 0 },
              { field: 'balloon.rss', type: 'ullong', value: 55476 },
              { field: 'vcpu.current', type: 'uint', value: 1 },
              { field: 'vcpu.maximum', type: 'uint', value: 1 },
              { field: 'vcpu.0.state', type: 'int', value: 1 },
              { field: 'vcpu.0.time', type: 'ullong', value: 280000000 },
              { field: 'vcpu.0.wait', type: 'ullong', value: 0 },
              { field: 'vcpu.0.delay', type: 'ullong', value: 14934535 },
              { field: 'net.count', type: 'uint', value: 1 },
              { field: 'block.count', type: 'uint', value: 2 },
              { field: 'block.0.name', type: 'string', value: 'vda' },
              {
                field: 'block.0.path',
                type: 'string',
                value: '/var/lib/libvirt/images/copy.qcow2',
              },
              { field: 'block.0.backingIndex', type: 'uint', value: 5 },
              { field: 'block.0.rd.reqs', type: 'ullong', value: 1 },
              { field: 'block.0.rd.bytes', type: 'ullong', value: 512 },
              { field: 'block.0.rd.times', type: 'ullong', value: 147966 },
              { field: 'block.0.wr.reqs', type: 'ullong', value: 0 },
              { field: 'block.0.wr.bytes', type: 'ullong', value: 0 },
              { field: 'block.0.wr.times', type: 'ullong', value: 0 },
              { field: 'block.0.fl.reqs', type: 'ullong', value: 0 },
              { field: 'block.0.fl.times', type: 'ullong', value: 0 },
              { field: 'block.0.allocation', type: 'ullong', value: 327680 },
              { field: 'block.0.capacity', type: 'ullong', value: 67108864 },
              { field: 'block.0.physical', type: 'ullong', value: 266240 },
              { field: 'block.1.name', type: 'string', value: 'hda' },
              { field: 'block.1.rd.reqs', type: 'ullong', value: 0 },
              { field: 'block.1.rd.bytes', type: 'ullong', value: 0 },
              { field: 'block.1.rd.times', type: 'ullong', value: 0 },
              { field: 'block.1.wr.reqs', type: 'ullong', value: 0 },
              { field: 'block.1.wr.bytes', type: 'ullong', value: 0 },
              { field: 'block.1.wr.times', type: 'ullong', value: 0 },
              { field: 'block.1.fl.reqs', type: 'ullong', value: 0 },
              { field: 'block.1.fl.times', type: 'ullong', value: 0 },
              { field: 'dirtyrate.calc_status', type: 'int', value: 0 },
              { field: 'dirtyrate.calc_start_time', type: 'llong', value: 0 },
              { field: 'dirtyrate.calc_period', type: 'int', value: 0 },
              { field: 'dirtyrate.calc_mode', type: 'string', value: 'page-sampling' },
            ],
          },
        ],
      },
    },
  },
  domainBlockStats: {
    call: {
      hex: `
      00000044 20008086 00000001 00000040 00000000 0000005d 00000000 00000005
      67756573 74000000 6f697261 73654000 80000000 00000001 00000001 00000003
      76646100`,
      value: {
        dom: { name: 'guest', uuid: '6f697261-7365-4000-8000-000000000001', id: 1 },
        path: 'vda',
      },
    },
    reply: {
      hex: `
      00000044 20008086 00000001 00000040 00000001 0000005d 00000000 00000000
      00000001 00000000 00000200 00000000 00000000 00000000 00000000 ffffffff
      ffffffff`,
      value: { rdReq: 1, rdBytes: 512, wrReq: 0, wrBytes: 0, errs: -1 },
    },
  },
  domainBlockStatsFlags: {
    call: {
      hex: `
      0000004c 20008086 00000001 000000f3 00000000 00000061 00000000 00000005
      67756573 74000000 6f697261 73654000 80000000 00000001 00000001 00000003
      76646100 00000008 00000004`,
      value: {
        dom: { name: 'guest', uuid: '6f697261-7365-4000-8000-000000000001', id: 1 },
        path: 'vda',
        nparams: 8,
        flags: 4,
      },
    },
    reply: {
      hex: `
      00000118 20008086 00000001 000000f3 00000001 00000061 00000000 00000008
      00000008 77725f62 79746573 00000003 00000000 00000000 0000000d 77725f6f
      70657261 74696f6e 73000000 00000003 00000000 00000000 00000008 72645f62
      79746573 00000003 00000000 00000200 0000000d 72645f6f 70657261 74696f6e
      73000000 00000003 00000000 00000001 00000010 666c7573 685f6f70 65726174
      696f6e73 00000003 00000000 00000000 0000000e 77725f74 6f74616c 5f74696d
      65730000 00000003 00000000 00000000 0000000e 72645f74 6f74616c 5f74696d
      65730000 00000003 00000000 000241fe 00000011 666c7573 685f746f 74616c5f
      74696d65 73000000 00000003 00000000 00000000 00000000`,
      value: {
        params: [
          { field: 'wr_bytes', type: 'llong', value: 0 },
          { field: 'wr_operations', type: 'llong', value: 0 },
          { field: 'rd_bytes', type: 'llong', value: 512 },
          { field: 'rd_operations', type: 'llong', value: 1 },
          { field: 'flush_operations', type: 'llong', value: 0 },
          { field: 'wr_total_times', type: 'llong', value: 0 },
          { field: 'rd_total_times', type: 'llong', value: 147966 },
          { field: 'flush_total_times', type: 'llong', value: 0 },
        ],
        nparams: 0,
      },
    },
  },
  domainInterfaceStats: {
    call: {
      hex: `
      00000044 20008086 00000001 00000041 00000000 0000005d 00000000 00000004
      74657374 6695eb01 f6a48304 79aa97f2 502e193f 00000001 00000008 74657374
      6e657430`,
      value: {
        dom: { name: 'test', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: 1 },
        device: 'testnet0',
      },
    },
    reply: {
      hex: `
      0000005c 20008086 00000001 00000041 00000001 0000005d 00000000 0000a349
      a8789ab5 00001054 2a7275de 00000000 6b032278 00000000 3581913c 000051a4
      d43c4d5a 00000ed8 269699b3 00000000 23abb628 00000000 1ac0c89e`,
      value: {
        rxBytes: 179536754416309,
        rxPackets: 17953675441630,
        rxErrs: 1795367544,
        rxDrop: 897683772,
        txBytes: 89768377208154,
        txPackets: 16321523128755,
        txErrs: 598455848,
        txDrop: 448841886,
      },
    },
  },
  domainMemoryStats: {
    call: {
      hex: `
      00000040 20008086 00000001 0000009f 00000000 0000005e 00000000 00000004
      74657374 6695eb01 f6a48304 79aa97f2 502e193f 00000001 0000000d 00000000`,
      value: {
        dom: { name: 'test', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: 1 },
        maxStats: 13,
        flags: 0,
      },
    },
    reply: {
      hex: `
      000000bc 20008086 00000001 0000009f 00000001 0000005e 00000000 0000000d
      00000006 00000000 00200000 00000000 00000000 00000000 00000001 00000000
      00000000 00000002 00000000 00000000 00000003 00000000 00000000 00000004
      00000000 00100000 00000005 00000000 00200000 00000008 00000000 00100000
      00000009 00000000 25642470 0000000a 00000000 00040000 0000000b 00000000
      00000000 0000000c 00000000 00000000 00000007 00000000 00100000`,
      value: {
        stats: [
          { tag: 6, val: 2097152 },
          { tag: 0, val: 0 },
          { tag: 1, val: 0 },
          { tag: 2, val: 0 },
          { tag: 3, val: 0 },
          { tag: 4, val: 1048576 },
          { tag: 5, val: 2097152 },
          { tag: 8, val: 1048576 },
          { tag: 9, val: 627319920 },
          { tag: 10, val: 262144 },
          { tag: 11, val: 0 },
          { tag: 12, val: 0 },
          { tag: 7, val: 1048576 },
        ],
      },
    },
  },
  domainSetMemoryStatsPeriod: {
    call: {
      hex: `
      00000044 20008086 00000001 00000134 00000000 00000065 00000000 00000005
      67756573 74000000 6f697261 73654000 80000000 00000001 00000001 00000002
      00000001`,
      value: {
        dom: { name: 'guest', uuid: '6f697261-7365-4000-8000-000000000001', id: 1 },
        period: 2,
        flags: 1,
      },
    },
    reply: {
      hex: `
      0000001c 20008086 00000001 00000134 00000001 00000065 00000000`,
      value: {},
    },
  },
  domainGetBlockInfo: {
    call: {
      hex: `
      00000048 20008086 00000001 000000c2 00000000 00000066 00000000 00000005
      67756573 74000000 6f697261 73654000 80000000 00000001 00000001 00000003
      76646100 00000000`,
      value: {
        dom: { name: 'guest', uuid: '6f697261-7365-4000-8000-000000000001', id: 1 },
        path: 'vda',
        flags: 0,
      },
    },
    reply: {
      hex: `
      00000034 20008086 00000001 000000c2 00000001 00000066 00000000 00000000
      00041000 00000000 04000000 00000000 00050000`,
      value: { allocation: 266240, capacity: 67108864, physical: 327680 },
    },
  },
  domainGetBlockJobInfo: {
    call: {
      hex: `
      00000048 20008086 00000001 000000ee 00000000 00000067 00000000 00000005
      67756573 74000000 6f697261 73654000 80000000 00000001 00000001 00000003
      76646100 00000000`,
      value: {
        dom: { name: 'guest', uuid: '6f697261-7365-4000-8000-000000000001', id: 1 },
        path: 'vda',
        flags: 0,
      },
    },
    reply: {
      hex: `
      0000003c 20008086 00000001 000000ee 00000001 00000067 00000000 00000000
      00000000 00000000 00000000 00000000 00000000 00000000 00000000`,
      value: { found: 0, type: 0, bandwidth: 0, cur: 0, end: 0 },
    },
  },
  domainGetCpuStats: {
    call: {
      hex: `
      0000004c 20008086 00000001 00000106 00000000 0000006b 00000000 00000005
      67756573 74000000 6f697261 73654000 80000000 00000001 00000001 00000003
      ffffffff 00000001 00000004`,
      value: {
        dom: { name: 'guest', uuid: '6f697261-7365-4000-8000-000000000001', id: 1 },
        nparams: 3,
        startCpu: -1,
        ncpus: 1,
        flags: 4,
      },
    },
    reply: {
      hex: `
      00000074 20008086 00000001 00000106 00000001 0000006b 00000000 00000003
      00000008 6370755f 74696d65 00000004 00000000 251b7b30 00000009 75736572
      5f74696d 65000000 00000004 00000000 1cd5ab08 0000000b 73797374 656d5f74
      696d6500 00000004 00000000 0845d028 00000003`,
      value: {
        params: [
          { field: 'cpu_time', type: 'ullong', value: 622558000 },
          { field: 'user_time', type: 'ullong', value: 483765000 },
          { field: 'system_time', type: 'ullong', value: 138793000 },
        ],
        nparams: 3,
      },
    },
  },
  domainGetDiskErrors: {
    call: {
      hex: `
      00000040 20008086 00000001 00000107 00000000 00000066 00000000 00000004
      74657374 6695eb01 f6a48304 79aa97f2 502e193f 00000001 00000004 00000000`,
      value: {
        dom: { name: 'test', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: 1 },
        maxerrors: 4,
        flags: 0,
      },
    },
    reply: {
      hex: `
      00000030 20008086 00000001 00000107 00000001 00000066 00000000 00000001
      00000003 76646100 00000001 00000001`,
      value: { errors: [{ disk: 'vda', error: 1 }], nerrors: 1 },
    },
  },
  domainInterfaceAddresses: {
    call: {
      hex: `
      00000040 20008086 00000001 00000161 00000000 00000067 00000000 00000004
      74657374 6695eb01 f6a48304 79aa97f2 502e193f 00000001 00000000 00000000`,
      value: {
        dom: { name: 'test', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: 1 },
        source: 0,
        flags: 0,
      },
    },
    reply: {
      hex: `
      00000068 20008086 00000001 00000161 00000001 00000067 00000000 00000001
      00000008 74657374 6e657430 00000001 00000011 61613a62 623a6363 3a64643a
      65653a66 66000000 00000001 00000000 0000000d 3139322e 3136382e 3132322e
      33000000 00000018`,
      value: {
        ifaces: [
          {
            name: 'testnet0',
            hwaddr: 'aa:bb:cc:dd:ee:ff',
            addrs: [{ type: 0, addr: '192.168.122.3', prefix: 24 }],
          },
        ],
      },
    },
  },
} satisfies GoldenCalls
