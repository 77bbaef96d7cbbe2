import { Select, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ScoreExplanation } from "#app/scoring/explain-score.ts";
import { CardSection } from "../card-section.tsx";
import { Facts } from "../facts.tsx";
import { useFormat } from "../use-format.ts";
import { CalculationSteps } from "./calculation-steps.tsx";
import { Parameters } from "./parameters.tsx";

export type AsOfProps = {
  /** Kept runs, the newest first. */
  runs: { id: string; startedAt: string }[];
  asked: { id: string; why: ScoreExplanation } | null;
  onAsk: (runId: string) => void;
};

/** What the customer was worth as of an earlier run, and why. */
export function AsOf({ runs, asked, onAsk }: AsOfProps) {
  const { t } = useTranslation();
  const { instant } = useFormat();
  const options = runs.map(({ id, startedAt }) => ({ value: id, label: instant(startedAt) }));
  return (
    <CardSection title={t("asOf.title")} testId="as-of">
      <Select label={t("asOf.run")} options={[{ value: "", label: t("asOf.none") }, ...options]} value={asked?.id ?? ""} onChange={onAsk} />
      {asked && <Answer {...asked} />}
    </CardSection>
  );
}

function Answer({ why }: { why: ScoreExplanation }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { historicValueMinor, predictedValueMinor, lifetimeValueMinor } = why.score;
  return (
    <>
      <Text as="p" tone="subdued">
        {t("asOf.today")}
      </Text>
      <Facts
        facts={[
          { name: t("value.historic"), value: money(historicValueMinor) },
          { name: t("value.predicted"), value: money(predictedValueMinor) },
          { name: t("value.lifetime"), value: money(lifetimeValueMinor) },
        ]}
      />
      <CalculationSteps why={why} tableTitle={t("asOf.factors")} />
      <Parameters {...why} />
    </>
  );
}
