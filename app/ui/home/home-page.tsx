import { Banner, BlockStack, InlineGrid, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ShopAlert } from "#app/insights/shop-alerts.ts";
import type { LedgerTotals } from "#app/orders/ledger-totals.ts";
import { SETUP_STEPS, type TickedStep } from "#app/shops/setup-steps.ts";
import type { Undone } from "../answer-or.ts";
import { AppPage } from "../app-page.tsx";
import { BetweenCards } from "../between-cards.tsx";
import { ChangeButton } from "../change-button.tsx";
import { TwoColumns } from "../two-columns.tsx";
import { useAgo } from "../use-ago.ts";
import { useFormat, useShop } from "../use-format.ts";
import { useMay } from "../use-reader.ts";
import { AccessGap, type AccessGapProps } from "./access-gap.tsx";
import { Alerts } from "./alerts.tsx";
import { Attention, type AttentionProps } from "./attention.tsx";
import { FailedImport, type FailedImportProps } from "../failed-import.tsx";
import { Figures, type Overview } from "./figures.tsx";
import { Forecasts } from "./forecasts.tsx";
import { LastWrite, type LastWriteProps } from "./last-write.tsx";
import { NothingYet } from "./nothing-yet.tsx";
import { NotDone } from "../not-done.tsx";
import { ProgressCard, type ProgressCardProps } from "../progress-card.tsx";
import { ReadingPaused, type ReadingPausedProps } from "../reading-paused.tsx";
import { RecentMoves, type RecentMovesProps } from "./recent-moves.tsx";
import { RefusedLines, type RefusedLinesProps } from "./refused-lines.tsx";
import { SetupGuide, type SetupGuideProps } from "./setup-guide.tsx";
import { Sources, type SourcesProps } from "./sources.tsx";
import type { TierRow } from "./tier-table.tsx";
import { TotalTrend, type TotalTrendProps } from "./total-trend.tsx";
import { Totals, type TotalsProps } from "./totals.tsx";
import { WaitingWrite, type WaitingWriteProps } from "../waiting-write.tsx";

export type HomePageProps = {
  setup: SetupGuideProps & { hidden: boolean };
  alerts: ShopAlert[];
  /** That Shopify has told of and that are not read yet. */
  ordersWaiting: { orders: number };
  attention: Omit<AttentionProps, "names">;
  activities: ProgressCardProps[];
  /** Null while imports and comparisons do not rest. */
  readingPause: Omit<ReadingPausedProps, "reader" | "sending" | "onResume"> | null;
  /** Whose page this is. */
  reader: string;
  /** Null unless Shopify has taken away the app's access, and the orders since are not read yet. */
  accessGap: AccessGapProps | null;
  /** Without it Shopify shows orders of the last 60 days only. */
  seesAllOrders: boolean;
  /** The last attempt to work out the values was given up. */
  scoringFailed: boolean;
  /** Null where the last import did not fail. */
  importFailure: Pick<FailedImportProps, "problem"> | null;
  /** Lines of the last import that could not be read, and why the first of them could not. */
  refused: RefusedLinesProps | null;
  /** Orders that Shopify told of and that could not be read; they are tried again each night. */
  unreadOrders: number;
  /** Null until customers have been scored for the first time. */
  scored: {
    computedAt: string;
    minutesAgo: number;
    totals: TotalsProps;
    tiers: TierRow[];
    ledger: LedgerTotals;
    model: SourcesProps["model"];
    trend: TotalTrendProps["points"];
    /** Null while it is worked out for the first time. */
    overview: Overview | null;
  } | null;
  /** Why there are no scores yet, where there are none. */
  waiting: "for-orders" | "for-scores" | "no-orders" | null;
  moves: RecentMovesProps["moves"];
  names: RecentMovesProps["names"];
  /** So many customers have asked for their data: the files are on the page of settings. */
  dataRequests: number;
  lastWrite: LastWriteProps | null;
  /** The merchant has paused it, or has had something taken back. */
  isWritingOff: boolean;
  /** Null unless a write run waits for the merchant's yes. */
  waitingWrite: Pick<WaitingWriteProps, "asked" | "meanwhile"> | null;
  reconciliation: SourcesProps["reconciliation"];
  /** A button was pressed and its answer is not here yet. */
  sending: boolean;
  /** Why nothing came of the button that was pressed last. */
  notDone: Undone | null;
  onRecompute: () => void;
  onImport: () => void;
  onReconcile: () => void;
  onResumeReading: () => void;
  onDecide: WaitingWriteProps["onDecide"];
  onTickStep: (step: TickedStep) => void;
  onHideSetup: (hidden: boolean) => void;
};

