import { mostXml } from '@/lib/libvirt/changes.ts'

/** The text of a file that somebody chose or dropped, or why it is none. A byte order mark is left out. */
export async function readXmlFile(
  file: File,
): Promise<{ ok: true; text: string } | { ok: false; why: string }> {
  const name = file.name.slice(0, 80)
  if (file.size > mostXml) return { ok: false, why: `${name} has more than 512 KiB.` }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
    return { ok: true, text: text.replaceAll('\r\n', '\n') }
  } catch (cause) {
    // a file may go, or become unreadable, between being chosen and being read
    const why = cause instanceof TypeError ? 'is not text in UTF-8' : 'cannot be read'
    return { ok: false, why: `${name} ${why}.` }
  }
}
