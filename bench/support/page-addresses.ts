import type pg from "pg";

export type PageAddress = { name: string; path: string };

/** Every page of the admin as a merchant meets it, the customers' list also where it is hardest to read. */
export async function pageAddresses(owner: pg.Client): Promise<PageAddress[]> {
  const { rows } = await owner.query<{ busiest: string; middle: string; rare: string; channel: string }>(`
    SELECT (SELECT country FROM customer_origins WHERE country IS NOT NULL GROUP BY country ORDER BY count(*) LIMIT 1) AS rare,
      (SELECT channel FROM customer_origins WHERE channel IS NOT NULL GROUP BY channel ORDER BY count(*) DESC LIMIT 1) AS channel,
      (SELECT customer_id FROM customer_scores ORDER BY orders_count DESC LIMIT 1)::text AS busiest,
      (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY lifetime_value_minor) FROM customer_scores)::text AS middle`);
  const { busiest, middle, rare, channel } = rows[0]!;
  return [
    { name: "Home", path: "" },
    { name: "Customers", path: "/customers" },
    { name: "Customers, filtered and sorted", path: "/customers?tier=mid&stage=lost&sort=last-order&dir=asc" },
    { name: "Customers, few and at the far end", path: "/customers?tier=vip&stage=new&sort=last-order&dir=asc" },
    { name: "Customers, nobody", path: "/customers?tier=low&min=99999999&sort=predicted-value&dir=asc" },
    { name: "Customers of a rare country", path: `/customers?country=${rare}&sort=last-order&dir=asc` },
    { name: "Customers of a channel in a stage", path: `/customers?channel=${encodeURIComponent(channel)}&stage=new&sort=last-order&dir=asc` },
    { name: "Customers, page 10,000", path: `/customers?after=${middle}_1` },
    { name: "Customer with the most orders", path: `/customers/${busiest}` },
    { name: "Segments", path: "/segments" },
    { name: "Cohorts", path: "/cohorts" },
    { name: "Cohorts of a channel", path: "/cohorts?cut=channel&measure=revenue" },
    { name: "Acquisition", path: "/acquisition" },
    { name: "Acquisition, all months", path: "/acquisition?from=2000-01" },
    { name: "Accuracy", path: "/accuracy" },
    { name: "Activity", path: "/activity" },
  ];
}
