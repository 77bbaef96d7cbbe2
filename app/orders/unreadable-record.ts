import type { z } from "zod";

const LONGEST = 500;

/**
 * A record from Shopify that is not what its schema promises; the message names the record, the field and the value. It
 * can be stored, whatever the value is.
 */
export class UnreadableRecord extends Error {
  constructor(record: string, cause: unknown) {
    const reason = cause instanceof Error ? (issuesOf(cause) ?? cause.message) : String(cause);
    super(`${record}: ${reason}`.slice(0, LONGEST).replaceAll("\0", "").toWellFormed(), { cause });
    this.name = "UnreadableRecord";
  }
}

function issuesOf(cause: Error): string | null {
  if (!("issues" in cause)) return null;
  const { issues } = cause as z.ZodError;
  return issues.map((issue) => `${issue.path.join(".") || "the whole"}: ${issue.message}`).join("; ");
}
