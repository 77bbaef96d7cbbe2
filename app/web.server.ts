import { fileURLToPath } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import express from "express";
import { parseEnv } from "./env.server.ts";

/** How long requests in hand may take to finish once the process is told to stop. */
const GRACE_MS = 10_000;

const { PORT, HOST } = parseEnv(process.env);

const folder = (path: string) => fileURLToPath(new URL(`../build/${path}`, import.meta.url));
const build = await import(new URL("../build/server/index.js", import.meta.url).href);

// No access log: a page's address carries the session token in its query.
const app = express();
app.disable("x-powered-by");
app.use("/assets", express.static(folder("client/assets"), { immutable: true, maxAge: "1y" }));
app.use(express.static(folder("client"), { maxAge: "1h" }));
app.all("*", createRequestHandler({ build, mode: "production" }));

const server = app.listen(PORT, HOST, () => console.log(`web listens on ${HOST}:${PORT}`));
server.once("error", (error: NodeJS.ErrnoException) => {
  console.error(error.code === "EADDRINUSE" ? `Port ${PORT} is taken: set PORT to another one.` : error.message);
  process.exit(1);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => process.exit(0), GRACE_MS).unref();
  });
}
