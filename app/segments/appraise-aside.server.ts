import { workAside } from "../queue/work-aside.server.ts";
import { appraiseByDefinition, type Findings, type ToAppraise } from "./appraise-by-definition.ts";

/** So many take about as long as a thread takes to start: a quarter of a second. */
const FEWEST_ASIDE = 5000;

/**
 * Appraises a shop while everything else that this process does goes on: a million customers take a processor many
 * seconds, in which no live event would move. The columns are gone afterwards.
 */
export async function appraiseAside({ purchases, ...asked }: ToAppraise): Promise<Findings> {
  const { customers, offsets, day, valueMinor } = purchases;
  if (customers < FEWEST_ASIDE) return appraiseByDefinition({ purchases, ...asked });
  const given: ToAppraise = { purchases: { customers, offsets, day, valueMinor }, ...asked };
  return workAside(new URL("./appraisal-thread.server.ts", import.meta.url), given, [offsets, day, valueMinor]);
}
