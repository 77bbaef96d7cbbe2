import type { ClientActionFunctionArgs, ShouldRevalidateFunction } from "@remix-run/react";

/** What the app answers to somebody whose permissions do not do: the sentence says what is missing (admit.server.ts). */
type Refused = { refused: string };

/** Why nothing came of what somebody has asked for. */
export type Undone = "no-answer" | Refused;

/**
 * What the app answers to an action, or `instead` where it does not answer or cannot tell, so that the page stays as it
 * is: what is typed there stands nowhere else. A refusal is handed back as such.
 */
export async function answerOr(serverAction: () => Promise<unknown>, instead: unknown): Promise<unknown> {
  try {
    return await serverAction();
  } catch (error) {
    // Sent elsewhere: to be let in anew.
    if (error instanceof Response && error.status < 400) throw error;
    return (error instanceof Response ? await refusalIn(error) : null) ?? instead;
  }
}

const FORBIDDEN = 403;

/** Null where it is another answer. */
export async function refusalIn(response: Response): Promise<Refused | null> {
  if (response.status !== FORBIDDEN) return null;
  const sent: unknown = await response.json().catch(() => null);
  return isRefused(sent) ? sent : null;
}

/** Then the reader's permissions are not what the page was drawn for. */
export function isRefused(sent: unknown): sent is Refused {
  return typeof sent === "object" && sent !== null && "refused" in sent && typeof sent.refused === "string";
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

/** Why nothing came of what a fetcher has sent last; null where something did, and as long as that is not known. */
export function undoneBy({ state, data }: { state: string; data?: unknown }): Undone | null {
  if (state !== "idle") return null;
  if (isNoAnswer(data)) return "no-answer";
  return isRefused(data) ? data : null;
}
