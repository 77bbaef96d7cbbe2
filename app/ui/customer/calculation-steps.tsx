import { BlockStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ScoreExplanation } from "#app/scoring/explain-score.ts";
import { Facts } from "../facts.tsx";
import { LadderNote } from "../ladder-note.tsx";
import { useFormat } from "../use-format.ts";
import { FactorTable } from "./factor-table.tsx";

/** What is known, who predicts, the factors and the correction. @param tableTitle no other table of the page has it */
export function CalculationSteps({ why, tableTitle }: { why: ScoreExplanation; tableTitle: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Step number={1} title={t("calculation.known")}>
        <Known {...why} />
      </Step>
      <Step number={2} title={t("calculation.way")}>
        <LadderNote {...why.ladder} />
      </Step>
      {why.parts.length === 0 ? (
        <Text as="p">{t("calculation.nothing")}</Text>
      ) : (
        <Step number={3} title={t("calculation.factors")}>
          <FactorTable {...why} title={tableTitle} />
        </Step>
      )}
    </>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="150">
      <Text as="h3" variant="headingSm">
        {t("calculation.step", { number, title })}
      </Text>
      {children}
    </BlockStack>
  );
}

function Known({ score }: ScoreExplanation) {
  const { t } = useTranslation();
  const { count, money } = useFormat();
  const days = (number: number) => t("days", { count: number, number: count(number) });
  const mean = score.monetaryValueMinor;
  return (
    <Facts
      facts={[
        { name: t("calculation.purchases"), value: count(score.purchases) },
        { name: t("calculation.frequency"), value: count(score.frequency) },
        { name: t("calculation.recency"), value: days(score.recencyDays) },
        { name: t("calculation.age"), value: days(score.ageDays) },
        { name: t("calculation.mean"), value: mean === null ? "–" : money(Math.round(mean)) },
      ]}
    />
  );
}
