import { createHash } from "node:crypto";
import type { ReadableStream } from "node:stream/web";
import { z } from "zod";
import type { Deps } from "./deps.server.ts";
import { withLogFields } from "./log.server.ts";
import { webhookAnswers, webhookLag } from "./ops/metrics.server.ts";
import { parseExactly } from "./parse-exactly.ts";
import { MAX_BODY_BYTES, readBody } from "./read-body.server.ts";
import { isSignedByShopify } from "./shopify/verify-signature.server.ts";
import { acceptDelivery } from "./shops/accept-delivery.server.ts";
import { webhookTopics } from "./webhook-topics.server.ts";

/** Shopify sends again whatever it finds no room for. */
const SOON = { "retry-after": "5" };

const Headers = z.object({
  topic: z.string().min(1),
  shopDomain: z.string().regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/),
  webhookId: z.string().min(1).max(200),
  // An offset may lead out of the years that have four digits, which jobs and PostgreSQL cannot read.
  triggeredAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)).refine((at) => /^\d{4}-/.test(at.toISOString()) && at.getUTCFullYear() > 0),
});

type Headers = z.infer<typeof Headers>;

type Parts = Pick<Deps, "db" | "clock" | "log">;

/** As much of a request as a webhook needs, whoever received it. */
export type IncomingWebhook = {
  method: string;
  header: (name: string) => string | null;
  body: AsyncIterable<Uint8Array> | null;
};

export type WebhookAnswer = { status: number; text: string; headers: Record<string, string> };

/** The door for a request as the web's standards have it. */
export async function receiveWebhook(deps: Parts, secret: string, request: Request): Promise<Response> {
  const { method, headers, body } = request;
  const incoming = { method, header: (name: string) => headers.get(name), body: body as ReadableStream<Uint8Array> | null };
  const answer = await acceptWebhook(deps, secret, incoming);
  return new Response(answer.text, answer);
}

/**
 * The door for every webhook: the signature first, then storing and enqueuing in one transaction, then the answer.
 * The work itself is the worker's.
 *
 * @returns 200 taken (or nothing to do), 400 malformed, 401 not signed by Shopify, 405 not a POST, 413 too large,
 *   503 too much at one time.
 */
export async function acceptWebhook(deps: Parts, secret: string, incoming: IncomingWebhook): Promise<WebhookAnswer> {
  const answered = webhookAnswers.startTimer();
  let status = 500;
  try {
    const given = await answerWebhook(deps, secret, incoming);
    status = given.status;
    return given;
  } finally {
    answered({ status });
  }
}

async function answerWebhook(deps: Parts, secret: string, incoming: IncomingWebhook): Promise<WebhookAnswer> {
  if (incoming.method !== "POST") return answer(405, "Webhooks are sent by POST.", { allow: "POST" });
  const body = await readBody(incoming.header("content-length"), incoming.body);
  // What was not read must not be waited for, nor taken for another request.
  if (body === "no room") return answer(503, "Too many large webhooks at one time.", { connection: "close", ...SOON });
  if (body === "too large") return answer(413, `A webhook may have ${MAX_BODY_BYTES} bytes at most.`, { connection: "close" });
  if (!isSignedByShopify(body, incoming.header("x-shopify-hmac-sha256"), secret)) {
    return answer(401, "The signature is missing or wrong.");
  }
  const payload = readPayload(body);
  const headers = readHeaders(incoming, { body, shopDomain: payload?.shopDomain ?? null, now: deps.clock() });
  if (!headers.success) return answer(400, `A Shopify header is missing or malformed: ${namesOf(headers.error)}.`);
  const { shopDomain, webhookId, triggeredAt } = headers.data;
  const topic = webhookTopics.get(headers.data.topic);
  if (!topic) return answer(400, `The topic "${headers.data.topic}" is not one that this app subscribes to.`);
  // Numbers with more digits than a double has are rare: only what is not understood is read again for their sake.
  const work = payload && (readWork(topic, () => payload.json) ?? readWork(topic, () => parseExactly(payload.text)));
  if (!work) return answer(400, `The payload is not that of ${headers.data.topic}.`);
  // The signature is over the body alone: a delivery of one shop could be sent again as another's.
  if (payload.shopDomain !== null && payload.shopDomain !== shopDomain) return answer(400, "The payload is of another shop.");

  return withLogFields({ shop: shopDomain, topic: headers.data.topic, webhookId }, async () => {
    const outcome = await acceptDelivery(
      deps,
      { shopDomain, webhookId, topic: headers.data.topic, afterUninstall: topic.isDuty },
      (shopId) => work({ shopId, webhookId, triggeredAt }),
    );
    if (outcome === "accepted") webhookLag.observe({ topic: headers.data.topic }, lagSince(triggeredAt, deps.clock()));
    deps.log.info({ outcome }, "webhook");
    return outcome === "crowded" ? answer(503, "Too many webhooks of this shop at one time.", SOON) : answer(200, outcome);
  });
}

