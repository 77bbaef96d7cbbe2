import { Banner, BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { AcquisitionFigures, PaybackCurve } from "#app/acquisition/acquisition-figures.ts";
import type { CostsAnswer } from "#app/acquisition/note-costs.server.ts";
import type { ChannelFigures } from "#app/acquisition/figures-by-channel.ts";
import type { Undone } from "../answer-or.ts";
import { AppPage } from "../app-page.tsx";
import { CardSection } from "../card-section.tsx";
import { EditorBar } from "../editor-bar.tsx";
import { NotDone } from "../not-done.tsx";
import { SaveNotes } from "../save-notes.tsx";
import { useFormat } from "../use-format.ts";
import { ChannelTable } from "./channel-table.tsx";
import { CostChanges, type CostChangesProps } from "./cost-changes.tsx";
import { MarginField } from "./margin-field.tsx";
import { MissingCosts } from "./missing-costs.tsx";
import { PaybackLine } from "./payback-line.tsx";
import { PeriodControls, type PeriodControlsProps } from "./period-controls.tsx";
import { ShopFigures } from "./shop-figures.tsx";
import { SpendFile, type SpendFileProps } from "./spend-file.tsx";
import { SpendTable, type SpendTableProps } from "./spend-table.tsx";
import type { CostsDraft } from "./use-costs-draft.ts";

export type AcquisitionPageProps = Omit<CostChangesProps, "changes"> & {
  controls: PeriodControlsProps;
  /** Null until first orders have been counted for the first time. */
  current: { computedAt: string; horizonDays: number; /** Spend of these months waits for orders in its currency. */ isSpendUnread: boolean; all: AcquisitionFigures; curve: PaybackCurve; byChannel: ChannelFigures[] } | null;
  months: string[];
  columns: SpendTableProps["columns"];
  draft: CostsDraft;
  /** What came of saving; null before. */
  answer: CostsAnswer | { kind: "failed" } | null;
  /** Why nothing came of what was sent last, where the answer does not say it. */
  notDone: Undone | null;
  /** Nobody has said what is left of an order after the goods. */
  isMarginUnknown: boolean;
  /** Nobody has noted what was spent in these months; what is noted may still not be counted. */
  isSpendUnknown: boolean;
  /** Amounts in a currency that the shop has left. */
  otherCurrencies: number;
  file: SpendFileProps;
  changes: CostChangesProps["changes"];
  /** A button was pressed and its answer is not here yet. */
  sending: boolean;
  onSave: () => void;
};

export function AcquisitionPage({ controls, current, months, columns, draft, answer, file, sending, onSave, ...rest }: AcquisitionPageProps) {
  const { t } = useTranslation();
  const { count, currency, instant } = useFormat();
  const problems = answer?.kind === "refused" ? answer.problems : [];
  return (
    <AppPage section="acquisition" title={t("acquisition.title")} subtitle={current ? t("acquisition.computedAt", { at: instant(current.computedAt) }) : undefined}>
      <EditorBar id="acquisition-save-bar" isChanged={draft.isChanged} sending={sending} onSave={onSave} onDiscard={draft.discard} />
      <BlockStack gap="400">
        <SaveNotes answer={answer} isChanged={draft.isChanged} isOutdated={draft.isOutdated} outdatedMeaning={t("costs.outdatedMeaning")} onDiscard={draft.discard}>
          {answer?.kind === "outdated" && (
            <div data-testid="outdated-file">
              <Banner tone="warning" title={t("saved.not")}>
                {t("costs.outdatedFile")}
              </Banner>
            </div>
          )}
        </SaveNotes>
        {rest.notDone && <NotDone why={rest.notDone} />}
        <MissingCosts missing={[...(rest.isMarginUnknown ? ["margin" as const] : []), ...(current && rest.isSpendUnknown ? ["spend" as const] : [])]} />
        {rest.otherCurrencies > 0 && (
          <div data-testid="other-currencies">
            <Banner tone="warning">{t("acquisition.otherCurrencies", { count: rest.otherCurrencies, number: count(rest.otherCurrencies) })}</Banner>
          </div>
        )}
        {current?.isSpendUnread && (
          <div data-testid="spend-unread">
            <Banner tone="info">{t("acquisition.spendUnread")}</Banner>
          </div>
        )}
        <PeriodControls {...controls} />
        {current ? (
          <>
            <ShopFigures figures={current.all} channels={current.byChannel} />
            <PaybackLine curve={current.curve} cac={current.all.cac} />
            <ChannelTable
              channels={current.byChannel}
              horizonDays={current.horizonDays}
              isSpendUnknown={current.all.spendMinor === null}
              isSpendUncounted={current.all.cac.guards.includes("spend-in-other-currency")}
            />
          </>
        ) : (
          <CardSection title={t("acquisition.none")} testId="no-run">
            <Text as="p">{t("acquisition.noneMeaning")}</Text>
          </CardSection>
        )}
        <div id="margin">
          <MarginField grossMargin={draft.grossMargin} setGrossMargin={draft.setGrossMargin} problems={problems} />
        </div>
        <div id="spend">
          <CardSection title={t("costs.spend")} testId="spend">
            <Text as="p">{t("costs.spendMeaning", { currency })}</Text>
            <SpendTable months={months} columns={columns} amountAt={draft.amountAt} setAmount={draft.setAmount} problems={problems} />
            <SpendFile {...file} />
          </CardSection>
        </div>
        <CostChanges changes={rest.changes} reader={rest.reader} />
      </BlockStack>
    </AppPage>
  );
}
