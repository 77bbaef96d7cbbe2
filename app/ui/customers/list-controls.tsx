import { Box, IndexFilters, type IndexFiltersProps, IndexFiltersMode, useSetIndexFiltersMode } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SavedView } from "#app/customers/saved-views.repo.server.ts";
import { SCORE_SORTS, type ScoreSort } from "#app/scoring/score-sort.ts";
import type { OriginChoices } from "#app/views/list-choices.view.server.ts";
import { useMay } from "../use-reader.ts";
import { LIST_VIEWS } from "./list-views.ts";
import { SearchField } from "./search-field.tsx";
import { type ListChange, type ShownQuery, useListFilters } from "./use-list-filters.tsx";

export type ListControlsProps = {
  query: ShownQuery;
  /** The list as it is, as a view would save it (viewAddress). */
  address: string;
  origins: OriginChoices;
  views: SavedView[];
  onChange: (change: ListChange) => void;
  /** Shows a view in place of the list as it is. */
  onOpen: (address: string) => void;
  onSave: (view: SavedView) => void;
  onDrop: (name: string) => void;
};

/** By what a sort's ends are called. */
const KINDS = {
  "lifetime-value": "value", "historic-value": "value", "predicted-value": "value", "last-order": "day", orders: "count",
} as const satisfies Record<ScoreSort, string>;

export function ListControls({ query, address, origins, views, onChange, onOpen, onSave, onDrop }: ListControlsProps) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  const { filters, appliedFilters } = useListFilters({ query, origins, onChange });
  const known = [...LIST_VIEWS.map(({ id, address: to }) => ({ name: t(`listView.${id}`), address: to })), ...views];
  const selected = known.findIndex((view) => view.address === address);
  const { mode, setMode } = useSetIndexFiltersMode(selected === -1 ? IndexFiltersMode.Filtering : IndexFiltersMode.Default);
  const tabs: IndexFiltersProps["tabs"] = known.map(({ name }, index) => ({
    id: `view-${index}`,
    content: name,
    isLocked: index < LIST_VIEWS.length,
    actions: index < LIST_VIEWS.length || !mayChange ? [] : [{ type: "delete", onPrimaryAction: async () => (onDrop(name), true) }],
  }));
  return (
    <>
      <Box padding="300">
        {/* A new search in the address (back, a link) fills the field anew. */}
        <SearchField key={query.search} search={query.search} onSearch={(q) => onChange({ q })} />
      </Box>
      <IndexFilters
        tabs={tabs}
        // What fits no view is everybody, narrowed.
        selected={Math.max(selected, 0)}
        onSelect={(index) => onOpen(known[index]!.address)}
        canCreateNewView={false}
        mode={mode}
        setMode={setMode}
        hideQueryField
        onQueryChange={() => {}}
        onQueryClear={() => {}}
        filters={filters}
        appliedFilters={appliedFilters}
        onClearAll={() => onOpen("")}
        cancelAction={{ onAction: () => onOpen(known[Math.max(selected, 0)]!.address) }}
        primaryAction={{
          type: "save-as",
          disabled: selected !== -1 || !mayChange,
          onAction: async (name) => (onSave({ name, address }), true),
        }}
        sortOptions={SCORE_SORTS.flatMap((by) => [
          { value: `${by} desc` as const, label: t(`sort.${by}`), directionLabel: t(`sortEnd.${KINDS[by]}-desc`) },
          { value: `${by} asc` as const, label: t(`sort.${by}`), directionLabel: t(`sortEnd.${KINDS[by]}-asc`) },
        ])}
        sortSelected={[`${query.sort} ${query.direction}`]}
        onSort={([chosen]) => {
          const [sort, dir] = chosen?.split(" ") ?? [];
          onChange({ sort, dir });
        }}
      />
    </>
  );
}
