import { isRouteErrorResponse } from "@remix-run/react";
import { FailedPage } from "./failed-page.tsx";
import { isUnreachable } from "./is-unreachable.ts";
import { UnreachablePage } from "./unreachable-page.tsx";

/**
 * Shopify's library throws pages of its own (to fetch a session token, to leave the frame): those are shown as they
 * are. Its own boundary does the same, but knows such an answer by a class name that a build shortens.
 */
export function RouteFailure({ error }: { error: unknown }) {
  const answer = isRouteErrorResponse(error) ? error : null;
  if (answer === null && isUnreachable(error)) return <UnreachablePage />;
  const isPage = answer !== null && answer.status < 400 && typeof answer.data === "string";
  return isPage ? <div dangerouslySetInnerHTML={{ __html: answer.data }} /> : <FailedPage missing={answer?.status === 404} />;
}
