import { useTranslation } from "react-i18next";
import type { CohortCut } from "#app/insights/cohort-cuts.ts";
import type { GroupChoice } from "#app/views/cohorts.view.server.ts";
import { groupNamer } from "./group-namer.ts";

/** What the customers of a group have in common, in a few words of the page's language. */
export function useGroupName(cut: CohortCut, currency: string): (group: GroupChoice) => string {
  return groupNamer(useTranslation().i18n, cut, currency);
}
