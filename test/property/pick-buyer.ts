import type { Dice } from "#sandbox/fill/dice.ts";
import type { World } from "#sandbox/world.ts";

/** One of the customers, or a guest. */
export function pickBuyer({ store }: World, dice: Dice): number | null {
  const ids = [...store.customers.values()].map(({ id }) => id);
  return ids.length === 0 || dice.chance(0.2) ? null : dice.pick(ids);
}
