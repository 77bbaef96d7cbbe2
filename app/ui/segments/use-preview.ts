import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { PreviewAnswer } from "#app/tags/preview-definition.server.ts";
import { isRefused } from "../answer-or.ts";

/** A pause in the typing. */
const PAUSE_MS = 400;

/** Failed: the app could not be reached, or could not tell. Forbidden: the reader's permissions do not do any more. */
export type ShownPreview = PreviewAnswer | { kind: "failed" } | { kind: "forbidden"; sentence: string };

export type PreviewState = {
  /** Of the draft as it is, or as it was a moment ago; null before the first, and where nothing is changed. */
  answer: ShownPreview | null;
  isFresh: boolean;
};

/**
 * Asks what a draft would change whenever it has stood for a moment. A question that is out of date is given up.
 *
 * @param draft null where nothing is changed
 */
export function usePreview(draft: string | null): PreviewState {
  const { submit, data, state } = useFetcher<Sent>();
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => {
    if (draft === null) return;
    const timer = setTimeout(() => {
      setAsked(draft);
      submit({ intent: "preview", draft }, { method: "post" });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, submit]);
  return { answer: draft === null ? null : answerIn(data), isFresh: asked === draft && state === "idle" };
}

type Sent = { previewed?: PreviewAnswer | { kind: "failed" } };

function answerIn(sent: Sent | undefined): ShownPreview | null {
  return isRefused(sent) ? { kind: "forbidden", sentence: sent.refused } : (sent?.previewed ?? null);
}
