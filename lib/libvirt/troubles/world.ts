import type { Dial } from '../plan-types.ts'
import { shellQuote } from '../shell-quote.ts'
import { type Advice, say, type Trouble, troubledBy } from '../trouble.ts'

const fileOf = ({ options }: Dial): string => shellQuote(options.file ?? '/path/to/world.xml')
const folderOf = ({ options }: Dial): string =>
  (options.file ?? '/path/to/world.xml').replace(/\/[^/]*$/, '') || '/'

const seeFolder = (dial: Dial): Advice =>
  say('See what is there.', `ls -l ${shellQuote(folderOf(dial))}`)

/** What goes wrong with the file of a test world (`test:///PATH`), one row each. */
export const worldTroubles = {
  'world-missing': {
    code: 'uri.refused',
    title: 'The file of the test world is not there',
    advice: (dial) => [seeFolder(dial), say('The built-in world needs no file: test:///default.')],
  },
  'world-no-file': {
    code: 'uri.refused',
    title: 'There is something else where the test world’s file should be',
    advice: (dial) => [seeFolder(dial)],
  },
  'world-denied': {
    code: 'host.denied',
    title: 'The test world’s file may not be read',
    advice: (dial) => [
      say('See who may.', `namei -l ${fileOf(dial)}`),
      say('Let everybody read it.', `sudo chmod a+r ${fileOf(dial)}`),
    ],
  },
  'world-forbidden': {
    code: 'uri.forbidden',
    title: 'Test worlds may not lie in that folder',
    advice: (dial) => [
      say(
        'Allow the folder in the configuration of this server and start it again.',
        `OIRASE_WORLDS=${shellQuote(folderOf(dial))}`,
      ),
    ],
  },
  'world-wrong': {
    code: 'uri.refused',
    title: 'The test world’s file makes no sense',
    advice: (dial) => [
      say('Check it as XML (xmllint is of libxml2-utils).', `xmllint --noout ${fileOf(dial)}`),
      say('Its format is that of libvirt’s test driver: https://libvirt.org/drvtest.html.'),
    ],
  },
} as const satisfies Record<string, Trouble>

export const worldTrouble = troubledBy(worldTroubles)
