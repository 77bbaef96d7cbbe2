import { judgeStage, type StageVerdict } from "./judge-stage.ts";
import type { SegmentBorders } from "./segment-borders.ts";
import type { ShopRhythm } from "./shop-rhythm.ts";
import type { StageInput } from "./stage-input.ts";
import type { StageRule } from "./stage-rule.ts";
import { type ValueBasis, valueBasis } from "./value-basis.ts";

type Sorting = Pick<SegmentBorders, "rhythm" | "standing" | "definition">;

export type StageExplanation = StageVerdict & {
  /** The customer's own figures. */
  figures: StageInput;
  /** What they are measured by. */
  rhythm: ShopRhythm;
  rule: StageRule;
  /** Lifetime: P(alive) counts, too. */
  basis: ValueBasis;
};

/** Everything a page needs to say why a customer is in a stage: keys and numbers, no words. */
export function explainStage(input: StageInput, { rhythm, standing, definition: { stage: { rule } } }: Sorting): StageExplanation {
  return { ...judgeStage(input, rhythm, rule), figures: input, rhythm, rule, basis: valueBasis(standing) };
}
