import { fields, object } from "../math/check-shape.ts";

/** A definition by its parts: what these hold, its schema has seen to where it was read. */
export const checkDefinition = fields({ orderValue: object, value: fields({ tiers: object }), stage: fields({ rule: object }) });

/** Likewise what a run keeps of how its customers were sorted. */
export const checkBorders = fields({ value: object, rhythm: object, definition: checkDefinition });
