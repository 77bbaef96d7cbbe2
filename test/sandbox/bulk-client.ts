import { expect } from "vitest";
import type { Ask } from "./box.ts";

type Operation = {
  id: string;
  status: string;
  errorCode: string | null;
  objectCount: string;
  rootObjectCount: string;
  fileSize: string | null;
  url: string | null;
  partialDataUrl: string | null;
};

type Started = { bulkOperation: { id: string; status: string } | null; userErrors: { message: string; code: string }[] };

type Target = { url: string; parameters: { name: string; value: string }[] };

export async function startQuery(ask: Ask, query: string): Promise<Started> {
  const { data, errors } = await ask<{ run: Started }>(
    "mutation($query: String!) { run: bulkOperationRunQuery(query: $query) { bulkOperation { id status } userErrors { message code } } }",
    { query },
  );
  expect(errors).toBeUndefined();
  return data.run;
}

export async function startMutation(ask: Ask, mutation: string, stagedUploadPath: string): Promise<Started> {
  const { data } = await ask<{ run: Started }>(
    "mutation($mutation: String!, $stagedUploadPath: String!) { run: bulkOperationRunMutation(mutation: $mutation, stagedUploadPath: $stagedUploadPath) { bulkOperation { id status } userErrors { message code } } }",
    { mutation, stagedUploadPath },
  );
  return data.run;
}

/** So many in one request: however slow the machine is, none ends before the last one is asked for. */
export async function startAtOnce(ask: Ask, times: number, call: string): Promise<Started[]> {
  const calls = Array.from({ length: times }, (_, at) => `run${at}: ${call} { bulkOperation { id status } userErrors { message code } }`);
  const { data, errors } = await ask<Record<string, Started>>(`mutation { ${calls.join(" ")} }`);
  expect(errors).toBeUndefined();
  return Object.values(data);
}

export async function look(ask: Ask, id: string | undefined): Promise<Operation> {
  const query = "query($id: ID!) { bulkOperation(id: $id) { id status errorCode objectCount rootObjectCount fileSize url partialDataUrl } }";
  return (await ask<{ bulkOperation: Operation }>(query, { id })).data.bulkOperation;
}

export async function finished(ask: Ask, { bulkOperation }: Started): Promise<Operation> {
  await expect.poll(async () => (await look(ask, bulkOperation?.id)).status, { interval: 10 }).not.toMatch(/CREATED|RUNNING|CANCELING/);
  return look(ask, bulkOperation?.id);
}

export async function linesOf({ url }: Pick<Operation, "url">): Promise<Record<string, unknown>[]> {
  const text = await (await fetch(url ?? "")).text();
  return text.trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Uploads the variables of a bulk mutation as Shopify wants it, or with the file before the fields. */
export async function upload(ask: Ask, jsonl: string | Blob, order: "file last" | "file first" = "file last"): Promise<{ status: number; path: string }> {
  const input = [{ resource: "BULK_MUTATION_VARIABLES", filename: "variables.jsonl", mimeType: "text/jsonl", httpMethod: "POST" }];
  const { data } = await ask<{ stagedUploadsCreate: { stagedTargets: Target[] } }>(
    "mutation($input: [StagedUploadInput!]!) { stagedUploadsCreate(input: $input) { stagedTargets { url parameters { name value } } userErrors { message } } }",
    { input },
  );
  const target = data.stagedUploadsCreate.stagedTargets[0];
  if (!target) throw new Error("No target");
  const form = new FormData();
  const file = () => form.append("file", new Blob([jsonl]), "variables.jsonl");
  if (order === "file first") file();
  for (const { name, value } of target.parameters) form.append(name, value);
  if (order === "file last") file();
  const { status } = await fetch(target.url, { method: "POST", body: form });
  return { status, path: target.parameters.find(({ name }) => name === "key")?.value ?? "" };
}
