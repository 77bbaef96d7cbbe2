import { z } from "zod";

export type ShopAccess = { domain: string; accessToken: string };

/** The library's own constant would bring the whole library into the worker for one string. */
export const API_VERSION = "2026-10";
const TIMEOUT_MS = 30_000;
/** Who is told to stay away for longer than this asks again all the same: a wrong figure must not end the work. */
const LONGEST_RETRY_AFTER_SECONDS = 300;

const CostSchema = z.object({
  requestedQueryCost: z.number(),
  /** Of a call that was throttled there is none. */
  actualQueryCost: z.number().nullish(),
  throttleStatus: z.object({
    maximumAvailable: z.number(),
    currentlyAvailable: z.number(),
    restoreRate: z.number().positive(),
  }),
});

const AnswerSchema = z.object({
  data: z.unknown().optional(),
  errors: z
    .union([z.string(), z.array(z.looseObject({ message: z.string(), extensions: z.looseObject({ code: z.string().optional() }).optional() }))])
    .optional(),
  extensions: z.looseObject({ cost: CostSchema.optional() }).optional(),
});

/** What came of one request. `throttled` and `failed` are worth another try. */
export type Attempt = {
  outcome: "data" | "throttled" | "failed" | "unauthorized" | "refused";
  data: unknown;
  reason: string;
  /** Of the first error. */
  code: string | null;
  cause?: unknown;
  cost: z.infer<typeof CostSchema> | null;
  retryAfterSeconds: number | null;
};

export async function sendOnce<Data>(
  fetch: typeof globalThis.fetch,
  { domain, accessToken }: ShopAccess,
  body: { query: string; variables: unknown },
): Promise<Attempt & { data: Data | null }> {
  const blank = { data: null, code: null, cost: null, retryAfterSeconds: null };
  let response: Response;
  let text: string;
  try {
    response = await fetch(`https://${domain}/admin/api/${API_VERSION}/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": accessToken },
      body: JSON.stringify(body),
      // A redirection would carry the token to wherever it points.
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await response.text();
  } catch (cause) {
    return { ...blank, outcome: "failed", reason: `${domain} did not answer: ${messageOf(cause)}`, cause };
  }
  if (response.status !== 200) return { ...blank, ...judgeStatus(response, domain, text) };
  const answer = parseAnswer(text);
  if (!answer) return { ...blank, outcome: "failed", reason: `${domain} answered with something else than GraphQL` };
  const cost = answer.extensions?.cost ?? null;
  const errors = typeof answer.errors === "string" ? [{ message: answer.errors }] : (answer.errors ?? []);
  const codes = errors.flatMap((error) => ("extensions" in error ? (error.extensions?.code ?? []) : []));
  if (codes.includes("THROTTLED")) return { ...blank, outcome: "throttled", reason: `${domain} is throttling this app`, cost };
  if (errors.length > 0 || answer.data == null) {
    const reason = errors.map((error) => error.message).join("; ") || "an answer without data";
    // A server error at HTTP 200 is one all the same.
    if (codes.includes("INTERNAL_SERVER_ERROR")) return { ...blank, outcome: "failed", reason: `${domain} failed: ${reason}`, cost };
    return { ...blank, outcome: "refused", reason: `${domain} refused the operation: ${reason}`, code: codes[0] ?? null, cost };
  }
  return { ...blank, outcome: "data", data: answer.data as Data, reason: "", cost };
}

function judgeStatus(response: Response, domain: string, text: string): Pick<Attempt, "outcome" | "reason" | "retryAfterSeconds"> {
  const reason = `${domain} answered ${response.status}: ${text.slice(0, 200)}`;
  const retryAfterSeconds = readRetryAfter(response);
  if (response.status === 401) return { outcome: "unauthorized", reason, retryAfterSeconds };
  if (response.status === 429) return { outcome: "throttled", reason, retryAfterSeconds };
  if (response.status >= 500 || response.status === 408) return { outcome: "failed", reason, retryAfterSeconds };
  return { outcome: "refused", reason, retryAfterSeconds };
}

/** In seconds, possibly with a fraction; Shopify's own client takes it for milliseconds. */
function readRetryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get("retry-after"));
  return seconds > 0 ? Math.min(seconds, LONGEST_RETRY_AFTER_SECONDS) : null;
}

function parseAnswer(text: string): z.infer<typeof AnswerSchema> | null {
  try {
    return AnswerSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
