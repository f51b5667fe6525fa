/** What a priority string of GnuTLS chooses among, by GnuTLS's names, with OpenSSL's. */
export const choices = {
  versions: { 'VERS-TLS1.2': 'TLSv1.2', 'VERS-TLS1.3': 'TLSv1.3' },
  ciphers: {
    'AES-256-GCM': 'AES256-GCM-SHA384',
    'CHACHA20-POLY1305': 'CHACHA20-POLY1305',
    'AES-256-CCM': 'AES256-CCM',
    'AES-256-CBC': 'AES256',
    'AES-128-GCM': 'AES128-GCM-SHA256',
    'AES-128-CCM': 'AES128-CCM',
    'AES-128-CBC': 'AES128',
  },
  exchanges: {
    'ECDHE-ECDSA': 'ECDHE-ECDSA-',
    'ECDHE-RSA': 'ECDHE-RSA-',
    'DHE-RSA': 'DHE-RSA-',
    RSA: '',
  },
  macs: { AEAD: '', SHA1: '-SHA', SHA256: '-SHA256', SHA384: '-SHA384' },
  groups: {
    'GROUP-X25519': 'X25519',
    'GROUP-SECP256R1': 'P-256',
    'GROUP-SECP384R1': 'P-384',
    'GROUP-SECP521R1': 'P-521',
    'GROUP-X448': 'X448',
  },
  signatures: {
    'SIGN-RSA-SHA256': 'RSA+SHA256',
    'SIGN-RSA-SHA384': 'RSA+SHA384',
    'SIGN-RSA-SHA512': 'RSA+SHA512',
    'SIGN-RSA-PSS-SHA256': 'rsa_pss_pss_sha256',
    'SIGN-RSA-PSS-SHA384': 'rsa_pss_pss_sha384',
    'SIGN-RSA-PSS-SHA512': 'rsa_pss_pss_sha512',
    'SIGN-RSA-PSS-RSAE-SHA256': 'rsa_pss_rsae_sha256',
    'SIGN-RSA-PSS-RSAE-SHA384': 'rsa_pss_rsae_sha384',
    'SIGN-RSA-PSS-RSAE-SHA512': 'rsa_pss_rsae_sha512',
    'SIGN-ECDSA-SHA256': 'ECDSA+SHA256',
    'SIGN-ECDSA-SHA384': 'ECDSA+SHA384',
    'SIGN-ECDSA-SHA512': 'ECDSA+SHA512',
    'SIGN-EDDSA-ED25519': 'ed25519',
    'SIGN-EDDSA-ED448': 'ed448',
  },
} as const satisfies Record<string, Record<string, string>>

export type Kind = keyof typeof choices

/** Words for all of a kind. */
export const wholes: Record<string, Kind> = {
  'VERS-ALL': 'versions',
  'VERS-TLS-ALL': 'versions',
  'CIPHER-ALL': 'ciphers',
  'KX-ALL': 'exchanges',
  'MAC-ALL': 'macs',
  'GROUP-ALL': 'groups',
  'CURVE-ALL': 'groups',
  'SIGN-ALL': 'signatures',
}

/** Taking these away changes nothing: OpenSSL is never let use them here. */
export const neverThere =
  /^(VERS-(SSL3\.0|TLS1\.[01]|DTLS[\d.]+|DTLS-ALL)|3DES-CBC|DES-CBC|RC2-40|ARCFOUR-(40|128)|CAMELLIA-(128|192|256)-(CBC|GCM)|NULL|MD5|(DHE-|ECDHE-|RSA-)?PSK|SRP(-RSA|-DSS)?|DHE-DSS|ANON-(EC)?DH|RSA-EXPORT|GROUP-SECP(192|224)R1|CURVE-SECP(192|224)R1|GROUP-FFDHE(2048|3072|4096|6144|8192)|SIGN-(RSA|DSA|ECDSA)-(MD5|MD2|SHA1|SHA224)|SIGN-DSA-.*|COMP-DEFLATE|CTYPE-(OPENPGP|RAWPK))$/

/** True here whether or not they are asked for; with DTLS there is nothing over TCP to allow. */
export const alwaysThere = /^(COMP-(NULL|ALL)|CTYPE-(X509|X\.509|ALL)|VERS-DTLS([\d.]+|-ALL))$/
export const optionsKept = /^%(COMPAT|SAFE_RENEGOTIATION|SERVER_PRECEDENCE|LATEST_RECORD_VERSION)$/

/** Least strengths, as OpenSSL's security levels. */
export const profiles: Record<string, number> = {
  '%PROFILE_LOW': 1,
  '%PROFILE_LEGACY': 1,
  '%PROFILE_MEDIUM': 2,
  '%PROFILE_HIGH': 3,
  '%PROFILE_ULTRA': 4,
  '%PROFILE_FUTURE': 5,
}

export type Chosen = Record<Kind, ReadonlySet<string>>

const every = (kind: Kind): Set<string> => new Set(Object.keys(choices[kind]))

export const normal: Chosen = {
  versions: every('versions'),
  ciphers: every('ciphers'),
  exchanges: every('exchanges'),
  macs: new Set(['AEAD', 'SHA1']),
  groups: every('groups'),
  signatures: every('signatures'),
}
const strong: Chosen = {
  ...normal,
  ciphers: new Set(['AES-256-GCM', 'CHACHA20-POLY1305', 'AES-256-CCM', 'AES-256-CBC']),
  macs: new Set(['AEAD']),
  groups: new Set(['GROUP-SECP384R1', 'GROUP-SECP521R1']),
}
const suiteB: Chosen = {
  ...normal,
  versions: new Set(['VERS-TLS1.2']),
  exchanges: new Set(['ECDHE-ECDSA']),
  macs: new Set(['AEAD']),
}

/** What a string may begin with; as `gnutls-cli --list --priority WORD` lists it, less what OpenSSL leaves out. */
export const beginnings: Record<string, Chosen> = {
  NORMAL: normal,
  PERFORMANCE: normal,
  SECURE128: normal,
  SECURE192: strong,
  SECURE256: strong,
  PFS: { ...normal, exchanges: new Set(['ECDHE-ECDSA', 'ECDHE-RSA', 'DHE-RSA']) },
  SUITEB128: {
    ...suiteB,
    ciphers: new Set(['AES-256-GCM', 'AES-128-GCM']),
    groups: new Set(['GROUP-SECP256R1', 'GROUP-SECP384R1']),
  },
  SUITEB192: {
    ...suiteB,
    ciphers: new Set(['AES-256-GCM']),
    groups: new Set(['GROUP-SECP384R1']),
  },
  NONE: {
    versions: new Set(),
    ciphers: new Set(),
    exchanges: new Set(),
    macs: new Set(),
    groups: new Set(),
    signatures: new Set(),
  },
}
