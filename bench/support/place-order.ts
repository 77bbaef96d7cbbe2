const BETWEEN_LOOKS_MS = 50;
const LONGEST_WAIT_SECONDS = 120;

export type Order = {
  /** From checkout until the customer's page in the admin showed the tag. */
  seconds: number;
  shownAt: number;
};

/** Who has stayed away for long: whatever an order makes of them, it is another stage. */
export async function readLostCustomers(origin: string): Promise<number[]> {
  const lines = (await (await fetch(`${origin}/sandbox/customers.jsonl`)).text()).trim().split("\n");
  const customers = lines.map((line) => JSON.parse(line) as { id: number; tags: string[] });
  return customers.filter(({ tags }) => tags.includes("clv:stage-lost")).map(({ id }) => id);
}

/** Has the customer of that index order something in the sandbox's storefront, and waits for the tag of another stage. */
export async function placeOrder(origin: string, lost: readonly number[], index: number): Promise<Order> {
  const customer = lost[index];
  if (customer === undefined) throw new Error(`Only ${lost.length} customers are lost: there is nobody for order ${index + 1}.`);
  const storefront = await (await fetch(`${origin}/storefront?customer=${customer}`)).text();
  const product = /data-product="(\d+)"/.exec(storefront)![1];
  const begin = performance.now();
  const form = new URLSearchParams({ customer: String(customer), cart: `${product}:1` });
  const checkout = await fetch(`${origin}/storefront/orders`, { method: "POST", body: form });
  if (!checkout.ok) throw new Error(`The sandbox's storefront answered a checkout with ${checkout.status}.`);
  const address = /data-testid="to-customer" href="([^"]+)"/.exec(await checkout.text())![1]!;
  for (;;) {
    const page = await (await fetch(`${origin}${address}`)).text();
    const shownAt = performance.now();
    const seconds = (shownAt - begin) / 1000;
    if (/data-tag="clv:stage-(?!lost)/.test(page)) return { seconds, shownAt };
    if (seconds > LONGEST_WAIT_SECONDS) throw new Error(`The order of customer ${customer} showed as no tag within ${LONGEST_WAIT_SECONDS} s.`);
    await new Promise((next) => setTimeout(next, BETWEEN_LOOKS_MS));
  }
}
