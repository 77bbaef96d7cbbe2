import { z } from "zod";
import type { Deps } from "./deps.server.ts";
import { isSignedByShopify } from "./shopify/verify-signature.server.ts";
import { acceptDelivery } from "./shops/accept-delivery.server.ts";
import { webhookTopics } from "./webhook-topics.server.ts";

/** Far above Shopify's largest order; what is larger is not from Shopify, or not for us. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

const Headers = z.object({
  topic: z.string().min(1),
  shopDomain: z.string().regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/),
  webhookId: z.string().min(1).max(200),
  triggeredAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
});

/**
 * The door for every webhook: the signature first, then storing and enqueuing in one transaction, then the answer.
 * The work itself is the worker's.
 *
 * @returns 200 taken (or nothing to do), 400 malformed, 401 not signed by Shopify, 405 not a POST, 413 too large.
 */
export async function receiveWebhook(deps: Pick<Deps, "db" | "clock" | "log">, secret: string, request: Request): Promise<Response> {
  if (request.method !== "POST") return answer(405, "Webhooks are sent by POST.");
  const body = await readBody(request);
  if (!body) return answer(413, `A webhook may have ${MAX_BODY_BYTES} bytes at most.`);
  if (!isSignedByShopify(body, request.headers.get("x-shopify-hmac-sha256"), secret)) {
    return answer(401, "The signature is missing or wrong.");
  }
  const headers = Headers.safeParse({
    topic: request.headers.get("x-shopify-topic"),
    shopDomain: request.headers.get("x-shopify-shop-domain"),
    webhookId: request.headers.get("x-shopify-webhook-id"),
    triggeredAt: request.headers.get("x-shopify-triggered-at"),
  });
  if (!headers.success) return answer(400, `A Shopify header is missing or malformed: ${namesOf(headers.error)}.`);
  const { shopDomain, webhookId, triggeredAt } = headers.data;
  const topic = webhookTopics.get(headers.data.topic);
  if (!topic) return answer(400, `The topic "${headers.data.topic}" is not one that this app subscribes to.`);
  const work = readWork(topic, body);
  if (!work) return answer(400, `The payload is not that of ${headers.data.topic}.`);

  const outcome = await acceptDelivery(
    deps,
    { shopDomain, webhookId, topic: headers.data.topic, afterUninstall: topic.afterUninstall },
    (tx, shopId) => work(tx, { shopId, webhookId, triggeredAt }),
  );
  deps.log.info({ shop: shopDomain, topic: headers.data.topic, webhookId, outcome }, "webhook");
  return answer(200, outcome);
}

type Topic = NonNullable<ReturnType<typeof webhookTopics.get>>;

function readWork(topic: Topic, body: Uint8Array): ReturnType<Topic["workOf"]> | null {
  try {
    return topic.workOf(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)));
  } catch {
    return null; // Not UTF-8, not JSON, or not this topic's shape: all of them are the sender's fault.
  }
}

/** Null where it is larger than allowed; reading stops there. */
async function readBody(request: Request): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

function namesOf(error: z.ZodError): string {
  return error.issues.map((issue) => issue.path.join(".")).join(", ");
}

function answer(status: number, text: string): Response {
  return new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}
