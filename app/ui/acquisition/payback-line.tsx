import { Text } from "@shopify/polaris";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { PaybackCurve } from "#app/acquisition/acquisition-figures.ts";
import type { LabelledValue } from "#app/insights/labelled-value.ts";
import { CardSection } from "../card-section.tsx";
import { Lines } from "../charts/lines.tsx";
import { useFormat } from "../use-format.ts";

type PaybackLineProps = { curve: PaybackCurve; cac: LabelledValue };

/** How a customer's margin grows towards what the customer cost. A line takes two months. */
export const PaybackLine = memo(function PaybackLine({ curve, cac }: PaybackLineProps) {
  const { t } = useTranslation();
  const { axisMoney, count, money } = useFormat();
  const last = curve.at(-1);
  if (last === undefined || curve.length < 2) return null;
  const rounded = (minor: number) => money(Math.round(minor));
  const title = t("acquisition.curve.title");
  return (
    <CardSection title={title} testId="payback-line">
      <Text as="p">{t("acquisition.curve.meaning")}</Text>
      <Lines
        lines={[{ name: t("acquisition.curve.margin"), points: curve.map(({ marginMinor }, month) => ({ x: month + 1, y: marginMinor })) }]}
        level={cac.value === null ? null : { name: t("acquisition.curve.cost", { cost: rounded(cac.value) }), y: cac.value }}
        axis={t("acquisition.curve.axis")}
        format={axisMoney}
        title={title}
        summary={t("acquisition.curve.summary", { count: curve.length, number: count(curve.length), margin: rounded(last.marginMinor) })}
        table={{
          headings: [t("acquisition.curve.month"), t("acquisition.curve.watched"), t("acquisition.curve.margin")],
          rows: curve.map(({ customers, marginMinor }, month) => [count(month + 1), count(customers), rounded(marginMinor)]),
        }}
      />
    </CardSection>
  );
});
