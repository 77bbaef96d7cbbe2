import { randomUUID } from "node:crypto";
import { type Caller, refuse } from "../graphql/fields.ts";
import { sign } from "../webhooks/sign.ts";
import { uploadPath } from "./files.ts";

export type StagedUploadInput = { resource: string; filename: string; mimeType: string; httpMethod?: string };

/** `stagedUploadsCreate` for the variables of bulk mutations: where to upload, and the form fields to send before the file. */
export function createStagedUploads(inputs: StagedUploadInput[], caller: Caller) {
  const { origin, store, app } = caller.world;
  const stagedTargets = inputs.map((input) => {
    if (input.resource !== "BULK_MUTATION_VARIABLES") refuse(`staged uploads of ${input.resource} are not implemented`);
    if (input.mimeType !== "text/jsonl" || input.httpMethod !== "POST") {
      refuse(`bulk variables are uploaded as text/jsonl by POST, not as ${input.mimeType} by ${input.httpMethod ?? "PUT (the default)"}`);
    }
    const key = uploadPath(store.shop().handle, randomUUID());
    const url = `${origin}/sandbox/uploads`;
    const parameters = [
      { name: "key", value: key },
      { name: "Content-Type", value: input.mimeType },
      { name: "success_action_status", value: "201" },
      { name: "acl", value: "private" },
      { name: "x-goog-signature", value: sign(key, app.apiSecret) },
    ];
    return { url, resourceUrl: `${url}/${key}`, parameters };
  });
  return { stagedTargets, userErrors: [] };
}
