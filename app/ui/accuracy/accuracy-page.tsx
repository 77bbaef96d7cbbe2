import { Banner, BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Ladder } from "#app/scoring/ladder.ts";
import type { PurchaseModelName } from "#app/scoring/purchase-models.ts";
import type { Standing } from "#app/scoring/standing.ts";
import type { ShownBackTest } from "#app/views/shown-back-test.ts";
import type { Undone } from "../answer-or.ts";
import { AppPage } from "../app-page.tsx";
import { CardSection } from "../card-section.tsx";
import { LadderNote } from "../ladder-note.tsx";
import { NotDone } from "../not-done.tsx";
import { ProgressCard, type ProgressCardProps } from "../progress-card.tsx";
import { TwoColumns } from "../two-columns.tsx";
import { useFormat, useShop } from "../use-format.ts";
import { useModelName } from "../use-model-name.ts";
import { useMay } from "../use-reader.ts";
import { Comparison } from "./comparison.tsx";
import { CorrectionNote } from "./correction-note.tsx";
import { PredictedTotal, type PredictedTotalProps } from "./predicted-total.tsx";
import { RunHistory, type RunHistoryProps } from "./run-history.tsx";
import { Tenths } from "./tenths.tsx";
import { Verdict } from "./verdict.tsx";

export type AccuracyPageProps = {
  activities: ProgressCardProps[];
  /** The last attempt to work out the values was given up. */
  scoringFailed: boolean;
  /** The run that everything in the app is from; null until there is one. */
  current:
    | (PredictedTotalProps & {
        computedAt: string;
        ladder: Ladder;
        model: PurchaseModelName;
        /** Whether it is averaged with past orders. */
        isPooled: boolean;
        /** Both null in runs from before there was a back-test. */
        standing: Standing | null;
        backTest: ShownBackTest | null;
        correction: { orders: number; orderValue: number } | null;
      })
    | null;
  history: RunHistoryProps["runs"];
  /** A button was pressed and its answer is not here yet. */
  sending: boolean;
  /** Why nothing came of the button that was pressed last. */
  notDone: Undone | null;
  onCompute: () => void;
};

export function AccuracyPage({ activities, scoringFailed, current, history, sending, notDone, onCompute }: AccuracyPageProps) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  const { unread } = useShop();
  const { instant } = useFormat();
  const modelName = useModelName();
  const tested = current?.backTest?.kind === "tested" ? current.backTest : null;
  const way = current && (
    <CardSection title={t("accuracy.way")} testId="ladder">
      <LadderNote {...current.ladder} />
      {current.ladder.weights.model > 0 && <Text as="p">{t("accuracy.model", { model: modelName(current) })}</Text>}
    </CardSection>
  );
  return (
    <AppPage
      section="accuracy"
      title={t("accuracy.title")}
      subtitle={current ? t("accuracy.computedAt", { at: instant(current.computedAt) }) : undefined}
      primaryAction={
        current ? { content: t("home.recompute"), onAction: onCompute, loading: sending, disabled: activities.length > 0 || unread !== null || !mayChange } : undefined
      }
    >
      <BlockStack gap="400">
        {notDone && <NotDone why={notDone} />}
        {activities.map((activity) => (
          <ProgressCard key={activity.what} {...activity} />
        ))}
        {scoringFailed && (
          <div data-testid="scoring-failed">
            <Banner
              tone="critical"
              title={t("home.scoringFailed")}
              action={{ content: t("import.again"), onAction: onCompute, loading: sending, disabled: !mayChange }}
            >
              {t("home.scoringFailedMeaning")}
            </Banner>
          </div>
        )}
        {current === null && activities.length === 0 && (
          <CardSection title={t("accuracy.none")} testId="no-run">
            <Text as="p">{t("accuracy.noneMeaning")}</Text>
          </CardSection>
        )}
        {current && (
          <>
            <Verdict standing={current.standing} backTest={current.backTest} />
            {current.ladder.reason.key === "no-customers" ? (
              way
            ) : (
              <TwoColumns
                aside={
                  <BlockStack gap="400">
                    <PredictedTotal {...current} />
                    {tested && current.correction && (
                      <CorrectionNote {...current.correction} horizonDays={current.horizonDays} backTest={tested} />
                    )}
                  </BlockStack>
                }
              >
                <BlockStack gap="400">
                  {tested && <Tenths {...tested} />}
                  {way}
                </BlockStack>
              </TwoColumns>
            )}
            {tested && <Comparison {...tested} />}
          </>
        )}
        {history.length > 0 && <RunHistory runs={history} />}
      </BlockStack>
    </AppPage>
  );
}
