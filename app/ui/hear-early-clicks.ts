declare global {
  interface Window {
    /** Has addresses that were asked for and buttons that were clicked done in their order, and keeps no further ones. */
    doEarlyClicks?: (perform: (wanted: string | HTMLButtonElement) => void) => void;
  }
}

/**
 * Does what was clicked before React had taken the page over (keep-early-clicks.js). To be called as soon as it is there,
 * and after `hearEarlyInput`: a button may save what was typed.
 *
 * @param go leads to an address of the app's
 */
export function hearEarlyClicks(go: (address: string) => void): void {
  window.doEarlyClicks?.((wanted) => (typeof wanted === "string" ? go(wanted) : asItIsNow(wanted)?.click()));
}

/** The button that took its place where React has drawn it anew, as it does on a phone; where there is one alone. */
function asItIsNow(button: HTMLButtonElement): HTMLButtonElement | undefined {
  if (button.isConnected) return button;
  const alike = [...document.querySelectorAll("button")].filter((it) => nameOf(it) === nameOf(button));
  return alike.length === 1 ? alike[0] : undefined;
}

function nameOf(button: HTMLButtonElement): string | null {
  return button.ariaLabel ?? button.textContent;
}
