import type { LoaderFunctionArgs } from "@remix-run/node";
import { authenticate } from "#app/shopify-app.server.ts";

/** Shopify's library answers the addresses under /auth itself. */
export async function loader({ request }: LoaderFunctionArgs) {
  await authenticate.admin(request);
  return null;
}
