import { fillRunningShop } from "./support/fill-running-shop.ts";
import { measurePages } from "./support/measure-pages.ts";
import { measureVitals } from "./support/measure-vitals.ts";
import { pageAddresses } from "./support/page-addresses.ts";
import { withRunningApp } from "./support/running-app.ts";

const CUSTOMERS = { usual: 1_000_000, least: 1000, most: 2_000_000 };
/** Installed first; the large shop takes their place. */
const CUSTOMERS_IN_SANDBOX = 200;

/** How long a merchant with a large shop waits for each page: in the server, and in a slow browser. */
export async function bench(size = String(CUSTOMERS.usual)): Promise<void> {
  const customers = Number(size);
  if (!Number.isInteger(customers) || customers < CUSTOMERS.least || customers > CUSTOMERS.most) {
    throw new Error(`The number of customers is "${size}": ${CUSTOMERS.least} to ${CUSTOMERS.most} are allowed.`);
  }
  await withRunningApp(CUSTOMERS_IN_SANDBOX, async (app) => {
    await fillRunningShop(app, customers);
    const pages = await pageAddresses(app.owner);
    await measurePages(app, pages);
    await measureVitals(app, pages);
  });
}
