import type { ActionFunctionArgs } from "@remix-run/node";
import { getDeps, getEnv } from "#app/composition.server.ts";
import { receiveWebhook } from "#app/receive-webhook.server.ts";

export function action({ request }: ActionFunctionArgs): Promise<Response> {
  return receiveWebhook(getDeps(), getEnv().SHOPIFY_API_SECRET, request);
}

export function loader(): Response {
  return new Response("Webhooks are sent by POST.", { status: 405, headers: { allow: "POST" } });
}
