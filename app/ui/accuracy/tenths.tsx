import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ShownBackTest } from "#app/views/shown-back-test.ts";
import { CardSection } from "../card-section.tsx";
import { BarsWithMarks } from "../charts/bars-with-marks.tsx";
import { useFormat } from "../use-format.ts";

type Tested = Extract<ShownBackTest, { kind: "tested" }>;

/** What was predicted beside what came, by tenth of the customers. */
export function Tenths({ tenths, horizonDays }: Pick<Tested, "tenths" | "horizonDays">) {
  const { t } = useTranslation();
  const { axisMoney, count, estimate, money } = useFormat();
  const first = tenths[0]!;
  const last = tenths.at(-1)!;
  const names = { bar: t("tenths.actual"), mark: t("tenths.predicted"), axis: t("tenths.axis") };
  return (
    <CardSection title={t("tenths.title")} testId="tenths">
      <Text as="p">{t("tenths.meaning", { days: count(horizonDays) })}</Text>
      <BarsWithMarks
        groups={tenths.map(({ predictedMinor, actualMinor }, index) => ({ name: count(index + 1), bar: actualMinor, mark: predictedMinor }))}
        names={names}
        format={axisMoney}
        title={t("tenths.title")}
        summary={t("tenths.summary", {
          best: estimate(first.predictedMinor),
          bestCame: money(first.actualMinor),
          last: estimate(last.predictedMinor),
          lastCame: money(last.actualMinor),
        })}
        table={{
          headings: [t("tenths.tenth"), t("home.customers"), t("tenths.predicted"), t("tenths.actual")],
          rows: tenths.map(({ customers, predictedMinor, actualMinor }, index) => [
            count(index + 1),
            count(customers),
            estimate(predictedMinor),
            money(actualMinor),
          ]),
        }}
      />
    </CardSection>
  );
}
