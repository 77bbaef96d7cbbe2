import { z } from "zod";
import { readRefusal } from "./plan-calls.ts";

const Message = z.object({ message: z.string() });
const ResultLine = z.object({
  __lineNumber: z.number().int().nonnegative(),
  data: z.record(z.string(), z.object({ userErrors: z.array(Message) }).nullable()).nullish(),
  errors: z.array(Message).optional(),
});

/** One line of a bulk mutation's results: which line of the variables it answers, and why that was refused, if it was. */
export function readBulkResult(line: string): { lineNumber: number; refusal: string | null } {
  const { __lineNumber: lineNumber, data, errors } = ResultLine.parse(JSON.parse(line));
  if (errors?.length) return { lineNumber, refusal: errors.map(({ message }) => message).join("; ") };
  return { lineNumber, refusal: readRefusal(data ?? {}) };
}