export function HomePage({ activities, importFailure, scored, waiting, sending, onRecompute, onImport, ...rest }: HomePageProps) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  const ago = useAgo();
  const { count } = useFormat();
  const { unread } = useShop();
  const isSetUp = SETUP_STEPS.every((step) => rest.setup.done[step]);
  const scoring = activities.some(({ what }) => what === "scoring");
  const reading = activities.some(({ what }) => what.startsWith("import"));
  const isPaused = rest.readingPause !== null;
  const { orders } = rest.ordersWaiting;
  const waitingText = orders === 0 ? t("fresh.nothingWaits") : t("fresh.waiting", { count: orders, number: count(orders) });
  return (
    <AppPage
      section="home"
      title={t("home.title")}
      subtitle={scored ? `${t("fresh.computed", { ago: ago(scored.minutesAgo) })} · ${waitingText}` : undefined}
      primaryAction={
        scored ? { content: t("home.recompute"), onAction: onRecompute, loading: sending, disabled: scoring || unread !== null || !mayChange } : undefined
      }
      secondaryActions={scored ? [{ content: t("home.readAgain"), onAction: onImport, disabled: sending || reading || isPaused || !mayChange }] : []}
    >
      <BlockStack gap="400">
        {rest.accessGap && <AccessGap {...rest.accessGap} />}
        {!rest.seesAllOrders && <Banner tone="warning" title={t("home.sixtyDays")}>{t("home.sixtyDaysMeaning")}</Banner>}
        {rest.scoringFailed && (
          <div data-testid="scoring-failed">
            <Banner
              tone="critical"
              title={t("home.scoringFailed")}
              action={{ content: t("import.again"), onAction: onRecompute, loading: sending, disabled: !mayChange }}
            >
              {t("home.scoringFailedMeaning")}
            </Banner>
          </div>
        )}
        {importFailure && <FailedImport {...importFailure} isPaused={isPaused} sending={sending} onAgain={onImport} />}
        {rest.notDone && <NotDone why={rest.notDone} />}
        {rest.readingPause && <ReadingPaused {...rest.readingPause} reader={rest.reader} sending={sending} onResume={rest.onResumeReading} />}
        {rest.waitingWrite && <WaitingWrite {...rest.waitingWrite} sending={sending} onDecide={rest.onDecide} />}
        {activities.map((activity) => (
          <ProgressCard key={activity.what} {...activity} />
        ))}
        {activities.length > 0 && (
          <BetweenCards>
            <Text as="p" tone="subdued">
              {t("progress.stay")}
            </Text>
          </BetweenCards>
        )}
        {rest.unreadOrders > 0 && (
          <div data-testid="unread-orders">
            <Banner tone="warning" title={t("import.unread", { count: rest.unreadOrders, number: count(rest.unreadOrders) })}>
              {t("import.unreadMeaning")}
            </Banner>
          </div>
        )}
        {rest.refused && <RefusedLines {...rest.refused} />}
        {activities.length === 0 && importFailure === null && waiting && <NothingYet waiting={waiting} isPaused={isPaused} sending={sending} onImport={onImport} />}
        {rest.dataRequests > 0 && (
          <div data-testid="data-requests">
            <Banner
              tone="info"
              title={t("home.dataRequests", { count: rest.dataRequests, number: count(rest.dataRequests) })}
              action={{ content: t("home.toDataRequests"), url: "/app/settings" }}
            >
              {t("home.dataRequestsMeaning")}
            </Banner>
          </div>
        )}
        {!isSetUp && !rest.setup.hidden && (
          <SetupGuide done={rest.setup.done} sending={sending} onTick={rest.onTickStep} onHide={() => rest.onHideSetup(true)} />
        )}
        {scored && (
          <>
            <Totals {...scored.totals} />
            {rest.alerts.length > 0 && <Alerts alerts={rest.alerts} />}
            <TwoColumns
              aside={
                <BlockStack gap="400">
                  <LastWrite run={rest.lastWrite} isOff={rest.isWritingOff} />
                  <RecentMoves moves={rest.moves} names={rest.names} />
                </BlockStack>
              }
            >
              <Attention {...rest.attention} names={rest.names} />
            </TwoColumns>
            {/* Beside a sentence the table would leave half of the page empty. */}
            <InlineGrid columns={{ xs: 1, md: scored.trend.length > 1 ? 2 : 1 }} gap="400" alignItems="start">
              <TotalTrend points={scored.trend} />
              {scored.overview && <Forecasts forecasts={scored.overview.forecasts} />}
            </InlineGrid>
            <Figures overview={scored.overview} tiers={scored.tiers} />
            <Sources
              ledger={scored.ledger}
              computedAt={scored.computedAt}
              model={scored.model}
              reconciliation={rest.reconciliation}
              sending={sending}
              onReconcile={rest.onReconcile}
            />
          </>
        )}
        {!isSetUp && rest.setup.hidden && (
          <BetweenCards>
            <ChangeButton variant="plain" onClick={() => rest.onHideSetup(false)} disabled={sending}>
              {t("setup.show")}
            </ChangeButton>
          </BetweenCards>
        )}
      </BlockStack>
    </AppPage>
  );
}
