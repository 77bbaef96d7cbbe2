import type { ShopTransaction } from "../db/with-shop.server.ts";
import { DEFAULT_DEFINITION, SegmentDefinition, type VersionedDefinition } from "./definition.ts";
import type { DefinitionChange } from "./definition-changes.ts";

/** What the shop's tags mean from now on. */
export async function findDefinition(tx: ShopTransaction, shopId: bigint): Promise<VersionedDefinition> {
  const row = await tx.segmentDefinition.findFirst({ where: { shopId }, orderBy: { version: "desc" } });
  return row ? { version: row.version, definition: SegmentDefinition.parse(row.definition) } : { version: 0, definition: DEFAULT_DEFINITION };
}

/** All that the shop's tags have ever meant, the earliest first. */
export async function findAllDefinitions(tx: ShopTransaction, shopId: bigint): Promise<SegmentDefinition[]> {
  const rows = await tx.segmentDefinition.findMany({ where: { shopId }, orderBy: { version: "asc" }, select: { definition: true } });
  return [DEFAULT_DEFINITION, ...rows.map(({ definition }) => SegmentDefinition.parse(definition))];
}

type NewDefinition = VersionedDefinition & { changes: DefinitionChange[]; staffId: string | null; changedAt: Date };

/** @returns false where somebody else has saved this version meanwhile */
export async function addDefinition(tx: ShopTransaction, shopId: bigint, added: NewDefinition): Promise<boolean> {
  // JSON knows no undefined: what stood nowhere before is left out.
  const changes = added.changes.map(({ place, from, to }) => JSON.parse(JSON.stringify({ place, from, to })) as object);
  const { count } = await tx.segmentDefinition.createMany({ data: [{ ...added, shopId, changes }], skipDuplicates: true });
  return count === 1;
}
