import type { Deps } from "../deps.server.ts";
import { planCalls, WRITE_OPERATIONS } from "./plan-calls.ts";
import type { PlannedWrite } from "./plan-write.ts";
import { dropMutation, type Mutation, noteOnMutation } from "./round.repo.server.ts";
import { StartBulkMutation } from "./start-bulk-mutation.graphql.ts";
import { uploadLines } from "./upload-lines.server.ts";
import { WriteFailure } from "./write-problem.ts";

/**
 * Has Shopify start one of a round's mutations. That it was asked is stored before, with whose line is which: should
 * the answer be lost, the mutation may run all the same.
 *
 * @returns false where Shopify runs as many as it allows
 */
export async function startMutation(
  { db, shopify, clock }: Pick<Deps, "db" | "shopify" | "clock">,
  mutation: Mutation,
  planned: readonly PlannedWrite[],
): Promise<boolean> {
  const { shopId, kind } = mutation;
  const inIt = new Set(mutation.customerIds);
  const lines = planned.filter(({ customerId }) => inIt.has(customerId)).flatMap(({ customerId, diff }) =>
    planCalls(customerId, diff).filter((call) => call.kind === kind).map(({ variables }) => ({ customerId, variables })),
  );
  if (lines.length === 0) {
    // A redaction has erased everybody meanwhile.
    await dropMutation(db, mutation);
    return true;
  }
  const stagedUploadPath = await uploadLines({ shopify }, shopId, lines.map(({ variables }) => variables));
  await noteOnMutation(db, mutation, { customerIds: lines.map(({ customerId }) => customerId), askedAt: clock() });
  const { document } = WRITE_OPERATIONS[kind];
  const { bulkOperationRunMutation: answer } = await shopify.run(shopId, StartBulkMutation, { mutation: document, stagedUploadPath });
  const bulkOperationId = answer?.bulkOperation?.id;
  if (bulkOperationId) {
    await noteOnMutation(db, mutation, { bulkOperationId });
    return true;
  }
  const errors = answer?.userErrors ?? [];
  if (errors.some(({ code }) => code === "OPERATION_IN_PROGRESS" || code === "LIMIT_REACHED")) return false;
  throw new WriteFailure({ code: "bulk-not-started", shopifyMessage: errors.map(({ message }) => message).join("; ") });
}
