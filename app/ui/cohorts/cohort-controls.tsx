import { InlineGrid, Select } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { COHORT_CUTS, type CohortCut } from "#app/insights/cohort-cuts.ts";
import { COHORT_LENGTHS } from "#app/insights/cohort-rows.ts";
import { type CohortsQuery, comparesGroups, MEASURES, PERS, SHOWN } from "#app/views/cohorts-query.ts";
import type { GroupChoice } from "#app/views/cohorts.view.server.ts";
import { useFormat } from "../use-format.ts";
import { useGroupName } from "./use-group-name.ts";

/** Parameters of the address to set; an empty text takes one away. */
export type CohortsChange = Partial<Record<keyof CohortsQuery, string>>;

type CohortControlsProps = {
  query: CohortsQuery;
  hasMargin: boolean;
  currency: string;
  choices: GroupChoice[];
  onChange: (change: CohortsChange) => void;
};

export function CohortControls({ query, hasMargin, currency, choices, onChange }: CohortControlsProps) {
  const { t } = useTranslation();
  const isValue = query.show === "value";
  const compares = comparesGroups(query);
  return (
    <InlineGrid columns={{ xs: 1, sm: 2, md: 3 }} gap="300" alignItems="end">
      <Select
        label={t("cohorts.show")}
        options={SHOWN.map((value) => ({ value, label: t(`cohorts.showing.${value}`) }))}
        value={query.show}
        onChange={(show) => onChange({ show })}
      />
      <Select
        label={t("cohorts.measure")}
        options={MEASURES.map((value) => ({ value, label: t(`cohorts.measures.${value}`), disabled: value === "margin" && !hasMargin }))}
        value={query.measure}
        disabled={!isValue}
        onChange={(measure) => onChange({ measure })}
      />
      <Select
        label={t("cohorts.per")}
        options={PERS.map((value) => ({ value, label: t(`cohorts.pers.${value}`) }))}
        value={query.per}
        disabled={!isValue || compares}
        onChange={(per) => onChange({ per })}
      />
      <Select
        label={t("cohorts.length")}
        options={COHORT_LENGTHS.map((value) => ({ value, label: t(`cohorts.lengths.${value}`) }))}
        value={query.length}
        disabled={compares}
        onChange={(length) => onChange({ length })}
      />
      <Select
        label={t("cohorts.cut")}
        options={[{ value: "", label: t("cohorts.everybody") }, ...COHORT_CUTS.map((value) => ({ value, label: t(`cohorts.cuts.${value}`) }))]}
        value={query.cut ?? ""}
        // A group belongs to its cut.
        onChange={(cut) => onChange({ cut, group: "" })}
      />
      {query.cut !== null && choices.length > 0 && (
        <GroupSelect cut={query.cut} currency={currency} choices={choices} group={query.group} onChange={onChange} />
      )}
    </InlineGrid>
  );
}

type GroupSelectProps = Pick<CohortControlsProps, "currency" | "choices" | "onChange"> & { cut: CohortCut; group: string | null };

function GroupSelect({ cut, currency, choices, group, onChange }: GroupSelectProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const nameOf = useGroupName(cut, currency);
  const options = choices.map((choice) => ({ value: choice.name, label: t("cohorts.groupOf", { name: nameOf(choice), customers: count(choice.customers) }) }));
  const isThere = group === null || choices.some(({ name }) => name === group);
  return (
    <Select
      label={t(`cohorts.cuts.${cut}`)}
      options={[...(isThere ? [] : [{ value: group, label: t("cohorts.choose"), disabled: true }]), { value: "", label: t("cohorts.sideBySide") }, ...options]}
      value={group ?? ""}
      onChange={(name) => onChange({ group: name })}
    />
  );
}
