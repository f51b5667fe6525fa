/** What we use of noVNC 1.7 (docs/API.md); its own types are of an older one and no module. */
declare module '@novnc/novnc' {
  interface Events {
    connect: CustomEvent
    disconnect: CustomEvent<{ clean: boolean }>
    securityfailure: CustomEvent<{ status: number; reason?: string }>
    clipboard: CustomEvent<{ text: string }>
    desktopname: CustomEvent<{ name: string }>
  }

  // biome-ignore lint/style/noDefaultExport: so the package has it
  export default class RFB {
    constructor(target: HTMLElement, channel: object, options?: { shared?: boolean })
    scaleViewport: boolean
    resizeSession: boolean
    clipViewport: boolean
    viewOnly: boolean
    showDotCursor: boolean
    focusOnClick: boolean
    qualityLevel: number
    compressionLevel: number
    background: string
    disconnect(): void
    focus(): void
    blur(): void
    sendKey(keysym: number, code: string | null, down?: boolean): void
    clipboardPasteFrom(text: string): void
    toBlob(done: (blob: Blob | null) => void, type?: string): void
    addEventListener<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): void
  }
}
