import { Banner, BlockStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { BEST } from "#app/reach/look-alikes.ts";
import type { Undone } from "../answer-or.ts";
import { AppPage } from "../app-page.tsx";
import { BetweenCards } from "../between-cards.tsx";
import { CardSection } from "../card-section.tsx";
import { EditorBar } from "../editor-bar.tsx";
import { FileNote } from "../file-note.tsx";
import { NoFile } from "../no-file.tsx";
import { NotDone } from "../not-done.tsx";
import { ProgressCard, type ProgressCardProps } from "../progress-card.tsx";
import { SaveNotes, type SaveNotesProps } from "../save-notes.tsx";
import { TwoColumns } from "../two-columns.tsx";
import type { CustomerFile } from "../use-customer-file.ts";
import { useFormat, useShop } from "../use-format.ts";
import { useMay } from "../use-reader.ts";
import { WaitingWrite, type WaitingWriteProps } from "../waiting-write.tsx";
import { CurrentSegments, type CurrentSegmentsProps } from "./current-segments.tsx";
import { DefinitionChanges, type DefinitionChangesProps } from "./definition-changes.tsx";
import { FigureFields } from "./figure-fields.tsx";
import { OrderValueFields } from "./order-value-fields.tsx";
import { Preview } from "./preview.tsx";
import { StageFields } from "./stage-fields.tsx";
import { tiersToBeginFrom } from "./tiers-to-begin-from.ts";
import type { Draft } from "./use-draft.ts";
import type { PreviewState } from "./use-preview.ts";
import { ValueFields } from "./value-fields.tsx";

export type SegmentsPageProps = DefinitionChangesProps & Pick<SaveNotesProps, "answer"> & {
  /** Saved, but the customers are not sorted by it yet. */
  isPending: boolean;
  activities: ProgressCardProps[];
  /** What tags mean can be changed, and nobody gets another until the merchant says so. */
  isWritingOff: boolean;
  /** The last attempt to sort the customers was given up. */
  scoringFailed: boolean;
  /** Above the cap: what is asked for. Null where no run waits. */
  waitingWrite: Pick<WaitingWriteProps, "asked" | "meanwhile"> | null;
  /** Null until customers have been sorted for the first time. */
  current: (Omit<CurrentSegmentsProps, "isFileComing" | "onExport"> & { computedAt: string }) | null;
  draft: Draft;
  preview: PreviewState;
  /** A button was pressed and its answer is not here yet. */
  sending: boolean;
  /** Why nothing came of the button that was pressed last. */
  notDone: Undone | null;
  onSave: () => void;
  /** About the write run that waits. */
  onDecide: WaitingWriteProps["onDecide"];
  file: CustomerFile;
  onCompute: () => void;
};

export function SegmentsPage({ activities, scoringFailed, current, draft, preview, answer, isPending, sending, file, onSave, onCompute, ...rest }: SegmentsPageProps) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  const mayDownload = useMay("read_customers");
  const { count, currency, instant } = useFormat();
  const { figuresIn, unread } = useShop();
  const editing = { form: draft.form, set: draft.set, problems: preview.answer?.kind === "refused" ? preview.answer.problems : [] };
  return (
    <AppPage
      section="segments"
      title={t("segmentsPage.title")}
      secondaryActions={current ? [{ content: t("segmentsPage.best", { number: count(BEST.wanted) }), onAction: file.onAskBest, disabled: !mayDownload || file.isComing || current.tiers.every(({ customers }) => customers === 0) }] : []}
      subtitle={current ? t("segmentsPage.computedAt", { at: instant(current.computedAt) }) : undefined}
    >
      <EditorBar id="segments-save-bar" isChanged={draft.isChanged} sending={sending} onSave={onSave} onDiscard={draft.discard} />
      <BlockStack gap="400">
        <SaveNotes answer={answer} isChanged={draft.isChanged} isOutdated={draft.isOutdated} outdatedMeaning={t("saved.outdatedMeaning")} onDiscard={draft.discard}>
          {isPending && (
            <div data-testid="pending">
              <Banner tone="info" title={unread === null ? t("saved.pending") : t("saved.pendingUnread")}>
                {t("saved.pendingMeaning")}
              </Banner>
            </div>
          )}
        </SaveNotes>
        {rest.notDone && <NotDone why={rest.notDone} />}
        {rest.isWritingOff && (
          <div data-testid="writing-off">
            <Banner tone="info">
              {t("written.off")} <Link url="/app/activity">{t("written.toActivity")}</Link>
            </Banner>
          </div>
        )}
        {rest.waitingWrite && <WaitingWrite {...rest.waitingWrite} sending={sending} onDecide={rest.onDecide} />}
        <FileNote {...file} />
        {file.noFile && <NoFile why={file.noFile} />}
        {activities.map((activity) => (
          <ProgressCard key={activity.what} {...activity} />
        ))}
        {scoringFailed && (
          <div data-testid="scoring-failed">
            <Banner tone="critical" title={t("home.scoringFailed")} action={{ content: t("import.again"), onAction: onCompute, loading: sending, disabled: unread !== null || !mayChange }}>
              {t("home.scoringFailedMeaning")}
            </Banner>
          </div>
        )}
        {current ? (
          <CurrentSegments {...current} isFileComing={file.isComing} onExport={file.onAsk} />
        ) : (
          <CardSection title={t("segmentsPage.none")} testId="no-run">
            <Text as="p">{t("segmentsPage.noneMeaning")}</Text>
          </CardSection>
        )}
        <BetweenCards>
          <Text as="h2" variant="headingLg">
            {t("editor.title")}
          </Text>
        </BetweenCards>
        <TwoColumns
          aside={
            mayChange && (
              <div style={{ position: "sticky", alignSelf: "start", insetBlockStart: "var(--p-space-400)" }}>
                <Preview {...preview} isChanged={draft.isChanged} />
              </div>
            )
          }
        >
          <BlockStack gap="400">
            <OrderValueFields editing={editing} />
            <ValueFields editing={editing} beginFrom={tiersToBeginFrom(draft.definition, current && (figuresIn === currency ? current.borders : null), currency)} onTiers={draft.setTiers} />
            <StageFields editing={editing} />
            <FigureFields editing={editing} />
          </BlockStack>
        </TwoColumns>
        <DefinitionChanges {...rest} />
      </BlockStack>
    </AppPage>
  );
}
