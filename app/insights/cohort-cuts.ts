import type { SplitName } from "./shop-splits.ts";

/** What cohorts are cut by beside being shown whole: the groups are those of the run's splits. */
export const COHORT_CUTS = ["channel", "country", "firstProduct", "orderSize", "discount"] as const satisfies SplitName[];
export type CohortCut = (typeof COHORT_CUTS)[number];
