import { parseArgs } from "node:util";

export type DemoOptions = {
  /** Where the shop's orders come from. */
  source: { kind: "generated"; customers: number } | { kind: "export"; file: string; asIs: boolean };
  /** Run to the end, print the summary, stop. */
  once: boolean;
  /** Where to write the summary as JSON. */
  json: string | null;
  /** Where the browser goes; 0 for any free port. */
  port: number;
  /** What goes wrong in the sandbox, each with this probability. */
  faults: { kind: string; probability: number }[];
};

/** What the person is told where the demo cannot go on; anything else is a bug and shows its stack. */
export class UsageError extends Error {}

const MOST_CUSTOMERS = 1_000_000;

/** @throws UsageError that names the value and what is allowed. */
export function parseDemoOptions(args: string[], directory: (path: string) => string): DemoOptions {
  const values = parse(args);
  if (values.orders !== undefined && values.customers !== undefined) {
    throw new UsageError("--orders and --customers exclude each other: the shop is filled from one of them.");
  }
  if (values["as-is"] && values.orders === undefined) {
    throw new UsageError("--as-is keeps the dates of an orders export: it needs --orders FILE.");
  }
  return {
    source:
      values.orders !== undefined
        ? { kind: "export", file: directory(values.orders), asIs: values["as-is"] }
        : { kind: "generated", customers: wholeNumber("--customers", values.customers ?? "3000", 0, MOST_CUSTOMERS) },
    once: values.once,
    json: values.json === undefined ? null : directory(values.json),
    port: wholeNumber("--port", values.port ?? (values.once ? "0" : "4400"), 0, 65_535),
    faults: values.faults === undefined ? [] : values.faults.split(",").map(readFault),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        orders: { type: "string" },
        "as-is": { type: "boolean", default: false },
        customers: { type: "string" },
        once: { type: "boolean", default: false },
        json: { type: "string" },
        port: { type: "string" },
        faults: { type: "string" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(
      `${(error as Error).message}\nUsage: npm run demo -- [--orders FILE.csv[.gz] [--as-is] | --customers N] [--once] [--json FILE] [--port N] [--faults KIND=PROBABILITY,…]`,
    );
  }
}

/** Which kinds there are, and that a probability is one, the sandbox itself says. */
function readFault(text: string): DemoOptions["faults"][number] {
  const [, kind, probability] = /^([a-z-]+)=([\d.]+)$/.exec(text.trim()) ?? [];
  if (kind !== undefined && probability !== undefined) return { kind, probability: Number(probability) };
  throw new UsageError(`--faults ${text}: a kind and a probability are needed, such as dropped=0.05,duplicate=0.1.`);
}

function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`${flag} ${text}: a whole number from ${least} to ${most} is needed.`);
}
