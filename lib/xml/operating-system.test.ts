import { expect, test } from 'vitest'
import { readFirmware, shortSystem } from './operating-system.ts'
import { readXml } from './read.ts'

test.each([
  ['http://debian.org/debian/12', 'debian 12'],
  ['http://ubuntu.com/ubuntu/24.04', 'ubuntu 24.04'],
  ['http://microsoft.com/win/11', 'windows 11'],
  ['http://microsoft.com/win/2k22', 'windows server 2022'],
  ['http://microsoft.com/win/2k12r2', 'windows server 2012 r2'],
  ['http://microsoft.com/win/2k8', 'windows server 2008'],
  ['http://centos.org/centos-stream/9', 'centos stream 9'],
  ['http://archlinux.org/archlinux/rolling', 'arch rolling'],
  ['http://freebsd.org/freebsd/14.0', 'freebsd 14.0'],
  ['http://opensuse.org/tumbleweed', 'tumbleweed'],
  ['', null],
  ['http://debian.org/', null],
])('%s is %s', (id, short) => {
  expect(shortSystem(id)).toBe(short)
})

test.each([
  ["<os firmware='efi'><type arch='x86_64'>hvm</type></os>", 'uefi'],
  ["<os firmware='bios'><type arch='x86_64'>hvm</type></os>", 'bios'],
  ["<os><type arch='aarch64'>hvm</type><loader type='pflash'>x</loader></os>", 'uefi'],
  ["<os><type arch='x86_64'>hvm</type></os>", 'bios'],
  ["<os><type arch='aarch64'>hvm</type></os>", null],
  ["<os><type arch='x86_64'>xen</type></os>", null],
  ['', null],
])('%s starts by %s', (os, firmware) => {
  expect(readFirmware(readXml(`<domain>${os}</domain>`).root)).toBe(firmware)
})
