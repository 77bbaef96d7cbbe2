import { withShop } from "#app/db/with-shop.server.ts";
import { enqueue } from "#app/queue/enqueue.server.ts";
import { changeDefinition } from "#app/segments/change-definition.server.ts";
import { findCurrentBorders } from "#app/segments/current-borders.repo.server.ts";
import { findDefinition } from "#app/segments/definitions.repo.server.ts";
import { foldTag } from "#app/segments/fold-tag.ts";
import { scoreCustomerJob } from "#app/segments/score-customer.job.ts";
import { type Dimension, DIMENSIONS, dimensionsByTag } from "#app/tags/tag-dimension.ts";
import { changeTags } from "#sandbox/commands/change-tags.ts";
import { deleteCustomer } from "#sandbox/commands/delete-customer.ts";
import { mergeCustomers } from "#sandbox/commands/merge-customers.ts";
import type { Dice } from "#sandbox/fill/dice.ts";
import type { DeliveryRecord } from "#sandbox/store/app-model.ts";
import { type ContractModel, placeOf, redefine } from "./contract-model.ts";
import { CURRENCY, drawDefinition, FOREIGN } from "./draw-terms.ts";
import type { ContractShop } from "./open-contract-shop.ts";

/** What somebody else than the app does in the shop, and how the model follows. Each tells what it was. */
export function actorsIn(shop: ContractShop, model: ContractModel, dice: Dice, keep: (events: DeliveryRecord[]) => void) {
  const { sandbox, shopId, deps } = shop;
  const { db } = deps;
  const pickCustomer = () => dice.pick([...model.foreign.keys()]);
  const tagsOf = (id: bigint) => sandbox.store.customers.require(Number(id)).tags;

  const isUndecided = (id: bigint) => DIMENSIONS.some((dimension) => model.undecided.has(placeOf(id, dimension)));

  /** What it sends is delivered sooner or later; of the echoes of our own writes some are lost. */
  function sending<T>(act: () => T): T {
    shop.takeSent();
    const result = act();
    keep(shop.takeSent());
    return result;
  }

  /** Another app, or the merchant, with tags of their own. */
  function tagForeign(): string {
    const customerId = pickCustomer();
    const tag = dice.pick(FOREIGN);
    const foreign = model.foreign.get(customerId)!;
    const adds = dice.chance(0.5);
    const change = sending(() => changeTags(sandbox, { customerId: Number(customerId), [adds ? "add" : "remove"]: [tag] }));
    if (change.kind === "refused") return `no room for "${tag}" on ${customerId}`;
    const isThere = [...foreign].some((it) => foldTag(it) === foldTag(tag));
    if (adds && !isThere) foreign.add(tag);
    if (!adds) for (const it of foreign) if (foldTag(it) === foldTag(tag)) foreign.delete(it);
    return `others ${adds ? "add" : "remove"} "${tag}" on ${customerId}`;
  }

  async function rename(): Promise<string> {
    const { version } = await withShop(db, shopId, (tx) => findDefinition(tx, shopId));
    const draft = drawDefinition(dice);
    const answer = await changeDefinition(deps, { id: shopId, currency: CURRENCY }, { draft, version, staffId: null });
    if (answer.kind === "refused" || answer.kind === "outdated") throw new Error(`The definition was not saved: ${JSON.stringify(answer)}`);
    redefine(model, draft);
    return `definition ${answer.kind}: ${JSON.stringify({ prefix: draft.prefix, names: [draft.value.names.vip, draft.stage.names.new], on: [draft.value.on, draft.stage.on], metafields: draft.metafields.length })}`;
  }

  function merge(): string {
    const keptId = pickCustomer();
    const mergedId = pickCustomer();
    // What a hand has typed on where it is respected would go to somebody of whom that is not known.
    const isTyped = DIMENSIONS.some((dimension) => model.leftAlone.has(placeOf(mergedId, dimension)));
    if (keptId === mergedId || isTyped || isUndecided(mergedId)) return "nobody is merged";
    sending(() => mergeCustomers(sandbox, { keptId: Number(keptId), mergedId: Number(mergedId) }));
    const kept = model.foreign.get(keptId)!;
    const known = new Set([...kept].map(foldTag));
    for (const tag of model.foreign.get(mergedId)!) if (!known.has(foldTag(tag))) kept.add(tag);
    model.foreign.delete(mergedId);
    model.scores.delete(mergedId);
    if (model.cramped.delete(mergedId)) model.cramped.add(keptId);
    // Who objects does so as one person.
    if (model.optedOut.delete(mergedId)) model.optedOut.add(keptId);
    return `${mergedId} is merged into ${keptId}`;
  }

  function remove(): string {
    const customerId = pickCustomer();
    sending(() => deleteCustomer(sandbox, { customerId: Number(customerId) }));
    model.foreign.delete(customerId);
    return `${customerId} is deleted`;
  }

  async function optOut(): Promise<string> {
    const customerId = pickCustomer();
    // Of whom nothing is ours any more, everything is theirs, also what was typed on before.
    if (model.optedOut.has(customerId) || isUndecided(customerId)) return "nobody objects";
    model.optedOut.add(customerId);
    await withShop(db, shopId, async (tx) => {
      await tx.customerOptOut.create({ data: { shopId, customerId, kind: "automated-decisions", since: deps.clock() } });
      await enqueue(tx, scoreCustomerJob, { shopId: String(shopId), customerId: String(customerId) });
    });
    return `${customerId} objects to being scored`;
  }

  /**
   * A hand on a tag of ours, on somebody who has them and keeps them; the spared are not touched again.
   *
   * @returns whom; null: there is nobody
   */
  async function touch({ spared, isAtWork }: { spared: ReadonlySet<bigint>; isAtWork: boolean }): Promise<{ customerId: bigint; told: string } | null> {
    const run = await withShop(db, shopId, (tx) => findCurrentBorders(tx, shopId));
    const rows = await withShop(db, shopId, (tx) => tx.customerWrite.findMany({ where: { shopId, error: null }, orderBy: { customerId: "asc" } }));
    const mayBe = ({ customerId }: { customerId: bigint }) =>
      model.foreign.has(customerId) && model.scores.has(customerId) && !model.optedOut.has(customerId) && !model.cramped.has(customerId) && !spared.has(customerId);
    const candidates = rows.filter(mayBe);
    const dimensions = run ? dimensionsByTag(run.borders.definition) : new Map<string, never>();
    if (candidates.length === 0 || dimensions.size === 0) return null;
    const { customerId } = dice.pick(candidates);
    const tag = dice.pick([...dimensions.keys()]);
    const dimension = dimensions.get(tag)!;
    const place = placeOf(customerId, dimension);
    const isThere = tagsOf(customerId).some((it) => foldTag(it) === tag);
    if (model.leftAlone.has(place)) return null;
    sending(() => changeTags(sandbox, { customerId: Number(customerId), [isThere ? "remove" : "add"]: [tag] }));
    if (isAtWork) model.undecided.add(place);
    else if (model.respectsHands) {
      model.leftAlone.set(place, tagsOf(customerId).filter((it) => dimensions.get(foldTag(it)) === dimension && foldTag(it) !== tag));
      if (!isThere) model.foreign.get(customerId)!.add(tag);
    }
    return { customerId, told: `a hand ${isThere ? "removes" : "adds"} "${tag}" on ${customerId}` };
  }

  /** What became of hands' changes that are respected, as the merchant is told: what is left alone stands, and what was typed on is theirs. */
  async function hearOfHands(): Promise<void> {
    const told = await withShop(db, shopId, (tx) => tx.handChange.findMany({ where: { shopId, leftAlone: true } }));
    for (const { customerId, dimension, kept, added } of told) {
      const place = placeOf(customerId, dimension as Dimension);
      if (!model.respectsHands || !model.undecided.has(place) || !model.foreign.has(customerId)) continue;
      model.leftAlone.set(place, kept);
      for (const tag of added) model.foreign.get(customerId)!.add(tag);
    }
    model.undecided.clear();
  }

  /** A few tags of others go from somebody who has as many as there can be. */
  function makeRoom(customerId: bigint): string {
    const foreign = model.foreign.get(customerId)!;
    const gone = [...foreign].slice(-10);
    sending(() => changeTags(sandbox, { customerId: Number(customerId), remove: gone }));
    for (const tag of gone) foreign.delete(tag);
    model.cramped.delete(customerId);
    return `others make room on ${customerId}`;
  }

  return { tagForeign, rename, merge, remove, optOut, touch, hearOfHands, makeRoom };
}
