import { Banner, BlockStack, Layout, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { LedgerTotals } from "#app/orders/ledger-totals.ts";
import { AppPage } from "../app-page.tsx";
import { useFormat } from "../use-format.ts";
import { DataRequests, type DataRequestsProps } from "./data-requests.tsx";
import { AccessGap, type AccessGapProps } from "./access-gap.tsx";
import { FailedImport } from "./failed-import.tsx";
import { LastWrite, type LastWriteProps } from "./last-write.tsx";
import { ModelNote, type ModelNoteProps } from "./model-note.tsx";
import { NothingYet } from "./nothing-yet.tsx";
import { OrderTotals } from "./order-totals.tsx";
import { ProgressCard, type ProgressCardProps } from "../progress-card.tsx";
import { Reconciliation, type ReconciliationProps } from "./reconciliation.tsx";
import { RecentMoves, type RecentMovesProps } from "./recent-moves.tsx";
import { RefusedLines, type RefusedLinesProps } from "./refused-lines.tsx";
import { type TierRow, TierTable } from "./tier-table.tsx";
import { Totals, type TotalsProps } from "./totals.tsx";
import { WaitingWrite, type WaitingWriteProps } from "../waiting-write.tsx";
import { WriteRules, type WriteRulesProps } from "./write-rules.tsx";

export type HomePageProps = {
  activities: ProgressCardProps[];
  /** Null unless Shopify has taken away the app's access, and the orders since are not read yet. */
  accessGap: AccessGapProps | null;
  /** Without it Shopify shows orders of the last 60 days only. */
  seesAllOrders: boolean;
  /** The last attempt to work out the values was given up. */
  scoringFailed: boolean;
  /** Null where the last import did not fail. */
  importError: string | null;
  /** Lines of the last import that could not be read, and why the first of them could not. */
  refused: RefusedLinesProps | null;
  /** Orders that Shopify told of and that could not be read; they are tried again each night. */
  unreadOrders: number;
  /** Null until customers have been scored for the first time. */
  scored: { computedAt: string; totals: TotalsProps; tiers: TierRow[]; ledger: LedgerTotals; model: ModelNoteProps } | null;
  /** Why there are no scores yet, where there are none. */
  waiting: "for-orders" | "for-scores" | "no-orders" | null;
  moves: RecentMovesProps["moves"];
  names: RecentMovesProps["names"];
  dataRequests: DataRequestsProps["requests"];
  lastWrite: LastWriteProps | null;
  /** Null unless a write run waits for the merchant's yes. */
  waitingWrite: Pick<WaitingWriteProps, "asked"> | null;
  reconciliation: ReconciliationProps;
  /** A button was pressed and its answer is not here yet. */
  sending: boolean;
  onRecompute: () => void;
  onImport: () => void;
  onReconcile: () => void;
  onDownload: DataRequestsProps["onDownload"];
  onDecide: WaitingWriteProps["onDecide"];
  writeRules: Pick<WriteRulesProps, "settings" | "leftAlone">;
  onSaveRules: WriteRulesProps["onSave"];
  onResumeAll: WriteRulesProps["onResumeAll"];
};

export function HomePage({ activities, importError, scored, waiting, sending, onRecompute, onImport, ...rest }: HomePageProps) {
  const { t } = useTranslation();
  const { count, instant } = useFormat();
  const scoring = activities.some(({ what }) => what === "scoring");
  const reading = activities.some(({ what }) => what.startsWith("import"));
  return (
    <AppPage
      section="home"
      title={t("home.title")}
      subtitle={scored ? t("home.computedAt", { at: instant(scored.computedAt) }) : undefined}
      primaryAction={
        scored ? { content: t("home.recompute"), onAction: onRecompute, loading: sending, disabled: scoring } : undefined
      }
      secondaryActions={scored ? [{ content: t("home.readAgain"), onAction: onImport, disabled: sending || reading }] : []}
    >
      <BlockStack gap="400">
        {rest.accessGap && <AccessGap {...rest.accessGap} />}
        {!rest.seesAllOrders && <Banner tone="warning" title={t("home.sixtyDays")}>{t("home.sixtyDaysMeaning")}</Banner>}
        {rest.scoringFailed && (
          <div data-testid="scoring-failed">
            <Banner
              tone="critical"
              title={t("home.scoringFailed")}
              action={{ content: t("import.again"), onAction: onRecompute, loading: sending }}
            >
              {t("home.scoringFailedMeaning")}
            </Banner>
          </div>
        )}
        {importError !== null && <FailedImport reason={importError} sending={sending} onAgain={onImport} />}
        {rest.waitingWrite && <WaitingWrite {...rest.waitingWrite} sending={sending} onDecide={rest.onDecide} />}
        {activities.map((activity) => (
          <ProgressCard key={activity.what} {...activity} />
        ))}
        {activities.length > 0 && (
          <Text as="p" tone="subdued">
            {t("progress.stay")}
          </Text>
        )}
        {rest.unreadOrders > 0 && (
          <div data-testid="unread-orders">
            <Banner tone="warning" title={t("import.unread", { count: rest.unreadOrders, number: count(rest.unreadOrders) })}>
              {t("import.unreadMeaning")}
            </Banner>
          </div>
        )}
        {rest.refused && <RefusedLines {...rest.refused} />}
        {activities.length === 0 && importError === null && waiting && <NothingYet waiting={waiting} onImport={onImport} />}
        {rest.dataRequests.length > 0 && <DataRequests requests={rest.dataRequests} onDownload={rest.onDownload} />}
        {scored && (
          <>
            <Totals {...scored.totals} />
            <Layout>
              <Layout.Section>
                <BlockStack gap="400">
                  <TierTable tiers={scored.tiers} />
                  <OrderTotals ledger={scored.ledger} computedAt={scored.computedAt} />
                  <Reconciliation {...rest.reconciliation} sending={sending} onReconcile={rest.onReconcile} />
                </BlockStack>
              </Layout.Section>
              <Layout.Section variant="oneThird">
                <BlockStack gap="400">
                  <RecentMoves moves={rest.moves} names={rest.names} />
                  <LastWrite run={rest.lastWrite} />
                  <WriteRules {...rest.writeRules} sending={sending} onSave={rest.onSaveRules} onResumeAll={rest.onResumeAll} />
                  <ModelNote {...scored.model} />
                </BlockStack>
              </Layout.Section>
            </Layout>
          </>
        )}
      </BlockStack>
    </AppPage>
  );
}