/**
 * What the law asks for is never refused for a header: the payload names the shop, and to take the moment of arrival for that
 * of the request costs nobody anything. Without an id the same payload is one request a day: staff are not told of it once for
 * each time that it is sent again.
 * The removal of an app needs the moment: the merchant may be back since.
 */
function readHeaders({ header }: IncomingWebhook, known: { body: Uint8Array; shopDomain: string | null; now: Date }): z.ZodSafeParseResult<Headers> {
  const topic = header("x-shopify-topic");
  const given = {
    topic,
    shopDomain: header("x-shopify-shop-domain"),
    webhookId: header("x-shopify-webhook-id"),
    triggeredAt: header("x-shopify-triggered-at"),
  };
  const parsed = Headers.safeParse(given);
  if (parsed.success || topic === null || !webhookTopics.get(topic)?.isDuty) return parsed;
  const instead = { topic, shopDomain: known.shopDomain, webhookId: madeUpId(topic, known), triggeredAt: known.now.toISOString() };
  const missing = parsed.error.issues.map((issue) => issue.path[0] as keyof Headers);
  return Headers.safeParse({ ...given, ...Object.fromEntries(missing.map((name) => [name, instead[name]])) });
}

/** Two duties may have one payload: who is asked about today may have to be forgotten as soon. */
function madeUpId(topic: string, { body, now }: { body: Uint8Array; now: Date }): string {
  return `${now.toISOString().slice(0, 10)}-${createHash("sha256").update(topic).update(body).digest("hex")}`;
}

type Topic = NonNullable<ReturnType<typeof webhookTopics.get>>;

type Payload = {
  text: string;
  json: unknown;
  /** Which shop it says it is of; null where its topic does not say so. */
  shopDomain: string | null;
};

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Null where it is not JSON in UTF-8. */
function readPayload(body: Uint8Array): Payload | null {
  try {
    const text = utf8.decode(body);
    const json: unknown = JSON.parse(text);
    return { text, json, shopDomain: shopNamedIn(json) };
  } catch {
    return null;
  }
}

/** By hand: most payloads name no shop, and the error that a schema makes of each keeps the payload from the small collections. */
function shopNamedIn(json: unknown): string | null {
  if (typeof json !== "object" || json === null) return null;
  const { shop_domain, myshopify_domain } = json as Record<string, unknown>;
  if (typeof shop_domain === "string") return shop_domain;
  return typeof myshopify_domain === "string" ? myshopify_domain : null;
}

/** Null where it has not the topic's shape: whatever is wrong with it is the sender's fault. */
function readWork(topic: Topic, read: () => unknown): ReturnType<Topic["workOf"]> | null {
  try {
    return topic.workOf(read());
  } catch {
    return null;
  }
}

function namesOf(error: z.ZodError): string {
  return error.issues.map((issue) => issue.path.join(".")).join(", ");
}

function lagSince(triggeredAt: Date, now: Date): number {
  return Math.max(0, now.getTime() - triggeredAt.getTime()) / 1000;
}

function answer(status: number, text: string, headers: Record<string, string> = {}): WebhookAnswer {
  return { status, text, headers: { "content-type": "text/plain; charset=utf-8", ...headers } };
}
