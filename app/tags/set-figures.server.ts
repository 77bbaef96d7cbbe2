import { METAFIELD_KEYS } from "../segments/metafield-keys.ts";
import type { Deps } from "../deps.server.ts";
import { gid, idOfGid } from "../shopify/gid.ts";
import { CustomerFigures } from "./customer-figures.graphql.ts";
import { metafieldInput } from "./metafield-input.ts";
import { type FigureSet, packFigures } from "./pack-figures.ts";
import type { PlannedWrite } from "./plan-write.ts";
import { sendFigures } from "./send-figures.server.ts";

/** How many of a customer's figures were set, or why none was. */
export type FiguresResult = { size: number; refusal: string | null };

/** The version that a claim gives the row of a customer of whom there was none. */
const FIRST_CLAIM = 1;

type Standing = ReadonlyMap<string, { value: string; compareDigest: string }>;

/** Who else writes a customer's figures is a process that was taken for dead: it does not do so for long. */
const MOST_TRIES = 3;

/**
 * Sets figures where what stands there is what was read; what stands as wanted is not sent. Where somebody has written in
 * between, it is read and written again. Of whom we remember nothing, nothing may stand there, which takes no reading.
 *
 * @returns by customer, for those with figures to set
 */
export async function setFigures(deps: Pick<Deps, "shopify">, shopId: bigint, writes: readonly PlannedWrite[]): Promise<Map<bigint, FiguresResult>> {
  const results = new Map<bigint, FiguresResult>();
  const standing = new Map<bigint, Standing>();
  let left = writes.filter(({ diff }) => Object.keys(diff.setMetafields).length > 0);
  let unread = left.filter(({ version }) => version > FIRST_CLAIM).map(({ customerId }) => customerId);
  for (let tried = 1; left.length > 0; tried += 1) {
    for (const [customerId, figures] of await readFigures(deps, shopId, unread)) standing.set(customerId, figures);
    const sets = left.map((write) => setOf(write, standing.get(write.customerId)));
    for (const { customerId, figures } of sets) results.set(customerId, { size: figures.length, refusal: null });
    const stale = new Set<bigint>();
    for (const pack of packFigures(sets.filter(({ figures }) => figures.length > 0))) {
      for (const { customerId, isStale, message } of await sendFigures(deps, shopId, pack)) {
        results.set(customerId, { size: 0, refusal: message });
        if (isStale) stale.add(customerId);
      }
    }
    left = tried < MOST_TRIES ? left.filter(({ customerId }) => stale.has(customerId)) : [];
    unread = [...stale];
  }
  return results;
}

function setOf({ customerId, diff }: PlannedWrite, standing: Standing = new Map()): FigureSet {
  const figures = Object.entries(diff.setMetafields).flatMap(([key, value]) => {
    const stands = standing.get(key);
    return stands?.value === value ? [] : { ...metafieldInput(customerId, key, value), compareDigest: stands?.compareDigest ?? null };
  });
  return { customerId, figures };
}

async function readFigures({ shopify }: Pick<Deps, "shopify">, shopId: bigint, customerIds: readonly bigint[]): Promise<Map<bigint, Standing>> {
  const found = new Map<bigint, Standing>();
  if (customerIds.length === 0) return found;
  const ids = customerIds.map((customerId) => gid("Customer", customerId));
  const { nodes } = await shopify.run(shopId, CustomerFigures, { ids, most: METAFIELD_KEYS.length });
  for (const node of nodes) {
    if (node && "metafields" in node) found.set(idOfGid(node.id), new Map(node.metafields.nodes.map((figure) => [figure.key, figure])));
  }
  return found;
}
