import { access, constants, mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { build } from "../prepare.ts";
import { createSteps } from "../steps.ts";
import { ProcessEnded } from "./child-process.ts";
import { installApp } from "./install-app.ts";
import { type DemoOptions, parseDemoOptions, UsageError } from "./options.ts";
import { createRunning } from "./running.ts";
import { startStack, type Stack } from "./stack.ts";
import { describeSummary, readSummary } from "./summary.ts";
import { watchRiver } from "./watch-river.ts";

type Mode = "production" | "development";

/** `npm run demo` and `npm run dev`: the whole river on one machine, until Ctrl-C or, with --once, to its end. */
export async function runDemo(args: string[], mode: Mode): Promise<never> {
  const steps = createSteps(process.stderr);
  const callersFolder = process.env.INIT_CWD ?? process.cwd();
  const running = createRunning();
  let interrupted = false;

  async function stop(code: number): Promise<never> {
    await running.stopAll();
    process.exit(code);
  }
  for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]] as const) {
    process.on(signal, () => {
      if (interrupted) return;
      interrupted = true;
      process.stderr.write("\nStopping …\n");
      void stop(code);
    });
  }

  try {
    const options = parseDemoOptions(args, (path) => resolve(callersFolder, path));
    await mustBeWritable(".data");
    if (options.json) await mustBeWritable(dirname(options.json));
    if (mode === "production") await build(steps);
    const stack = await startStack(steps, options, mode, running);
    const faults = await Promise.race([stack.failed, followRiver(stack, options)]);
    return await stop(faults > 0 ? 1 : 0);
  } catch (error) {
    if (interrupted) return new Promise<never>(() => {}); // The signal's handler is stopping everything.
    console.error(error instanceof UsageError || error instanceof ProcessEnded ? error.message : error);
    return stop(error instanceof UsageError ? 2 : 1);
  }

  /** With --once to the end, else until somebody stops it. @returns how much is not as it should be. */
  async function followRiver({ origin, db, domain, read }: Stack, options: DemoOptions): Promise<number> {
    await steps.run("Installing the app on the sandbox's shop", () => installApp(origin));
    await watchRiver(steps, db, domain);
    const summary = await readSummary({ origin, db, domain, read });
    console.log(describeSummary(summary));
    if (options.json) await writeFile(options.json, `${JSON.stringify(summary, null, 2)}\n`);
    if (summary.faults.length > 0) console.error(`\nNot as it should be:\n${summary.faults.join("\n")}`);
    if (options.once) return summary.faults.length;
    console.log(`\nOpen ${origin}/ in any browser. Ctrl-C stops everything; the data stays for the next start.`);
    return new Promise<never>(() => {});
  }
}

async function mustBeWritable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new UsageError(`The folder ${resolve(folder)} cannot be written to: ${(error as Error).message}`);
  }
}
