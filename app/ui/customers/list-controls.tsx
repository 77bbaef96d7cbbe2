import { Box, InlineGrid, Select } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { SCORE_SORTS, type ScoreSort, type SortDirection } from "#app/scoring/score-sort.ts";
import { type Stage, STAGES } from "#app/segments/stage.ts";
import { type ValueTier, VALUE_TIERS } from "#app/segments/value-tier.ts";
import { SearchField } from "./search-field.tsx";

export type ListControlsProps = {
  search: string;
  tier: ValueTier | null;
  stage: Stage | null;
  sort: ScoreSort;
  direction: SortDirection;
  /** Parameters of the address to set; an empty text takes one away. */
  onChange: (change: Partial<Record<"q" | "tier" | "stage" | "sort" | "dir", string>>) => void;
};

export function ListControls({ search, tier, stage, sort, direction, onChange }: ListControlsProps) {
  const { t } = useTranslation();
  return (
    <Box padding="300">
      <InlineGrid columns={{ xs: 1, sm: "2fr 1fr 1fr 1.5fr" }} gap="300" alignItems="end">
        {/* A new search in the address (back, a link) fills the field anew. */}
        <SearchField key={search} search={search} onSearch={(q) => onChange({ q })} />
        <Select
          label={t("segments.tier")}
          options={[{ value: "", label: t("customers.all") }, ...VALUE_TIERS.map((value) => ({ value, label: t(`tier.${value}`) }))]}
          value={tier ?? ""}
          onChange={(value) => onChange({ tier: value })}
        />
        <Select
          label={t("segments.stage")}
          options={[{ value: "", label: t("customers.all") }, ...STAGES.map((value) => ({ value, label: t(`stage.${value}`) }))]}
          value={stage ?? ""}
          onChange={(value) => onChange({ stage: value })}
        />
        <Select
          label={t("customers.sort")}
          options={SCORE_SORTS.flatMap((by) => [
            { value: `${by} desc`, label: t(`sort.${by}-desc`) },
            { value: `${by} asc`, label: t(`sort.${by}-asc`) },
          ])}
          value={`${sort} ${direction}`}
          onChange={(value) => {
            const [by, dir] = value.split(" ");
            onChange({ sort: by, dir });
          }}
        />
      </InlineGrid>
    </Box>
  );
}
