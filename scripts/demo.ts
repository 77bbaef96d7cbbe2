import { access, constants, mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { installApp } from "./demo/install-app.ts";
import { type DemoOptions, parseDemoOptions, UsageError } from "./demo/options.ts";
import { describeSummary, readSummary } from "./demo/summary.ts";
import { startStack, type Stack } from "./demo/stack.ts";
import { watchRiver } from "./demo/watch-river.ts";
import { build, prepare } from "./prepare.ts";
import { createSteps } from "./steps.ts";

/** What the person is told where the demo cannot go on; anything else is a bug and shows its stack. */
const steps = createSteps(process.stderr);
const callersFolder = process.env.INIT_CWD ?? process.cwd();
let stack: Stack | null = null;
let interrupted = false;

async function run(options: DemoOptions): Promise<void> {
  await mustBeWritable(".data");
  if (options.json) await mustBeWritable(dirname(options.json));
  await prepare(steps);
  await build(steps);
  stack = await startStack(steps, options);
  await Promise.race([stack.failed, toTheEnd(stack, options)]);
}

async function toTheEnd({ origin, db, shopDomain, read }: Stack, options: DemoOptions): Promise<void> {
  await steps.run("Installing the app on the sandbox's shop", () => installApp(origin));
  await watchRiver(steps, db, shopDomain);
  const summary = await readSummary({ origin, db, shopDomain, read });
  console.log(describeSummary(summary));
  if (options.json) await writeFile(options.json, `${JSON.stringify(summary, null, 2)}\n`);
  if (summary.faults.length > 0) throw new UsageError(`The demo did not end well:\n${summary.faults.join("\n")}`);
  if (options.once) return;
  console.log(`\nOpen ${origin}/ in any browser. Ctrl-C stops everything; the data stays for the next start.`);
  await new Promise<never>(() => {});
}

async function mustBeWritable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new UsageError(`The folder ${resolve(folder)} cannot be written to: ${(error as Error).message}`);
  }
}

async function stop(code: number): Promise<never> {
  await stack?.stop();
  process.exit(code);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (interrupted) return;
    interrupted = true;
    process.stderr.write("\nStopping …\n");
    void stop(signal === "SIGINT" ? 130 : 143);
  });
}

try {
  await run(parseDemoOptions(process.argv.slice(2), (path) => resolve(callersFolder, path)));
  await stop(0);
} catch (error) {
  if (!interrupted) {
    console.error(error instanceof UsageError ? error.message : error);
    await stop(error instanceof UsageError ? 2 : 1);
  }
}
