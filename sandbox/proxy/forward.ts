import { request, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import { pipeline, type Duplex } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import { replaceInStream } from "./replace-in-stream.ts";
import { APP_BRIDGE_URL, openToSandbox, redirectTarget, STAND_IN_PATH, withoutConnectionHeaders } from "./rewrite-headers.ts";

type AppBehind = {
  /** Where the app itself listens, e.g. `http://127.0.0.1:3000`. */
  origin: string;
  /** The app's handle in the admin's addresses. */
  handle: string;
};

const REWRITTEN = /^(text\/html|text\/javascript|application\/(javascript|json|x-javascript))\b/;

const DECODERS: Record<string, () => Duplex> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** Passes a request to the app and its answer back, as a reverse proxy that plays Shopify's admin would. */
export function forward(app: AppBehind, shopHandle: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const upstream = request(new URL(req.url ?? "/", app.origin), { method: req.method, headers: forwardedHeaders(req) });

    upstream.on("response", (answer) => {
      const { headers, body } = rewritten(answer, app, shopHandle);
      res.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers);
      res.flushHeaders();
      // An answer cut short must reach the browser as one cut short; pipeline destroys `res` for that.
      pipeline([answer, ...body, res], () => {});
    });
    upstream.on("error", (error) => {
      if (!res.headersSent) sayAppIsDown(res, app.origin, error);
    });
    res.on("close", () => {
      upstream.destroy();
      resolve();
    });
    // Not `pipeline`: it would destroy the browser's connection together with the app's, and no page could say so.
    req.pipe(upstream);
  });
}

function forwardedHeaders(req: IncomingMessage): OutgoingHttpHeaders {
  const peer = req.socket.remoteAddress ?? "";
  const chain = req.headers["x-forwarded-for"];
  return {
    ...withoutConnectionHeaders(req.headers),
    // Nothing is gained by compressing on one machine, and what is rewritten would have to be unpacked.
    "accept-encoding": "identity",
    "x-forwarded-for": chain === undefined ? peer : `${chain}, ${peer}`,
    "x-forwarded-host": req.headers.host ?? "",
    "x-forwarded-proto": "http",
  };
}

function rewritten(answer: IncomingMessage, app: AppBehind, shopHandle: string) {
  const headers = withoutConnectionHeaders(answer.headers);
  const policy = answer.headers["content-security-policy"];
  if (policy !== undefined) headers["content-security-policy"] = openToSandbox([policy].flat().join(", "));
  const location = answer.headers.location;
  if (location !== undefined) headers.location = redirectTarget(location, app, shopHandle);
  const link = answer.headers.link;
  if (link !== undefined) headers.link = [link].flat().join(", ").replaceAll(APP_BRIDGE_URL, STAND_IN_PATH);

  if (!REWRITTEN.test(answer.headers["content-type"] ?? "")) return { headers, body: [] };

  const encodings = (answer.headers["content-encoding"] ?? "identity").split(",").map((name) => name.trim().toLowerCase());
  const decoders = encodings.filter((name) => name !== "identity").reverse().map((name) => DECODERS[name]);
  // An encoding that cannot be unpacked is passed as it is; the browser will judge it.
  if (decoders.includes(undefined)) return { headers, body: [] };
  delete headers["content-encoding"];
  delete headers["content-length"];
  return {
    headers,
    body: [...decoders.filter((decoder) => decoder !== undefined).map((decoder) => decoder()), replaceInStream(APP_BRIDGE_URL, STAND_IN_PATH)],
  };
}

function sayAppIsDown(res: ServerResponse, origin: string, error: Error): void {
  res.writeHead(502, { "content-type": "text/plain; charset=utf-8", refresh: "3" });
  res.end(`The app at ${origin} does not answer (${error.message}). Is it still starting, or has it stopped?\n`);
}
