/** Without `-` and `_`, in lower case: `access_token`, `accessToken` and `X-Shopify-Access-Token` alike. */
const SECRET = /^(xshopify)?(access|refresh|id|session)token$|^authorization$/;
const DEEPEST = 8;

/**
 * A value as a log may hold it: secrets removed at any depth, errors as what they say. Of an error only named fields
 * are taken, since libraries hang whole responses and sessions on theirs.
 */
export function describeForLog(value: unknown, depth = 0): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  // Also the end of whatever leads back to itself.
  if (depth > DEEPEST) return "(too deep)";
  if (value instanceof Error) return describeError(value, depth);
  if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`;
  if (Array.isArray(value)) return value.map((item) => describeForLog(item, depth + 1));
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [key, isSecret(String(key)) ? "(removed)" : describeForLog(item, depth + 1)]));
}

function describeError(error: Error, depth: number): Record<string, unknown> {
  const { code, status } = error as { code?: unknown; status?: unknown };
  const parts = {
    type: error.name,
    message: error.message,
    stack: error.stack,
    code: isPlain(code) ? code : undefined,
    status: isPlain(status) ? status : undefined,
    errors: error instanceof AggregateError ? error.errors : undefined,
    cause: error.cause,
  };
  const known = Object.entries(parts).filter(([, part]) => part !== undefined);
  return Object.fromEntries(known.map(([key, part]) => [key, describeForLog(part, depth + 1)]));
}

function isPlain(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}

function isSecret(key: string): boolean {
  return SECRET.test(key.toLowerCase().replaceAll(/[-_]/g, ""));
}
