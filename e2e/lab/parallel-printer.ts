/** What the program prints. */
export const printed = 'On paper.\n'

const base = 0x400000
const head = 64 + 56

/** Says `printed` on the first parallel port: strobe after each byte, as a printer is told (hw/char/parallel.c). */
const code = Buffer.from(
  [
    [0xb8, 0xac, 0, 0, 0, 0xbf, 3, 0, 0, 0, 0x0f, 0x05], // iopl(3)
    [0xbe, 0xa8, 0x00, 0x40, 0x00], // esi = the text, behind the code
    [0xac, 0x84, 0xc0, 0x74, 0x11], // next character; zero ends it
    [0x66, 0xba, 0x78, 0x03, 0xee], // its bits, to the data port
    [0x66, 0xba, 0x7a, 0x03, 0xb0, 0x0d, 0xee, 0xb0, 0x0c, 0xee], // strobe on, and off
    [0xeb, 0xea], // and again
    [0xb8, 0x3c, 0, 0, 0, 0x31, 0xff, 0x0f, 0x05], // exit(0)
  ].flat(),
)

/** An ELF program for x86-64 Linux: cloud kernels have no driver for printers. */
export function parallelPrinter(): Buffer {
  const text = Buffer.from(`${printed}\0`, 'latin1')
  const size = BigInt(head + code.length + text.length)
  const elf = Buffer.alloc(head)
  Buffer.from('7f454c46020101', 'hex').copy(elf)
  elf.writeUInt16LE(2, 16) // an executable
  elf.writeUInt16LE(62, 18) // for x86-64
  elf.writeUInt32LE(1, 20)
  elf.writeBigUInt64LE(BigInt(base + head), 24)
  elf.writeBigUInt64LE(64n, 32) // its one program header
  elf.writeUInt16LE(64, 52)
  elf.writeUInt16LE(56, 54)
  elf.writeUInt16LE(1, 56)
  elf.writeUInt32LE(1, 64) // is loaded
  elf.writeUInt32LE(5, 68) // read and run
  elf.writeBigUInt64LE(BigInt(base), 80)
  elf.writeBigUInt64LE(BigInt(base), 88)
  elf.writeBigUInt64LE(size, 96)
  elf.writeBigUInt64LE(size, 104)
  elf.writeBigUInt64LE(0x1000n, 112)
  return Buffer.concat([elf, code, text])
}
