import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ValueRule } from "#app/orders/value-rule.ts";
import { KeyNumber } from "./key-number.tsx";
import { ruleName } from "./rule-name.ts";
import { useFormat } from "./use-format.ts";

export type ThreeValuesProps = {
  lifetimeValueMinor: number;
  historicValueMinor: number;
  predictedValueMinor: number;
  horizonDays: number;
  annualDiscountRate: number;
  /** What of an order counts beside its goods. */
  rule: ValueRule;
};

/**
 * The three values side by side, since they differ: none is ever shown without its name.
 *
 * @param children how sure the predicted one is
 */
export function ThreeValues({ testIds, children, ...values }: ThreeValuesProps & { testIds: string; children: ReactNode }) {
  const { t } = useTranslation();
  const { count, estimate, money, percent } = useFormat();
  const horizon = { days: count(values.horizonDays), rate: percent(values.annualDiscountRate) };
  return (
    <>
      <KeyNumber
        testId={`${testIds}lifetime-value`}
        name={t("value.lifetime")}
        value={estimate(values.lifetimeValueMinor)}
        meaning={t("value.lifetimeMeaning")}
      />
      <KeyNumber
        testId={`${testIds}historic-value`}
        name={t("value.historic")}
        value={money(values.historicValueMinor)}
        meaning={t(`value.historicMeaning.${ruleName(values.rule)}`)}
      />
      <KeyNumber
        testId={`${testIds}predicted-value`}
        name={t("value.predicted")}
        value={estimate(values.predictedValueMinor)}
        meaning={t("value.predictedMeaning", horizon)}
      >
        {children}
      </KeyNumber>
    </>
  );
}
