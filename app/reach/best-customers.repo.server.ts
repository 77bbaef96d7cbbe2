import { Prisma } from "../db/generated/client.ts";
import type { CurrentRun } from "../segments/current-borders.repo.server.ts";
import { firstScores, inOrder, VALUE_COLUMNS } from "../segments/first-scores.repo.server.ts";
import { tierBasis } from "../segments/value-basis.ts";
import { BEST } from "./look-alikes.ts";

/** The most valuable customers of a run, among whom those for look-alikes are looked for, as a file notes them. */
export function bestCustomers(shopId: bigint, { runId, borders }: CurrentRun): Prisma.Sql {
  const column = VALUE_COLUMNS[tierBasis(borders)];
  const best = firstScores({ shopId, runId }, { where: Prisma.sql`${column} > 0`, column, direction: "desc", limit: BEST.among });
  return Prisma.sql`
    SELECT row_number() OVER (ORDER BY ${inOrder(Prisma.sql`sorted_by`, "desc")}) - 1 AS place, customer_id::text AS "customerId", sorted_by AS "valueMinor"
    FROM ${best} AS best`;
}
