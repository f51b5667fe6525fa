import type { DomainAction, DomainState } from './domain-state.ts'

/** libvirt's words inside, the person's words only here. */
export const actionWords: Record<
  DomainAction,
  { label: string; asked: string; done: string; virsh: string; loses: string | null }
> = {
  start: { label: 'Run', asked: 'Asked to run', done: 'Running', virsh: 'start', loses: null },
  suspend: {
    label: 'Pause',
    asked: 'Asked to pause',
    done: 'Paused',
    virsh: 'suspend',
    loses: null,
  },
  resume: {
    label: 'Resume',
    asked: 'Asked to resume',
    done: 'Resumed',
    virsh: 'resume',
    loses: null,
  },
  shutdown: {
    label: 'Shut down',
    asked: 'Asked the guest to shut down',
    done: 'Shut-down request delivered',
    virsh: 'shutdown',
    loses: null,
  },
  reboot: {
    label: 'Reboot',
    asked: 'Asked the guest to reboot',
    done: 'Reboot request delivered',
    virsh: 'reboot',
    loses: null,
  },
  reset: {
    label: 'Force reset',
    asked: 'Asked to reset',
    done: 'Reset',
    virsh: 'reset',
    loses: 'The machine restarts at once, without telling the guest: unsaved data in it is lost.',
  },
  destroy: {
    label: 'Force off',
    asked: 'Asked to force off',
    done: 'Forced off',
    virsh: 'destroy',
    loses: 'The power is cut at once, without telling the guest: unsaved data in it is lost.',
  },
  managedSave: {
    label: 'Save',
    asked: 'Asked to save',
    done: 'Saved',
    virsh: 'managedsave',
    loses: null,
  },
}

/** How a state looks and reads: the tone picks colour and shape, so that nothing depends on colour alone. */
const stateWords: Record<DomainState, { label: string; tone: StateTone }> = {
  nostate: { label: 'No state', tone: 'off' },
  running: { label: 'Running', tone: 'run' },
  blocked: { label: 'Running', tone: 'run' },
  paused: { label: 'Paused', tone: 'pause' },
  shutdown: { label: 'Shutting down', tone: 'pause' },
  shutoff: { label: 'Shut off', tone: 'off' },
  crashed: { label: 'Crashed', tone: 'bad' },
  pmsuspended: { label: 'Suspended', tone: 'pause' },
}
export type StateTone = 'run' | 'pause' | 'off' | 'bad' | 'save'

/** A machine that is off with a saved image reads "Saved" (libvirt keeps both facts apart). */
export const stateBadge = (domain: { state: DomainState; managedSave: boolean }) =>
  domain.state === 'shutoff' && domain.managedSave
    ? ({ label: 'Saved', tone: 'save' } as const)
    : stateWords[domain.state]

/** virsh's own words in the State column of `virsh list`. */
export const virshStates: Record<DomainState, string> = {
  nostate: 'no state',
  running: 'running',
  blocked: 'idle',
  paused: 'paused',
  shutdown: 'in shutdown',
  shutoff: 'shut off',
  crashed: 'crashed',
  pmsuspended: 'pmsuspended',
}
