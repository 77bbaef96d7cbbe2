/**
 * What the app answers to an action, or `instead` where it does not answer or cannot tell, so that the page stays as it
 * is: what is typed there stands nowhere else.
 */
export async function answerOr(serverAction: () => Promise<unknown>, instead: unknown): Promise<unknown> {
  try {
    return await serverAction();
  } catch (error) {
    // Sent elsewhere: to be let in anew.
    if (error instanceof Response && error.status < 400) throw error;
    return instead;
  }
}

/** Where a page says no more of it than <NotDone>. */
export const NO_ANSWER = { noAnswer: true } as const;

export function isNoAnswer(sent: unknown): boolean {
  return typeof sent === "object" && sent !== null && "noAnswer" in sent;
}
