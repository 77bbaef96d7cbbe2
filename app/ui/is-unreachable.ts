/** What Chromium, Firefox and Safari say, in this order, where nobody answers; in code there is nothing to know it by. */
const NOBODY_ANSWERS = /failed to fetch|networkerror|load failed/i;

/** Whether the app could not be asked, as opposed to its having answered that something is wrong. */
export function isUnreachable(error: unknown): boolean {
  return navigator.onLine === false || (error instanceof TypeError && NOBODY_ANSWERS.test(error.message));
}
