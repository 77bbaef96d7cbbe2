import { groupInterval } from "../scoring/group-interval.ts";
import type { RunInterval } from "../scoring/run-interval.ts";
import { fields, finite, object, orNull, whole } from "../math/check-shape.ts";
import type { SegmentSums } from "./segment-sums.ts";

const checkSums = fields({ customers: whole(0), historicValueMinor: finite, predictedValueMinor: finite, chance: orNull(object) });
const checkInterval = orNull(fields({ shared: orNull(object) }));

/**
 * The 80 % interval of what a segment's customers are worth together: chance is their own, the rest is the shop's. Null of
 * nobody, and where the run is from before it was kept.
 *
 * @throws for a number that cannot be what its name says, naming it and what is allowed
 */
export function segmentRange(sums: SegmentSums, interval: RunInterval | null): RunInterval["total"] | null {
  checkSums("sums", sums);
  checkInterval("interval", interval);
  const { customers, historicValueMinor, predictedValueMinor, chance } = sums;
  if (customers === 0 || !chance || !interval?.shared) return null;
  const { lowerMinor, upperMinor } = groupInterval(predictedValueMinor, chance, interval.shared);
  return { lowerMinor: historicValueMinor + lowerMinor, upperMinor: historicValueMinor + upperMinor };
}
