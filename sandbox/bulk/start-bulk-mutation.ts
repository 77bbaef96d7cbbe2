import { existsSync } from "node:fs";
import type { Caller } from "../graphql/fields.ts";
import { createBulkOperation } from "./create-bulk-operation.ts";
import { uploadedFile } from "./files.ts";

export type StartMutationArgs = { mutation: string; stagedUploadPath: string; clientIdentifier?: string; groupObjects: boolean };

/** `bulkOperationRunMutation`. Its results have no children, so `groupObjects` changes nothing; `clientIdentifier` is for the app's own logs. */
export function startBulkMutation(args: StartMutationArgs, caller: Caller) {
  const objection = caller.world.bulk.checkMutation(args.mutation, caller.scopes);
  if (objection?.kind === "invalid") return refused("mutation", objection.message, "INVALID_MUTATION");
  const file = uploadedFile(caller.world.filesDir, args.stagedUploadPath);
  if (file === null || !existsSync(file)) {
    return refused("stagedUploadPath", "The JSONL file could not be found. Try uploading the file again, and check that you've entered the URL correctly for the stagedUploadPath mutation argument.", "NO_SUCH_FILE");
  }
  const wanted = { type: "MUTATION", document: args.mutation, stagedUploadPath: args.stagedUploadPath } as const;
  const bulkOperation = createBulkOperation(wanted, objection !== null, caller);
  return bulkOperation ? { bulkOperation, userErrors: [] } : refused("mutation", "The maximum number of bulk mutation operations is running for this app and shop", "LIMIT_REACHED");
}

function refused(field: string, message: string, code: string) {
  return { bulkOperation: null, userErrors: [{ field: [field], message, code }] };
}
