import { ChoiceList, type IndexFiltersProps, Select } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { minorDigits } from "#app/money/minor-digits.ts";
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";
import { CONSENT_WAYS } from "#app/reach/consent.ts";
import { STAGES } from "#app/segments/stage.ts";
import { VALUE_TIERS } from "#app/segments/value-tier.ts";
import type { CustomersQuery, ListParameter } from "#app/views/customers-query.ts";
import type { OriginChoices, OriginCut } from "#app/views/list-choices.view.server.ts";
import { useGroupName } from "../cohorts/use-group-name.ts";
import { useFormat, useShop } from "../use-format.ts";
import { useMay } from "../use-reader.ts";
import { RangeFields } from "./range-fields.tsx";

export type ShownQuery = Omit<CustomersQuery, "from">;
/** Parameters of the address to set; an empty text takes one away. */
export type ListChange = Partial<Record<ListParameter, string>>;

type Given = { query: ShownQuery; origins: OriginChoices; onChange: (change: ListChange) => void };
/** What is asked for in words; null: nothing is. */
type ListFilter = { key: string; label: string; disabled?: boolean; filter: ReactNode; asked: string | null; off: ListChange };

/** Each filter of the list with its fields, and with what it asks for as it stands. */
export function useListFilters({ query, origins, onChange }: Given): Pick<IndexFiltersProps, "filters" | "appliedFilters"> {
  const { t } = useTranslation();
  const seesCustomers = useMay("read_customers");
  const { currency, money, day } = useFormat();
  const { figuresIn } = useShop();
  const nameOf = {
    channel: useGroupName("channel", currency),
    country: useGroupName("country", currency),
    firstProduct: useGroupName("firstProduct", currency),
  };

  const several = <Value extends string>(key: "tier" | "stage", label: string, all: readonly Value[], asked: Value[], words: (value: Value) => string): ListFilter => ({
    key,
    label,
    filter: (
      <ChoiceList
        title={label}
        titleHidden
        allowMultiple
        choices={all.map((value) => ({ value, label: words(value) }))}
        selected={asked}
        onChange={(chosen: string[]) => onChange({ [key]: chosen.join(",") })}
      />
    ),
    asked: asked.length === 0 ? null : asked.map((value) => words(value)).join(", "),
    off: { [key]: "" },
  });

  const origin = (cut: OriginCut, key: "channel" | "country" | "product"): ListFilter => {
    const label = t(`customers.origin.${cut}`);
    const asked = query[cut];
    const unlisted = asked !== null && !origins[cut].some((it) => it.key === asked);
    const words = (value: string) =>
      nameOf[cut](origins[cut].find((it) => it.key === value) ?? { name: value, kind: "key", key: value, customers: 0, productTitle: null, orderSize: null });
    const options = [...origins[cut].flatMap((it) => it.key ?? []), ...(unlisted ? [asked] : [])];
    return {
      key,
      label,
      filter: (
        <Select
          label={label}
          helpText={t("customers.originMeaning")}
          options={[{ value: "", label: t("customers.all") }, ...options.map((value) => ({ value, label: words(value) }))]}
          value={asked ?? ""}
          onChange={(value) => onChange({ [key]: value })}
        />
      ),
      asked: asked === null ? null : words(asked),
      off: { [key]: "" },
    };
  };

  const between = (from: string | null, to: string | null) =>
    from === null ? to && t("customers.upTo", { to }) : to === null ? t("customers.from", { from }) : t("customers.between", { from, to });
  const amount = (minor: number | null) => (minor === null ? "" : minorToDecimal(minor, figuresIn));
  const minor = (text: string) => (text === "" ? "" : String(Math.round(Number(text) * 10 ** minorDigits(figuresIn))));
  const { lastFrom, lastTo, least, most } = query;

  const filters: ListFilter[] = [
    several("tier", t("segments.tier"), VALUE_TIERS, query.tiers, (tier) => t(`tier.${tier}`)),
    several("stage", t("segments.stage"), STAGES, query.stages, (stage) => t(`stage.${stage}`)),
    origin("channel", "channel"),
    origin("country", "country"),
    origin("firstProduct", "product"),
    {
      key: "last-order",
      label: t("customers.lastOrder"),
      filter: (
        <RangeFields
          key={`${lastFrom} ${lastTo}`}
          type="date"
          labels={{ from: t("customers.firstDay"), to: t("customers.lastDay") }}
          from={lastFrom ?? ""}
          to={lastTo ?? ""}
          onApply={onChange}
        />
      ),
      asked: between(lastFrom && day(lastFrom), lastTo && day(lastTo)),
      off: { from: "", to: "" },
    },
    {
      key: "value",
      label: t("value.lifetime"),
      filter: (
        <RangeFields
          key={`${least} ${most}`}
          type="number"
          labels={{ from: t("customers.least"), to: t("customers.most") }}
          from={amount(least)}
          to={amount(most)}
          prefix={figuresIn}
          onApply={({ from, to }) => onChange({ min: minor(from), max: minor(to) })}
        />
      ),
      asked: between(least === null ? null : money(least), most === null ? null : money(most)),
      off: { min: "", max: "" },
    },
    {
      key: "consent",
      label: t("customers.consent.label"),
      disabled: !seesCustomers,
      filter: (
        <Select
          label={t("customers.consent.label")}
          helpText={t("customers.consent.meaning")}
          options={[{ value: "", label: t("customers.all") }, ...CONSENT_WAYS.map((value) => ({ value, label: t(`customers.consent.${value}`) }))]}
          value={query.consent ?? ""}
          onChange={(consent) => onChange({ consent })}
        />
      ),
      asked: query.consent && t(`customers.consent.${query.consent}`),
      off: { consent: "" },
    },
  ];
  return {
    filters: filters.map(({ key, label, disabled, filter }) => ({ key, label, disabled, filter })),
    appliedFilters: filters.flatMap(({ key, label, asked, off }) =>
      asked === null ? [] : [{ key, label: t("customers.named", { name: label, value: asked }), onRemove: () => onChange(off) }]),
  };
}
