import { List, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ShownBackTest, ShownMethod } from "#app/views/shown-back-test.ts";
import { CardSection } from "../card-section.tsx";
import { Disclosure } from "../disclosure.tsx";
import { NumberTable } from "../number-table.tsx";
import { useFormat } from "../use-format.ts";
import { useModelName } from "../use-model-name.ts";

type Tested = Extract<ShownBackTest, { kind: "tested" }>;

const MEASURES = ["bias", "mae", "spearman", "gini", "topTenthShare", "openCoverage", "coverage"] as const;

/** The forecast beside the models as they are and simple rules, at one date of the past. */
export function Comparison({ origins, horizonDays }: Pick<Tested, "origins" | "horizonDays">) {
  const { t } = useTranslation();
  const { count, day } = useFormat();
  const [picked, pick] = useState(origins.length - 1);
  const modelName = useModelName();
  const origin = origins[picked]!;
  const { customers, methods } = origin;
  const ours = methods.filter(({ method }) => method === "chosen");
  const theirs = methods.filter(({ method }) => method !== "chosen");
  return (
    <CardSection title={t("comparison.title")} testId="comparison">
      <Select
        label={t("comparison.date")}
        options={origins.map((it, index) => ({ value: String(index), label: day(it.day) }))}
        value={String(picked)}
        onChange={(value) => pick(Number(value))}
      />
      <Text as="p">
        {t("comparison.meaning", { customers: count(customers), days: count(horizonDays), model: modelName(origin) })}
      </Text>
      <NumberTable
        title={t("comparison.title")}
        headings={[t("comparison.method"), ...MEASURES.map((measure) => t(`measure.${measure}`))]}
        rows={[...ours, ...theirs].map((method) => [
          t(`method.${method.method}`),
          ...MEASURES.map((measure) => <Measured key={measure} measure={measure} {...method} />),
        ])}
      />
      <Disclosure title={t("comparison.explain")}>
        <List>
          {MEASURES.map((measure) => (
            <List.Item key={measure}>{t(`measureMeaning.${measure}`)}</List.Item>
          ))}
        </List>
      </Disclosure>
    </CardSection>
  );
}

function Measured({ measure, ...method }: ShownMethod & { measure: (typeof MEASURES)[number] }) {
  const { decimal, money, columnPercent, signedPercent } = useFormat();
  const value = method[measure];
  if (value === null) return "–";
  switch (measure) {
    case "bias":
      return signedPercent(value);
    case "mae":
      return money(Math.round(value));
    case "spearman":
    case "gini":
      return decimal(value);
    case "topTenthShare":
    case "openCoverage":
    case "coverage":
      return columnPercent(value);
  }
}
