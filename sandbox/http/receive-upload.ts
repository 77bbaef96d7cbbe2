import { createWriteStream, mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { pipeline } from "node:stream/promises";
import busboy from "busboy";
import { uploadedFile } from "../bulk/files.ts";
import { sign } from "../webhooks/sign.ts";
import type { World } from "../world.ts";
import { BadRequest } from "./body.ts";
import type { RawAnswer } from "./raw-answer.ts";

const LARGEST_UPLOAD_BYTES = 100 * 1024 * 1024;

/** Takes a staged upload. Like the object storage behind Shopify, it reads the form in order and ignores fields after the file. */
export async function receiveUpload(world: World, request: IncomingMessage): Promise<RawAnswer> {
  const fields = new Map<string, string>();
  let stored: Promise<RawAnswer> | undefined;
  const form = busboy({ headers: request.headers, limits: { files: 1, fileSize: LARGEST_UPLOAD_BYTES } });
  form.on("field", (name, value) => fields.set(name, value));
  form.on("file", (name, stream) => {
    const file = name === "file" ? targetOf(fields, world) : null;
    if (file === null) {
      stream.resume();
      return;
    }
    mkdirSync(world.filesDir, { recursive: true });
    stored = pipeline(stream, createWriteStream(file)).then(async () => {
      if (!stream.truncated) return xml(201, `<PostResponse><Key>${fields.get("key")}</Key></PostResponse>`);
      await rm(file);
      return xml(400, "<Error><Code>EntityTooLarge</Code><Message>Your proposed upload exceeds the maximum allowed object size.</Message></Error>");
    });
  });
  await pipeline(request, form);
  if (stored) return stored;
  throw new BadRequest("The upload lacks a file, or the fields of its target did not come before it");
}

function xml(status: number, text: string): RawAnswer {
  return { status, contentType: "application/xml", text };
}

/** Where to store, if the fields so far are those that `stagedUploadsCreate` gave. */
function targetOf(fields: ReadonlyMap<string, string>, world: World): string | null {
  const key = fields.get("key") ?? "";
  const isOurs = fields.get("x-goog-signature") === sign(key, world.app.apiSecret) && fields.get("Content-Type") === "text/jsonl";
  return isOurs ? uploadedFile(world.filesDir, key) : null;
}
