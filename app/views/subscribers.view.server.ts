import { readLive } from "#app/customers/read-live.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { type ConsentWay, isSubscribed } from "#app/reach/consent.ts";
import { type FileProblem, fileProblemOf } from "#app/reach/customer-files/file-problem.ts";
import { readContacts } from "#app/reach/read-contacts.server.ts";
import type { Shop } from "#app/shops/shop.ts";
import { type CustomersQuery, placeOfText } from "./customers-query.ts";
import { viewCustomers } from "./customers.view.server.ts";
import { PAGE_SIZE } from "./list-page.view.server.ts";

/** Pages of the list that are looked through for one: some 600 of the shop's points. */
const MOST_PAGES = 3;

type List = Awaited<ReturnType<typeof viewCustomers>>;
/** How many customers Shopify was asked about, or why it did not say who of them has subscribed. */
export type Subscribers = List & { looked: number | Extract<FileProblem, "no-answer" | "not-approved"> };

/**
 * Those of the list who have subscribed. Consents are not stored: the list is read on, page by page, and Shopify asked
 * about each, until a page is full or enough was looked at. The next page goes on from there.
 */
export async function viewSubscribers(
  deps: Pick<Deps, "db" | "shopify" | "log">,
  shop: Pick<Shop, "id" | "currentRunId">,
  query: CustomersQuery & { consent: ConsentWay },
  customerIds: bigint[] | null,
): Promise<Subscribers> {
  const backwards = query.from?.side === "before";
  const pages: List[] = [];
  const rows: List["rows"] = [];
  let looked = 0;
  let isApproved = true;
  for (let from = query.from; pages.length < MOST_PAGES && rows.length < PAGE_SIZE; ) {
    const page = await viewCustomers(deps.db, shop, { ...query, from }, customerIds);
    pages.push(page);
    const ask = () => readContacts(deps.shopify, shop.id, page.rows.map(({ id }) => BigInt(id)));
    const read = await readLive(deps, "consents", () => ask().catch((error: unknown) => {
      isApproved = fileProblemOf(error) !== "not-approved";
      throw error;
    }));
    if (read.status === "unavailable") return { ...page, rows: [], looked: isApproved ? "no-answer" : "not-approved" };
    looked += page.rows.length;
    const subscribed = page.rows.filter(({ id }) => {
      const contact = read.data.get(BigInt(id));
      return contact !== undefined && isSubscribed(contact, query.consent);
    });
    if (backwards) rows.unshift(...subscribed);
    else rows.push(...subscribed);
    const on = backwards ? page.previous : page.next;
    const place = on === null ? null : placeOfText(on, query.sort);
    if (place === null) break;
    from = { side: backwards ? "before" : "after", place };
  }
  const [first, last] = [pages[0]!, pages.at(-1)!];
  return backwards
    ? { ...first, rows, looked, previous: last.previous, next: first.next }
    : { ...first, rows, looked, previous: first.previous, next: last.next };
}
