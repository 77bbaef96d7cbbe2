import type pg from "pg";
import { type AdminPage, adminPages } from "../../scripts/admin-pages.ts";
import { YOUNG_CHANNEL } from "./fill-shop.ts";

/** Every page as a merchant meets it, that of the customer with the most orders, and those that are asked for much where they are hardest to read. */
export async function pageAddresses(owner: pg.Client): Promise<AdminPage[]> {
  const { rows } = await owner.query<{ busiest: string; middle: string; rare: string; channel: string }>(`
    SELECT (SELECT country FROM customer_origins WHERE country IS NOT NULL GROUP BY country ORDER BY count(*) LIMIT 1) AS rare,
      (SELECT channel FROM customer_origins WHERE channel IS NOT NULL GROUP BY channel ORDER BY count(*) DESC LIMIT 1) AS channel,
      (SELECT customer_id FROM customer_scores ORDER BY orders_count DESC LIMIT 1)::text AS busiest,
      (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY lifetime_value_minor) FROM customer_scores)::text AS middle`);
  const { busiest, middle, rare, channel } = rows[0]!;
  return [
    ...adminPages(busiest),
    { name: "customers, filtered and sorted", path: "/customers?tier=mid&stage=lost&sort=last-order&dir=asc" },
    { name: "customers, few and at the far end", path: "/customers?tier=vip&stage=new&sort=last-order&dir=asc" },
    { name: "customers, nobody", path: "/customers?tier=low&min=99999999&sort=predicted-value&dir=asc" },
    { name: "customers of a rare country", path: `/customers?country=${rare}&sort=last-order&dir=asc` },
    { name: "customers of a channel in a stage", path: `/customers?channel=${encodeURIComponent(channel)}&stage=new&sort=last-order&dir=asc` },
    { name: "customers of a young channel", path: `/customers?channel=${YOUNG_CHANNEL}&sort=last-order&dir=asc` },
    { name: "customers, most orders for little", path: `/customers?max=${middle}&sort=orders&dir=desc` },
    { name: "customers, page 10,000", path: `/customers?after=${middle}_1` },
    { name: "cohorts of a channel", path: `/cohorts?cut=channel&group=key:${encodeURIComponent(channel)}&measure=revenue` },
    { name: "cohorts, countries side by side", path: "/cohorts?cut=country&measure=revenue" },
    { name: "acquisition, all months", path: "/acquisition?from=2000-01" },
  ];
}
