import { say } from '../../libvirt/trouble.ts'
import { mostTyped } from '../keyboards.ts'
import { entry, facts, type HelpEntry } from './entry.ts'

/** What a person should know of a machine's screens and text consoles. */
export const consoleEntries = (): HelpEntry[] => [
  entry({
    anchor: 'console-reach',
    name: 'Which there are, and how they are reached',
    says: 'VNC and SPICE displays, serial and parallel lines, and channels of a running machine. All of them come over the connection that is open: nothing else on the host has to be reachable from this browser.',
    facts: facts({
      'This machine and SSH':
        'Ports and sockets that the host itself gets to. SSH wants forwarding for displays; text needs none.',
      'TLS and TCP': 'Text always; a display only where it listens on an address of the network.',
      'listen none': 'Nobody gets there. Give the display an address or a socket.',
    }),
  }),
  entry({
    anchor: 'console-passwords',
    name: 'Passwords of displays',
    says: 'The server signs in to a display; what the definition knows is never sent to a browser. Where only a person knows it, the page asks, and it is not kept.',
  }),
  entry({
    anchor: 'console-keys',
    name: 'Keys that a browser keeps',
    says: 'Alt+Tab, Ctrl+W and some others never reach a page. “Send keys” has what systems ask for: Ctrl+Alt+Del, Alt+Tab, Ctrl+Alt+F1 to F12 and more. In full screen, Chrome, Edge and their kin give nearly all of them away; hold Escape to leave it, or press the button in the corner.',
    facts: facts({
      Touch:
        'A finger is the pointer; two that tap are its right button, two that move its wheel. Below the screen is a row of keys.',
      'A pointer that drifts':
        'The guest has a mouse and no tablet. Add a USB tablet on the Hardware page.',
    }),
  }),
  entry({
    anchor: 'console-typing',
    name: 'Type a text',
    says: 'Presses the keys of a text one after the other, which works before any system runs. Say which keyboard the guest is set to: the same keys are other letters on another.',
    facts: facts({
      'At once': `${mostTyped.toLocaleString('en')} characters`,
      Pace: '50 keys a second',
    }),
  }),
  entry({
    anchor: 'console-clipboard',
    name: 'The clipboard',
    says: 'Yours and the guest’s are apart until you share them, for the machines of one connection and in this browser. Then what you copy is given to the guest whenever you come to its page, and what is copied there becomes yours. Every program in the guest can read it.',
    facts: facts({
      'To the guest': 'up to 64 KiB; what is longer is refused',
      'From the guest': 'up to 1 MiB; what is longer is left out',
      'Only while':
        'the keyboard is yours, and the page came by https or from this browser’s own machine',
    }),
    advice: [
      say(
        'Let a Linux guest take part: install the agent in it.',
        'sudo apt install spice-vdagent',
      ),
      say(
        'For a VNC display the machine needs a channel for that agent; add it to the definition.',
        "<channel type='qemu-vdagent'><source><clipboard copypaste='yes'/></source><target type='virtio' name='com.redhat.spice.0'/></channel>",
      ),
    ],
  }),
  entry({
    anchor: 'console-people',
    name: 'Who is here',
    says: 'Several people may look at one console, and one of them has its keyboard: whoever came first. Everybody who may operate the machine can take it, and who has it can hand it over. Keys of the others reach nothing.',
    facts: facts({
      Viewers:
        'They see no consoles unless the server was started with OIRASE_VIEWERS_WATCH=yes; even then they only watch.',
      Audit:
        'Who looked, from when to when, and how many bytes went each way; never what was typed.',
    }),
  }),
  entry({
    anchor: 'console-text',
    name: 'Text consoles',
    says: 'A terminal on a serial line or a channel. It has one reader on the host, which is this server: all who look here share it. A serial line knows no size; “Send” tells the guest this terminal’s by stty.',
    facts: facts({
      Copy: 'Ctrl+Shift+C',
      Paste: 'Ctrl+Shift+V',
      'Who comes later': 'sees the last 256 KiB',
      'Save what was shown': 'All that this page has seen, up to 8 MiB, as text',
      'A flood': 'What comes faster than it can be drawn is left out, and a line says how much.',
    }),
  }),
  entry({
    anchor: 'console-break',
    name: 'Break',
    says: 'A long zero on a serial line: old systems stop by it, and Linux takes the next key as a SysRq command where that is allowed. It goes through QEMU’s monitor, by which libvirt marks the machine as tainted until it is started anew.',
    advice: [
      say('Let a Linux guest listen to SysRq.', 'echo 1 | sudo tee /proc/sys/kernel/sysrq'),
      say('Then send a break, and within five seconds the letter of the command: h lists them.'),
    ],
  }),
  entry({
    anchor: 'console-file',
    name: 'A file for virt-viewer',
    says: 'Where your own machine gets to a display by itself, the bar offers a .vv file, which virt-viewer opens. It has the display’s address and never its password.',
  }),
]
