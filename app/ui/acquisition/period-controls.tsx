import { Card, InlineGrid, Select } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { type Business, BUSINESSES } from "#app/insights/clv-to-cac.ts";
import { useFormat } from "../use-format.ts";

export type PeriodControlsProps = {
  period: { from: string; to: string };
  /** Months to choose from, the earliest first. */
  choices: string[];
  business: Business;
  /** Parameters of the address to set. */
  onChange: (change: Partial<Record<"from" | "to" | "business", string>>) => void;
};

export function PeriodControls({ period, choices, business, onChange }: PeriodControlsProps) {
  const { t } = useTranslation();
  const { month } = useFormat();
  const months = choices.toReversed().map((value) => ({ value, label: month(value) }));
  return (
    <Card>
      <InlineGrid columns={{ xs: 1, sm: 3 }} gap="300">
        <Select label={t("acquisition.from")} helpText={t("acquisition.fromMeaning")} options={months} value={period.from} onChange={(from) => onChange({ from })} />
        <Select label={t("acquisition.to")} helpText={t("acquisition.toMeaning")} options={months} value={period.to} onChange={(to) => onChange({ to })} />
        <Select
          label={t("acquisition.business")}
          helpText={t("acquisition.businessMeaning")}
          options={BUSINESSES.map((value) => ({ value, label: t(`business.${value}`) }))}
          value={business}
          onChange={(value) => onChange({ business: value })}
        />
      </InlineGrid>
    </Card>
  );
}
