/** Nobody sees a hidden tab, and its animation frames never come: a quarter of a second is soon enough. */
const unseen = 250
/** Longer than a picture stands on any screen: after it, nothing is waiting for the next one. */
const calm = 50

let ranAt = Number.NEGATIVE_INFINITY

/**
 * Runs `run` before the next picture is drawn, once for all that comes until then. What comes after a calm is run at once:
 * when the picture is due, there is nothing left to do but to draw it.
 */
export function beforePaint(run: () => void): void {
  if (performance.now() - ranAt > calm) {
    ranAt = performance.now()
    run()
    return
  }
  let ran = false
  const once = () => {
    if (ran) return
    ran = true
    ranAt = performance.now()
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    run()
  }
  const frame = requestAnimationFrame(once)
  const timer = setTimeout(once, unseen)
}
