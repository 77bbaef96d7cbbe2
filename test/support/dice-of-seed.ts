import { createDice, type Dice } from "#sandbox/fill/dice.ts";

/** Dice of neighbouring seeds begin alike: a thousand shops would count in one currency. */
export function diceOfSeed(seed: number): Dice {
  const mixed = Math.imul(seed ^ (seed >>> 16), 0x85ebca6b);
  return createDice(Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35));
}
