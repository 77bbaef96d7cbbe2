/** Without `-` and `_`, in lower case: `access_token`, `accessToken` and `X-Shopify-Access-Token` alike. */
const SECRET = /^(xshopify)?(access|refresh|id|session)token$|^authorization$|hmac|secret$/;
const PERSONAL = /^(e?mail|phone|(first|last|display|customer)name|address\d?)$/;
const DEEPEST = 8;

/**
 * A value as a log may hold it: secrets and personal data removed at any depth, errors as what they say. Of an error
 * only named fields are taken, since libraries hang whole responses and sessions on theirs.
 */
export function describeForLog(value: unknown, depth = 0): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  // Also the end of whatever leads back to itself.
  if (depth > DEEPEST) return "(too deep)";
  if (value instanceof Error) return describeError(value, depth);
  if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`;
  if (Array.isArray(value)) return value.map((item) => describeForLog(item, depth + 1));
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [key, mayNotShow(String(key)) ? "(removed)" : describeForLog(item, depth + 1)]));
}

function describeError(error: Error, depth: number): Record<string, unknown> {
  const { code, status } = error as { code?: unknown; status?: unknown };
  const parts = {
    type: error.name,
    message: messageOf(error),
    stack: framesOf(error),
    code: isPlain(code) ? code : undefined,
    status: isPlain(status) ? status : undefined,
    errors: error instanceof AggregateError ? error.errors : undefined,
    cause: error.cause,
  };
  const known = Object.entries(parts).filter(([, part]) => part !== undefined);
  return Object.fromEntries(known.map(([key, part]) => [key, describeForLog(part, depth + 1)]));
}

/** Prisma shows the whole call with its values where one of them is not accepted; its last line says what is wrong. */
function messageOf({ name, message }: Error): string {
  return name === "PrismaClientValidationError" ? `${message.trim().split("\n").at(-1)}` : message;
}

/** Without its head, which is the message once more. */
function framesOf({ stack }: Error): string | undefined {
  const frames = stack?.split("\n").filter((line) => /^\s+at /.test(line));
  return frames?.map((line) => line.trim()).join("\n");
}

function isPlain(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}

function mayNotShow(key: string): boolean {
  const plain = key.toLowerCase().replaceAll(/[-_]/g, "");
  return SECRET.test(plain) || PERSONAL.test(plain);
}
