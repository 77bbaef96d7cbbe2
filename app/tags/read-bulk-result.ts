import { z } from "zod";
import { readAnswer } from "./plan-calls.ts";

const Message = z.object({ message: z.string() });
const ResultLine = z.object({
  __lineNumber: z.number().int().nonnegative(),
  data: z.record(z.string(), z.object({ userErrors: z.array(Message) }).nullable()).nullish(),
  errors: z.array(Message).optional(),
});

type BulkResult = {
  /** Which line of the variables it answers. */
  lineNumber: number;
  /** Null where Shopify did not get as far as an answer: throttled, an error of its own. The line is to be asked again. */
  answer: { refusal: string | null } | null;
};

/** One line of a bulk mutation's results; null for one that is cut, which answers nobody. */
export function readBulkResult(line: string): BulkResult | null {
  const written = parseLine(line);
  if (written === null) return null;
  const { __lineNumber: lineNumber, data, errors } = ResultLine.parse(written.value);
  return { lineNumber, answer: errors?.length ? null : readAnswer(data ?? {}) };
}

function parseLine(line: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(line) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
