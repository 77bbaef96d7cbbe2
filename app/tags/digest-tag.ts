import { createHash } from "node:crypto";
import { foldTag } from "../segments/fold-tag.ts";

/** By which a tag is known again, in whatever letters, where it must not be kept: people write names and addresses into tags. */
export function digestTag(tag: string): string {
  return createHash("sha256").update(foldTag(tag)).digest("base64url").slice(0, 22);
}
