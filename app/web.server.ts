import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import compression from "compression";
import express, { type ErrorRequestHandler } from "express";
import expressStaticGzip from "express-static-gzip";
import { endConnectionsSlowly } from "./end-slowly.server.ts";
import { parseEnv } from "./env.server.ts";
import { createLog } from "./log.server.ts";
import { exitOnError } from "./ops/exit-on-error.server.ts";
import { onStopSignal } from "./ops/on-stop-signal.server.ts";
import { answerOn } from "./ops/slow-reader.server.ts";
import { refuseMalformed } from "./refuse-malformed.server.ts";
import { sendAnswer } from "./send-answer.server.ts";

/** How long requests in hand may take to finish once the process is told to stop. */
const GRACE_MS = 10_000;
/** Longest that a request may take to arrive: whoever sends a byte now and then holds no connection for ever. */
const ARRIVAL_MS = 60_000;
/** Further ones are closed at once. With what each may hold (read-body.server.ts) it bounds the memory. */
const MOST_CONNECTIONS = 1000;

const { PORT, HOST, LOG_LEVEL } = parseEnv(process.env);
const log = createLog(LOG_LEVEL);
exitOnError(log);
let stopping = false;

const folder = (path: string) => fileURLToPath(new URL(`../build/${path}`, import.meta.url));
const build = await import(new URL("../build/server/index.js", import.meta.url).href);

/** An address, a host or a method that cannot be read; Express would print the one and answer with the other. */
const refuse: ErrorRequestHandler = (err, _request, response, next) => {
  log.warn({ err }, "request could not be read");
  if (response.headersSent) next(err);
  else response.status(400).type("text").send("This request cannot be read.");
};

/** Before Remix, which took a third of a webhook's time to find this route among all, and Express, which took a tenth. */
async function answerWebhook(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const header = (name: string) => request.headers[name]?.toString() ?? null;
  try {
    const answer = await build.entry.module.answerWebhook({
      method: request.method,
      header,
      // Who sends too much is answered before the connection ends.
      body: request.iterator({ destroyOnReturn: false }),
    });
    sendAnswer(request, response, answer);
  } catch (err) {
    if (!request.complete) {
      response.destroy(); // Who left in the middle of a delivery waits for no answer.
      return;
    }
    const [shop, webhookId] = ["x-shopify-shop-domain", "x-shopify-webhook-id"].map((name) => header(name)?.slice(0, 200));
    log.error({ method: request.method, path: "/webhooks", shop, webhookId, err }, "request failed");
    const headers = { "content-type": "text/plain; charset=utf-8" };
    sendAnswer(request, response, { status: 500, text: "This webhook could not be stored.", headers });
  }
}

// No access log: a page's address carries the session token in its query.
const app = express();
app.disable("x-powered-by");
app.use((request, response, next) => {
  if (stopping && request.path === "/readyz") response.status(503).type("text").send("not ready: stopping");
  else next();
});
// Compressed when they were built. A browser may say that it would as soon take the larger kind.
app.use(
  "/assets",
  expressStaticGzip(folder("client/assets"), {
    enableBrotli: true,
    orderPreference: ["br", "gzip"],
    index: false,
    serveStatic: { immutable: true, maxAge: "1y" },
  }),
);
// What the app streams is passed on as it comes: Remix flushes.
app.use(compression());
// Of files alone: pages are small.
app.get(["/app/:section/export", "/app/activity/dry-run"], (_request, response, next) => answerOn(response, next));
app.use(express.static(folder("client"), { maxAge: "1h" }));
app.all("*", createRequestHandler({ build, mode: "production" }));
app.use(refuse);

const server = createServer((request, response) => {
  if (stopping) response.setHeader("connection", "close");
  if (/^\/webhooks(?:\?|$)/.test(request.url!)) void answerWebhook(request, response);
  else app(request, response);
});
server.listen(PORT, HOST, () => log.info({ host: HOST, port: (server.address() as { port: number }).port }, "web listens"));
server.requestTimeout = ARRIVAL_MS;
server.maxConnections = MOST_CONNECTIONS;
refuseMalformed(server);
endConnectionsSlowly(server);
server.on("checkExpectation", (request, response) => sendAnswer(request, response, { status: 417, text: "", headers: {} }));
server.once("error", (error: NodeJS.ErrnoException) => {
  console.error(error.code === "EADDRINUSE" ? `Port ${PORT} is taken: set PORT to another one.` : error.message);
  process.exit(1);
});
onStopSignal(() => {
  stopping = true;
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => {
    log.warn("requests in hand did not end in time");
    process.exit(0);
  }, GRACE_MS).unref();
});
