import type { Deps } from "../../deps.server.ts";
import { idOfGid } from "../../shopify/gid.ts";
import { askedSegment } from "./asked-segment.ts";
import { refusalOf } from "./refusal-of.ts";
import { SegmentCreate } from "./segment-create.graphql.ts";
import { freeName } from "./segment-name.ts";
import { storeSegment } from "./shopify-segments.repo.server.ts";
import type { WantedSegment } from "./wanted-segments.ts";

type SegmentDeps = Pick<Deps, "db" | "shopify">;

/**
 * Makes a segment under a name that is free. What is asked for is stored first: who is cut off finds by it what was made.
 *
 * @returns the name
 */
export async function makeSegment(
  { db, shopify }: SegmentDeps,
  shopId: bigint,
  wanted: WantedSegment,
  namesTaken: Iterable<string>,
): Promise<string> {
  const asked = askedSegment(shopId, wanted, freeName(wanted.name, namesTaken));
  await storeSegment(db, asked);
  const { segmentCreate } = await shopify.run(shopId, SegmentCreate, { name: asked.name, query: asked.query });
  const made = segmentCreate?.segment;
  const row = made
    ? { ...asked, segmentId: idOfGid(made.id), name: made.name, query: made.query }
    : { ...asked, refusal: refusalOf(segmentCreate) };
  await storeSegment(db, row);
  return row.name;
}
