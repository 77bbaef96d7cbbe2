import type { Dice } from "./dice.ts";

/**
 * Tags that a merchant or another app has put on some customers before ours is installed. They must survive it;
 * "CLV club" only looks like one of ours.
 */
export function drawForeignTags(dice: Dice): string[] {
  const tags: string[] = [];
  if (dice.chance(0.1)) tags.push("newsletter");
  if (dice.chance(0.03)) tags.push("VIP-manual");
  if (dice.chance(0.02)) tags.push("CLV club");
  return tags;
}
