import { z } from "zod";
import { checkSpend, type SpendRules } from "./check-spend.ts";
import { readMargin } from "./read-margin.ts";
import { createSpeller } from "./spell-channel.ts";
import { MOST_AMOUNTS, spendKey, type SpendProblem } from "./spend.ts";

/** What a merchant would change, as it is typed. An amount of nothing takes back what was noted. */
export const CostDraft = z.object({
  grossMargin: z.string(),
  spends: z.array(z.object({ month: z.string(), channel: z.string(), amount: z.string() })).max(MOST_AMOUNTS),
});
export type CostDraft = z.infer<typeof CostDraft>;

/** What is wrong with a draft. Entries are named by spendKey. */
export type CostProblem = { place: "grossMargin"; value: string } | ({ place: string } & SpendProblem);

type NotedSpend = { month: string; channel: string; amountMinor: number | null };

type Checked = { costs: { grossMargin: number | null; spends: NotedSpend[] }; problems: null } | { costs: null; problems: CostProblem[] };

type Shop = SpendRules & { /** As its channels are spelled. */ channels: readonly string[] };

export function checkCosts(draft: CostDraft, { channels, ...rules }: Shop): Checked {
  const grossMargin = readMargin(draft.grossMargin);
  const problems: CostProblem[] = grossMargin === undefined ? [{ place: "grossMargin", value: draft.grossMargin }] : [];
  const spell = createSpeller(channels);
  const spends = new Map<string, NotedSpend>();
  for (const typed of draft.spends) {
    const place = spendKey(typed);
    const isTakenBack = typed.amount.trim() === "";
    const checked = checkSpend({ ...typed, amount: isTakenBack ? "0" : typed.amount.trim() }, rules);
    if ("problems" in checked) problems.push(...checked.problems.map((problem) => ({ place, ...problem })));
    else spends.set(place, { month: typed.month, channel: spell(typed.channel), amountMinor: isTakenBack ? null : checked.amountMinor });
  }
  return problems.length > 0 || grossMargin === undefined ? { costs: null, problems } : { costs: { grossMargin, spends: [...spends.values()] }, problems: null };
}
