import type { ClientActionFunctionArgs, ShouldRevalidateFunction } from "@remix-run/react";

/**
 * What the app answers to an action, or `instead` where it does not answer or cannot tell, so that the page stays as it
 * is: what is typed there stands nowhere else. Where the reader's permissions do not do, the page is told (isRefused).
 */
export async function answerOr(serverAction: () => Promise<unknown>, instead: unknown): Promise<unknown> {
  try {
    return await serverAction();
  } catch (error) {
    // Sent elsewhere: to be let in anew.
    if (error instanceof Response && error.status < 400) throw error;
    return error instanceof Response && error.status === FORBIDDEN ? REFUSED : instead;
  }
}

const FORBIDDEN = 403;
const REFUSED = { refused: true } as const;

/** Then the reader's permissions are not what the page was drawn for. */
export function isRefused(sent: unknown): boolean {
  return typeof sent === "object" && sent !== null && "refused" in sent;
}

/** Where a page says no more of it than <NotDone>. */
const NO_ANSWER = { noAnswer: true } as const;

/** The action, in the browser, of a page with nothing but <NotDone> to say. */
export function keepPage({ serverAction }: ClientActionFunctionArgs): Promise<unknown> {
  return answerOr(serverAction, NO_ANSWER);
}

/** Where the app did not answer it is not asked for the page either, which would go with that. */
export const unlessNoAnswer: ShouldRevalidateFunction = ({ actionResult, defaultShouldRevalidate }) => !isNoAnswer(actionResult) && defaultShouldRevalidate;

export function isNoAnswer(sent: unknown): boolean {
  return typeof sent === "object" && sent !== null && "noAnswer" in sent;
}
