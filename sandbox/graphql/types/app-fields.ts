import { isFileExpired, statusOf } from "../../bulk/file-lifetime.ts";
import { formatGid } from "../../gid.ts";
import type { BulkOperationRecord, InstallationRecord } from "../../store/app-model.ts";
import type { World } from "../../world.ts";
import { type Fields, plain } from "../fields.ts";

export const installationFields: Fields<InstallationRecord> = {
  id: (installation) => formatGid("AppInstallation", installation.id),
  accessScopes: (installation) => installation.scopes.map((handle) => ({ handle })),
};

export const bulkOperationFields: Fields<BulkOperationRecord> = {
  id: (operation) => formatGid("BulkOperation", operation.id),
  type: (operation) => operation.type,
  status: (operation, _args, { world }) => statusOf(operation, world.clock),
  errorCode: (operation) => operation.errorCode,
  query: (operation) => operation.document,
  createdAt: (operation) => operation.createdAt,
  completedAt: (operation) => operation.completedAt,
  objectCount: (operation) => String(operation.objectCount),
  rootObjectCount: (operation) => String(operation.rootObjectCount),
  fileSize: (operation) => operation.fileSize && String(operation.fileSize),
  url: (operation, _args, { world }) => (operation.status === "COMPLETED" ? resultUrl(operation, world) : null),
  partialDataUrl: (operation, _args, { world }) => (/^(FAILED|CANCELED)$/.test(operation.status) ? resultUrl(operation, world) : null),
};

/** Nothing found means no file, as at Shopify. */
function resultUrl(operation: BulkOperationRecord, { origin, clock }: World): string | null {
  return operation.fileSize && !isFileExpired(operation, clock) ? `${origin}/sandbox/bulk/${operation.id}.jsonl` : null;
}

export const appPartFields = { AccessScope: plain("handle") };
