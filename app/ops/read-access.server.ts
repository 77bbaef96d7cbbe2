import type { Database } from "../db/database.server.ts";
import { lostShops } from "./metrics.server.ts";

export async function readAccess({ prisma }: Database): Promise<void> {
  lostShops.set(await prisma.shop.count({ where: { uninstalledAt: null, accessLostAt: { not: null }, accessBackAt: null } }));
}
