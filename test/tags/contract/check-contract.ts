import { isDeepStrictEqual } from "node:util";
import { foldTag } from "#app/segments/fold-tag.ts";
import { Difference } from "../../property/difference.ts";
import { pictureOf } from "../picture-of.ts";
import { type ContractModel, expectedOf } from "./contract-model.ts";
import type { ContractShop } from "./open-contract-shop.ts";

/** Tags and figures of ours on a customer, as they stand in Shopify. */
export type Standing = ReadonlyMap<bigint, { tags: string[]; figures: Record<string, string> }>;

/** The five statements of the contract, each as what must hold in the shop; a Difference says what does not. */
export function contractOf({ sandbox }: ContractShop, model: ContractModel, readRemembered: () => Promise<object>) {
  const segmentsBefore = pictureOf(sandbox).segments;

  function expect(found: unknown, wanted: unknown, when: string): void {
    if (isDeepStrictEqual(found, wanted)) return;
    throw new Difference(`${when}:\n  stands: ${JSON.stringify(found)}\n  wanted: ${JSON.stringify(wanted)}`);
  }

  function standing(): Standing {
    return new Map(
      pictureOf(sandbox).customers.map(({ id, tags, metafields }) => {
        const foreign = model.foreign.get(BigInt(id));
        const ours = tags.filter((tag) => !foreign?.has(tag)).map(foldTag).toSorted();
        return [BigInt(id), { tags: ours, figures: Object.fromEntries(metafields.map(({ key, value }) => [key, value])) }];
      }),
    );
  }

  /** At any moment: each tag of others is there as they wrote it, and what else is there has a name that the shop gave us. */
  function foreignTagsAreUntouched(when: string): void {
    for (const [customerId, foreign] of model.foreign) {
      const tags = sandbox.store.customers.require(Number(customerId)).tags;
      const others = tags.filter((tag) => foreign.has(tag) || !model.names.has(foldTag(tag)));
      expect(others.toSorted(), [...foreign].toSorted(), `${when}, tags of others on ${customerId}`);
    }
  }

  /** In the end everybody has what the settings make of their score, whatever befell us on the way. */
  function allIsAsWanted(when: string): void {
    foreignTagsAreUntouched(when);
    const wantedOf = expectedOf(model);
    for (const [customerId, { tags, figures }] of standing()) {
      const wanted = wantedOf(customerId) ?? { tags: [], figures: {} };
      // Whom Shopify has refused is not asked for again each day.
      if (model.cramped.has(customerId)) continue;
      expect(tags, wanted.tags, `${when}, tags of ${customerId}`);
      expect(comparable(figures, wanted.figures), wanted.figures, `${when}, figures of ${customerId}`);
    }
  }

  /** What stood before a run stands again after its undo, on whom nobody has touched since; on the others all stays. */
  function undoneIsAsBefore(before: Standing, touched: Standing, when: string): void {
    foreignTagsAreUntouched(when);
    for (const [customerId, found] of standing()) {
      if (!model.cramped.has(customerId)) expect(found, touched.get(customerId) ?? before.get(customerId), `${when}, undone on ${customerId}`);
    }
  }

  /** A second run has nothing to write. */
  function nothingIsWritten(changes: readonly string[], when: string): void {
    expect(changes, [], `${when}, written by a second run`);
  }

  /** After the clean exit the shop is what others have made of it, and we remember nothing of it. */
  async function nothingIsLeft(when: string): Promise<void> {
    foreignTagsAreUntouched(when);
    const { customers, definitions, segments } = pictureOf(sandbox);
    const left = customers.flatMap(({ id, tags, metafields }) => {
      return tags.length > model.foreign.get(BigInt(id))!.size || metafields.length > 0 ? [{ id, tags, metafields }] : [];
    });
    expect({ left, definitions, segments }, { left: [], definitions: [], segments: segmentsBefore }, when);
    expect(await readRemembered(), {}, `${when}, remembered`);
  }

  return { standing, foreignTagsAreUntouched, allIsAsWanted, undoneIsAsBefore, nothingIsWritten, nothingIsLeft };
}

/**
 * Without what is missing to the next tier, and with the value that is wanted in place of one that is hardly off: figures
 * that have not moved by a twentieth may stay (decision 015).
 */
function comparable(standing: Record<string, string>, wanted: Record<string, string>): Record<string, string> {
  const figures = Object.fromEntries(Object.entries(standing).filter(([key]) => key !== "amount_to_next_tier"));
  const { lifetime_value: stands } = figures;
  const { lifetime_value: asked } = wanted;
  if (stands === undefined || asked === undefined) return figures;
  const isClose = Math.abs(Number(asked) - Number(stands)) < 0.05 * Math.abs(Number(stands));
  return isClose ? { ...figures, lifetime_value: asked } : figures;
}
