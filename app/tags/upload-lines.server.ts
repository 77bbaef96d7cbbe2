import type { Deps } from "../deps.server.ts";
import { StageBulkVariables } from "./stage-bulk-variables.graphql.ts";

/** Uploads the variables of a bulk mutation, a line each. @returns the path that names the upload to Shopify */
export async function uploadLines({ shopify }: Pick<Deps, "shopify">, shopId: bigint, variables: readonly object[]): Promise<string> {
  const { stagedUploadsCreate } = await shopify.run(shopId, StageBulkVariables, {
    input: [{ resource: "BULK_MUTATION_VARIABLES", filename: "variables.jsonl", mimeType: "text/jsonl", httpMethod: "POST" }],
  });
  const target = stagedUploadsCreate?.stagedTargets?.[0];
  const path = target?.parameters.find(({ name }) => name === "key")?.value;
  if (!target?.url || path === undefined) {
    const reasons = stagedUploadsCreate?.userErrors.map(({ message }) => message).join("; ");
    throw new Error(`Shopify gave no place to upload to: ${reasons || "no reason given"}`);
  }
  const form = new FormData();
  for (const { name, value } of target.parameters) form.append(name, value);
  const lines = variables.map((line) => `${JSON.stringify(line)}\n`);
  // The store behind the address ignores what follows the file.
  form.append("file", new Blob(lines, { type: "text/jsonl" }), "variables.jsonl");
  const response = await fetch(target.url, { method: "POST", body: form });
  if (!response.ok) throw new Error(`Uploading the variables of a bulk mutation was answered ${response.status}`);
  return path;
}
