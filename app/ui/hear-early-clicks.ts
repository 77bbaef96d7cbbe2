declare global {
  interface Window {
    /** Links and buttons that were clicked, and addresses that the admin asked for, in their order; no further ones are kept. */
    takeEarlyClicks?: () => (HTMLElement | string)[];
  }
}

/**
 * Does what was clicked before React had taken the page over (keep-early-clicks.js). To be called as soon as it is there,
 * and after `hearEarlyInput`: a button may save what was typed.
 *
 * @param go leads to an address of the app's
 */
export function hearEarlyClicks(go: (address: string) => void): void {
  // Each by itself: React draws what one has changed before the next.
  for (const early of window.takeEarlyClicks?.() ?? []) setTimeout(() => (typeof early === "string" ? go(early) : early.click()));
}
