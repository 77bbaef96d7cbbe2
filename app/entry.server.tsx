import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { addDocumentResponseHeaders } from "./shopify-app.server.ts";

const STREAM_TIMEOUT_MS = 10_000;

/** Sends the page as soon as its frame stands; what a loader deferred follows in the same answer. */
export default function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext) {
  addDocumentResponseHeaders(request, headers);
  headers.set("Content-Type", "text/html; charset=utf-8");
  return new Promise<Response>((resolve, reject) => {
    let shellSent = false;
    const { pipe, abort } = renderToPipeableStream(
      <RemixServer context={context} url={request.url} abortDelay={STREAM_TIMEOUT_MS} />,
      {
        onShellReady() {
          shellSent = true;
          const body = new PassThrough().once("close", () => clearTimeout(timer));
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
          pipe(body);
        },
        onShellError: reject,
        onError(error) {
          // Before the shell the error rejects the answer and is logged there.
          if (shellSent) console.error(error);
        },
      },
    );
    const timer = setTimeout(abort, STREAM_TIMEOUT_MS);
  });
}
