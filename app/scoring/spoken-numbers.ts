import type { Ladder } from "./ladder.ts";

/**
 * A reason's numbers as its sentence has them. A span is twice the average age of first orders (shop-moments.ts): said as
 * such it would be longer than the shop has been there.
 */
export function spokenNumbers({ key, numbers }: Ladder["reason"]): Readonly<Record<string, number>> {
  const { spanDays, ...others } = numbers;
  if (spanDays === undefined) return numbers;
  const needed = others["needed"];
  return { ...others, ageDays: spanDays / 2, ...(key === "short-history" && needed !== undefined && { needed: needed / 2 }) };
}
