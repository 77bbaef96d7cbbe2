import { spawn } from "node:child_process";
import { build } from "./prepare.ts";
import { createSteps } from "./steps.ts";

/** The built app, driven by a browser: minutes that a change to something else need not wait for. */
const IN_THE_BROWSER = "test/e2e";

const given = process.argv.slice(2);
// An option's value counts as a file's name: in doubt the browser is there.
const isAll = given.every((argument) => argument.startsWith("-"));
if (isAll) process.stderr.write(`All tests but those of the built app in a browser, which \`npm test -- ${IN_THE_BROWSER}\` plays.\n`);
// Of the others some drive the built app, too: they kill its processes and knock at its door.
await build(createSteps(process.stderr));

const vitest = spawn(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", ...(isAll ? [`--exclude=${IN_THE_BROWSER}/**`] : []), ...given],
  { stdio: "inherit" },
);
vitest.on("exit", (code) => process.exit(code ?? 1));
