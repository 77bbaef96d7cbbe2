import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { setImmediate as breathe } from "node:timers/promises";
import { executePrepared } from "../graphql/execute-prepared.ts";
import type { Caller } from "../graphql/fields.ts";
import type { PreparedDocument } from "../graphql/prepare.ts";
import type { AdminSchema } from "../schema/load-schema.ts";
import type { Batch } from "./walk-bulk-query.ts";

const LINES_A_BATCH = 100;

/** Runs a mutation once for each line of variables. Results come in an order of their own, so only `__lineNumber` tells whose they are. */
export async function* runBulkMutation(admin: AdminSchema, prepared: PreparedDocument, variablesFile: string, caller: Caller): AsyncGenerator<Batch> {
  let lineNumber = 0;
  let lines: string[] = [];
  for await (const text of createInterface({ input: createReadStream(variablesFile, "utf8"), crlfDelay: Infinity })) {
    lines.push(JSON.stringify({ ...runLine(admin, prepared, text, caller), __lineNumber: lineNumber++ }));
    if (lines.length < LINES_A_BATCH) continue;
    yield { lines: lines.toReversed(), roots: lines.length };
    lines = [];
    await breathe();
  }
  if (lines.length > 0) yield { lines: lines.toReversed(), roots: lines.length };
}

function runLine(admin: AdminSchema, prepared: PreparedDocument, text: string, caller: Caller): object {
  let variables: unknown;
  try {
    variables = JSON.parse(text);
  } catch {
    return { errors: [{ message: `Invalid JSON: ${text.slice(0, 80)}` }] };
  }
  const { data, errors } = executePrepared(admin, prepared, variables as Record<string, unknown>, caller);
  return errors ? { data: data ?? null, errors } : { data };
}
