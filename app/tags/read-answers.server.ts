import { withDownloadedLines } from "../orders/download-lines.server.ts";
import type { MutationStand } from "./mutation-stand.ts";
import { readBulkResult } from "./read-bulk-result.ts";
import type { Mutation } from "./round.repo.server.ts";

/** By customer: why Shopify refused, null where it did as asked. Who was not answered is missing. */
export type Answers = ReadonlyMap<bigint, string | null>;

/** What Shopify answered in a mutation that is over. */
export async function readAnswers({ kind, customerIds }: Mutation, stand: MutationStand): Promise<Answers> {
  const answers = new Map<bigint, string | null>();
  if (!("results" in stand) || stand.results === null) return answers;
  await withDownloadedLines(stand.results, async (pieces) => {
    for await (const lines of pieces) {
      for (const { lineNumber, answer } of lines.flatMap((line) => (line === "" ? [] : (readBulkResult(line) ?? [])))) {
        const customerId = customerIds[lineNumber];
        if (customerId === undefined) throw new Error(`${kind}: a result for line ${lineNumber} of ${customerIds.length}`);
        if (answer) answers.set(customerId, answer.refusal);
      }
    }
  });
  return answers;
}
