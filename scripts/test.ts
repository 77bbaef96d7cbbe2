import { spawn } from "node:child_process";
import { build } from "./prepare.ts";
import { createSteps } from "./steps.ts";

const steps = createSteps(process.stderr);
await build(steps); // The browser tests drive the built app.
const vitest = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...process.argv.slice(2)], { stdio: "inherit" });
vitest.on("exit", (code) => process.exit(code ?? 1));
