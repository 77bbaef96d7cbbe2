import { STAGES } from "./stage.ts";
import { VALUE_TIERS } from "./value-tier.ts";

/** Where a customer can be, by dimension; null: in no segment, before they came or once they have left. */
export const FLOW_PLACES = { value: [...VALUE_TIERS, null], stage: [...STAGES, null] } as const;
export type FlowDimension = keyof typeof FLOW_PLACES;
