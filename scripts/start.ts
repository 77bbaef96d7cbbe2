import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { MEMORY_ENVIRONMENT, MEMORY_OPTIONS } from "./memory-options.ts";

/** `npm start [-- web|worker]`: the production processes, one of each unless one is named. */
const ENTRIES = { web: "app/web.server.ts", worker: "app/worker.server.ts" } as const;

const [wanted] = process.argv.slice(2);
if (wanted !== undefined && !(wanted in ENTRIES)) {
  console.error(`"${wanted}" is not a process of this app: ${Object.keys(ENTRIES).join(" or ")}.`);
  process.exit(2);
}
if (!existsSync("build/server/index.js")) {
  console.error("The pages are not built: run `npm run build` first.");
  process.exit(1);
}
if (existsSync(".env")) process.loadEnvFile(".env");

const names = wanted ? [wanted as keyof typeof ENTRIES] : (Object.keys(ENTRIES) as (keyof typeof ENTRIES)[]);
const children = names.map((name) => {
  const [options, environment] = name === "worker" ? [MEMORY_OPTIONS, MEMORY_ENVIRONMENT] : [[], {}];
  return spawn(process.execPath, [...options, ENTRIES[name]], { stdio: "inherit", env: { ...environment, ...process.env, NODE_ENV: "production" } });
});
let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    stopping = true;
    for (const child of children) child.kill(signal);
  });
}
for (const child of children) {
  child.on("exit", (code) => {
    process.exitCode ||= code ?? 1;
    if (stopping) return;
    stopping = true;
    // One without the other would look alive and do half its work.
    for (const other of children) other.kill("SIGTERM");
  });
}
