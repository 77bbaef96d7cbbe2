import {
  type ActionFunctionArgs,
  createReadableStreamFromReadable,
  type EntryContext,
  type LoaderFunctionArgs,
} from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { getDeps, getEnv } from "./composition.server.ts";
import { describeRequest } from "./describe-request.ts";
import { dropZeros } from "./drop-zeros.server.ts";
import { textsFor } from "./locales/texts-for.ts";
import { acceptWebhook, type IncomingWebhook, type WebhookAnswer } from "./receive-webhook.server.ts";
import { addDocumentResponseHeaders } from "./shopify-app.server.ts";

const STREAM_TIMEOUT_MS = 10_000;

/** Sends the page as soon as its frame stands; what a loader deferred follows in the same answer. */
export default async function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext) {
  const texts = await textsFor(request);
  addDocumentResponseHeaders(request, headers);
  headers.set("Content-Type", "text/html; charset=utf-8");
  return new Promise<Response>((resolve, reject) => {
    let shellSent = false;
    const { pipe, abort } = renderToPipeableStream(
      <I18nextProvider i18n={texts}>
        <RemixServer context={context} url={request.url} abortDelay={STREAM_TIMEOUT_MS} />
      </I18nextProvider>,
      {
        onShellReady() {
          shellSent = true;
          const body = dropZeros().once("close", () => clearTimeout(timer));
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
          pipe(body);
        },
        onShellError: reject,
        onError(error) {
          // Before the shell the error rejects the answer and is logged there.
          if (shellSent) handleError(error, { request });
        },
      },
    );
    const timer = setTimeout(abort, STREAM_TIMEOUT_MS);
  });
}

/** Of whatever a loader, an action or the rendering throws. Remix would print the error with all that hangs on it. */
export function handleError(error: unknown, { request }: Pick<LoaderFunctionArgs | ActionFunctionArgs, "request">): void {
  if (request.signal.aborted) return;
  const { log } = getDeps();
  // An address that leads nowhere is no fault of ours.
  if (isRouteErrorResponse(error) && error.status < 500) log.info({ ...describeRequest(request), status: error.status }, "request refused");
  else log.error({ ...describeRequest(request), err: error }, "request failed");
}

/** For the server before Remix (web.server.ts). */
export function answerWebhook(incoming: IncomingWebhook): Promise<WebhookAnswer> {
  return acceptWebhook(getDeps(), getEnv().SHOPIFY_API_SECRET, incoming);
}
