import { accountRows } from './accounts.ts'
import { type Lab, startLab } from './lab.ts'
import { whyNoLab } from './possible.ts'
import { fillPlayground, playground, shownBy } from './shown.ts'
import { startXenPlayground, type XenPlayground } from './xend/playground.ts'

/** Runs the lab for a person to play with, until a signal comes. */
async function runLab(): Promise<void> {
  const reason = whyNoLab()
  if (reason !== null) {
    console.error(`No lab here: ${reason}.`)
    process.exitCode = 1
    return
  }
  const lab = await startLab(playground)
  const xens = await startXenPlayground(lab.folder)
  let ending: Promise<void> | null = null
  const end = () => {
    ending ??= Promise.all([xens.stop(), lab.stop()]).then(() => console.log('All of it is gone.'))
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  await fillPlayground(lab)
  if (ending === null) console.log(guide(lab, xens))
}

const guide = (lab: Lab<keyof typeof playground>, xens: XenPlayground) =>
  [
    ...[...shownBy(lab), ['Old Xen hosts', xens.rows] as const].flatMap(([heading, rows]) => [
      `\n${heading}`,
      ...rows.map(([uri, shows]) => `  ${uri}\n      ${shows}`),
    ]),
    '\nTo let Oirase use the keys and certificates that these name:',
    `  OIRASE_FILES=${lab.folder} npm start`,
    'Host keys are unknown at first. Their fingerprints:',
    ...Object.values(lab.hosts).map(({ name, fingerprint }) => `  ${name}  ${fingerprint()}`),
    'To trust them all, know the hosts by name, and go through the jump host:',
    `  echo 'Include ${lab.client.home}/.ssh/config' >> ~/.ssh/config`,
    `  qemu+ssh://keyed@alder.inner/system`,
    `The authority of the certificates: ${lab.pki.ca}`,
    `Each host has these accounts: root, ${accountRows.map(([name]) => name).join(', ')}.`,
    '\nCtrl-C ends all of it.',
  ].join('\n')

await runLab()
