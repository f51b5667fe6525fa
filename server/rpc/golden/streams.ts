/** One frame of a recorded conversation, and what our log says of it. */
export interface Line {
  from: 'client' | 'daemon'
  hex: string
  says: string
}

/** Whole conversations between libvirt 9.0’s own client and daemon. */
export const streamsGolden = {
  /** A file of 1 MiB of nothing and the word "end". */
  download: [
    {
      from: 'client',
      hex: `
      00000074 20008086 00000001 000000d1 00000000 00000005 00000000 00000006
      696d6167 65730000 0000000a 73706172 73652e69 6d670000 00000022 2f766172
      2f6c6962 2f6c6962 76697274 2f696d61 6765732f 73706172 73652e69 6d670000
      00000000 00000000 00000000 00000000 00000001`,
      says: 'call storageVolDownload #5 {"vol":{"pool":"images","name":"sparse.img","key":"/var/lib/libvirt/images/sparse.img"},"offset":0,"length":0,"flags":1}',
    },
    {
      from: 'daemon',
      hex: `
      0000001c 20008086 00000001 000000d1 00000001 00000005 00000000`,
      says: 'reply storageVolDownload #5 {}',
    },
    {
      from: 'daemon',
      hex: `
      00000028 20008086 00000001 000000d1 00000006 00000005 00000002 00000000
      00100000 00000000`,
      says: 'stream-hole storageVolDownload #5 12 bytes',
    },
    {
      from: 'daemon',
      hex: `
      0000001f 20008086 00000001 000000d1 00000003 00000005 00000002 656e64`,
      says: 'stream storageVolDownload #5 3 bytes',
    },
    {
      from: 'daemon',
      hex: `
      0000001c 20008086 00000001 000000d1 00000003 00000005 00000002`,
      says: 'stream storageVolDownload #5 end',
    },
    {
      from: 'client',
      hex: `
      0000001c 20008086 00000001 000000d1 00000003 00000005 00000000`,
      says: 'stream storageVolDownload #5 finish',
    },
    {
      from: 'daemon',
      hex: `
      0000001c 20008086 00000001 000000d1 00000003 00000005 00000000`,
      says: 'stream storageVolDownload #5 finish',
    },
  ],
  upload: [
    {
      from: 'client',
      hex: `
      0000006c 20008086 00000001 000000d0 00000000 00000007 00000000 00000006
      696d6167 65730000 00000006 75702e69 6d670000 0000001e 2f766172 2f6c6962
      2f6c6962 76697274 2f696d61 6765732f 75702e69 6d670000 00000000 00000000
      00000000 00000000 00000001`,
      says: 'call storageVolUpload #7 {"vol":{"pool":"images","name":"up.img","key":"/var/lib/libvirt/images/up.img"},"offset":0,"length":0,"flags":1}',
    },
    {
      from: 'daemon',
      hex: `
      0000001c 20008086 00000001 000000d0 00000001 00000007 00000000`,
      says: 'reply storageVolUpload #7 {}',
    },
    {
      from: 'client',
      hex: `
      00000026 20008086 00000001 000000d0 00000003 00000007 00000002 30313233
      34353637 3839`,
      says: 'stream storageVolUpload #7 10 bytes',
    },
    {
      from: 'client',
      hex: `
      00000028 20008086 00000001 000000d0 00000006 00000007 00000002 00000000
      00010000 00000000`,
      says: 'stream-hole storageVolUpload #7 12 bytes',
    },
    {
      from: 'client',
      hex: `
      0000001f 20008086 00000001 000000d0 00000003 00000007 00000002 656e64`,
      says: 'stream storageVolUpload #7 3 bytes',
    },
    {
      from: 'client',
      hex: `
      0000001c 20008086 00000001 000000d0 00000003 00000007 00000000`,
      says: 'stream storageVolUpload #7 finish',
    },
    {
      from: 'daemon',
      hex: `
      0000001c 20008086 00000001 000000d0 00000003 00000007 00000000`,
      says: 'stream storageVolUpload #7 finish',
    },
  ],
} satisfies Record<string, Line[]>
