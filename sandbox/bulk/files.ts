import { join } from "node:path";

export function bulkResultFile(filesDir: string, operationId: number): string {
  return join(filesDir, `bulk-${operationId}.jsonl`);
}

const UPLOAD_PATH = /^tmp\/[\w-]+\/bulk\/([\w-]+)\/variables\.jsonl$/;

export function uploadPath(shopHandle: string, uploadId: string): string {
  return `tmp/${shopHandle}/bulk/${uploadId}/variables.jsonl`;
}

/** The file behind a `stagedUploadPath`, or null where the path was never given out. */
export function uploadedFile(filesDir: string, path: string): string | null {
  const uploadId = UPLOAD_PATH.exec(path)?.[1];
  return uploadId === undefined ? null : join(filesDir, `upload-${uploadId}.jsonl`);
}
