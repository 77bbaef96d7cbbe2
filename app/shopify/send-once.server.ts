import { z } from "zod";

export type ShopAccess = { domain: string; accessToken: string };

/** The library's own constant would bring the whole library into the worker for one string. */
export const API_VERSION = "2026-10";
const TIMEOUT_MS = 30_000;

const CostSchema = z.object({
  requestedQueryCost: z.number(),
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
  cause?: unknown;
  cost: z.infer<typeof CostSchema> | null;
  retryAfterSeconds: number | null;
};

export async function sendOnce<Data>(
  fetch: typeof globalThis.fetch,
  { domain, accessToken }: ShopAccess,
  body: { query: string; variables: unknown },
): Promise<Attempt & { data: Data | null }> {
  const blank = { data: null, cost: null, retryAfterSeconds: null };
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
  if (errors.some((error) => "extensions" in error && error.extensions?.code === "THROTTLED")) {
    return { ...blank, outcome: "throttled", reason: `${domain} is throttling this app`, cost, retryAfterSeconds: untilAffordable(cost) };
  }
  if (errors.length > 0 || answer.data == null) {
    const reason = errors.map((error) => error.message).join("; ") || "an answer without data";
    return { ...blank, outcome: "refused", reason: `${domain} refused the operation: ${reason}`, cost };
  }
  return { ...blank, outcome: "data", data: answer.data as Data, reason: "", cost };
}

function judgeStatus(response: Response, domain: string, text: string): Pick<Attempt, "outcome" | "reason" | "retryAfterSeconds"> {
  const reason = `${domain} answered ${response.status}: ${text.slice(0, 200)}`;
  if (response.status === 401) return { outcome: "unauthorized", reason, retryAfterSeconds: null };
  if (response.status === 429) {
    // In seconds, possibly with a fraction; Shopify's own client takes it for milliseconds.
    const header = Number(response.headers.get("retry-after"));
    return { outcome: "throttled", reason, retryAfterSeconds: header > 0 ? header : null };
  }
  if (response.status >= 500 || response.status === 408) return { outcome: "failed", reason, retryAfterSeconds: null };
  return { outcome: "refused", reason, retryAfterSeconds: null };
}

function parseAnswer(text: string): z.infer<typeof AnswerSchema> | null {
  try {
    return AnswerSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function untilAffordable(cost: Attempt["cost"]): number | null {
  if (!cost) return null;
  const { currentlyAvailable, maximumAvailable, restoreRate } = cost.throttleStatus;
  const missing = Math.min(cost.requestedQueryCost, maximumAvailable) - currentlyAvailable;
  return Math.max(missing / restoreRate, 0.1);
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
