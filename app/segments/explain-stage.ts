import { atLeast, between, fields, object, oneOf, orNull } from "#app/math/check-shape.ts";
import { judgeStage, type StageVerdict } from "./judge-stage.ts";
import type { SegmentBorders } from "./segment-borders.ts";
import type { ShopRhythm } from "./shop-rhythm.ts";
import { type Stage, STAGES } from "./stage.ts";
import type { StageInput } from "./stage-input.ts";
import type { StageRule } from "./stage-rule.ts";
import { type ValueBasis, valueBasis } from "./value-basis.ts";

type Sorting = Pick<SegmentBorders, "rhythm" | "standing" | "definition">;

export type StageExplanation = StageVerdict & {
  /** As it was given. */
  stage: Stage;
  /** What the figures alone say: an earlier one where the stage was held. */
  judged: Stage;
  /** The customer's own figures. */
  figures: StageInput;
  /** What they are measured by. */
  rhythm: ShopRhythm;
  rule: StageRule;
  /** Lifetime: P(alive) counts, too. */
  basis: ValueBasis;
};

const checkInput = fields({ purchases: atLeast(0), daysSinceFirst: atLeast(0), daysSinceLast: atLeast(0), probabilityAlive: orNull(between(0, 1)) });

const checkSorting = fields({ rhythm: object, definition: fields({ stage: fields({ rule: object }) }) });

/**
 * Everything a page needs to say why a customer is in a stage: keys and numbers, no words.
 *
 * @param input the figures that the stage was given by
 */
export function explainStage(input: StageInput, stage: Stage, sorting: Sorting): StageExplanation {
  checkInput("input", input);
  oneOf(STAGES)("stage", stage);
  checkSorting("sorting", sorting);
  const { rhythm, standing, definition: { stage: { rule } } } = sorting;
  const verdict = judgeStage(input, rhythm, rule);
  return { ...verdict, stage, judged: verdict.stage, figures: input, rhythm, rule, basis: valueBasis(standing) };
}
