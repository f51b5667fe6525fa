/** Nobody sees a hidden tab, and its animation frames never come: a quarter of a second is soon enough. */
const unseen = 250

/** Runs `run` once before the next picture is drawn, or soon when none will be. */
export function beforePaint(run: () => void): void {
  let ran = false
  const once = () => {
    if (ran) return
    ran = true
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    run()
  }
  const frame = requestAnimationFrame(once)
  const timer = setTimeout(once, unseen)
}
