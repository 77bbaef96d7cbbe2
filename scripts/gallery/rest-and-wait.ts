import { withShop } from "#app/db/with-shop.server.ts";
import { pauseReading } from "#app/orders/pause-reading.server.ts";
import { findShopByDomain } from "#app/shops/find-shop.repo.server.ts";
import { pauseWriting } from "#app/tags/pause-writing.server.ts";
import type { Stack } from "../demo/stack.ts";

/** A process notes every two seconds what it waits for, once it has waited for one. */
const NOTED_MS = 5000;

/** Pauses writing and reading, which a shop keeps, and has a new order wait for a Shopify that asks the app to stay away. */
export async function restAndWait({ db, domain, origin }: Pick<Stack, "db" | "domain" | "origin">): Promise<void> {
  const shop = await findShopByDomain(db, domain);
  if (!shop) throw new Error(`${domain} is not installed.`);
  const deps = { db, clock: () => new Date() };
  await pauseWriting(deps, shop.id, { staffId: "42" });
  await pauseReading(deps, shop.id, { staffId: null });

  const product = await withShop(db, shop.id, (tx) => tx.product.findFirstOrThrow({ where: { shopId: shop.id } }));
  const tell = async (path: string, body: object) => {
    const answer = await fetch(`${origin}/sandbox/${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} was refused: ${await answer.text()}`);
  };
  await tell("faults", { kind: "too-many-requests", probability: 1, amount: 60 });
  const buyer = { kind: "new", email: "ann@example.com", firstName: "Ann", lastName: "Of Kent", acceptsEmail: false };
  await tell("commands/placeOrder", { buyer, lines: [{ productId: Number(product.id), quantity: 1 }], payment: "PAID" });
  await new Promise((resolve) => setTimeout(resolve, NOTED_MS));
}
