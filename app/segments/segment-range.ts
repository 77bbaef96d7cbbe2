import { groupInterval } from "../scoring/group-interval.ts";
import type { RunInterval } from "../scoring/run-interval.ts";
import type { SegmentSums } from "./segment-sums.ts";

/**
 * The 80 % interval of what a segment's customers are worth together: chance is their own, the rest is the shop's. Null of
 * nobody, and where the run is from before it was kept.
 */
export function segmentRange({ customers, historicValueMinor, predictedValueMinor, chance }: SegmentSums, interval: RunInterval | null): RunInterval["total"] | null {
  if (customers === 0 || !chance || !interval?.shared) return null;
  const { lowerMinor, upperMinor } = groupInterval(predictedValueMinor, chance, interval.shared);
  return { lowerMinor: historicValueMinor + lowerMinor, upperMinor: historicValueMinor + upperMinor };
}
