import { Banner, BlockStack, Layout, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { AppPage } from "../app-page.tsx";
import { CardSection } from "../card-section.tsx";
import { ProgressCard, type ProgressCardProps } from "../progress-card.tsx";
import { useFormat } from "../use-format.ts";
import { CurrentSegments, type CurrentSegmentsProps } from "./current-segments.tsx";
import { EditorBar } from "./editor-bar.tsx";
import { FigureFields } from "./figure-fields.tsx";
import { Preview } from "./preview.tsx";
import { SaveNotes, type SaveNotesProps } from "./save-notes.tsx";
import { StageFields } from "./stage-fields.tsx";
import { tiersToBeginFrom } from "./tiers-to-begin-from.ts";
import type { Draft } from "./use-draft.ts";
import type { PreviewState } from "./use-preview.ts";
import { ValueFields } from "./value-fields.tsx";
import { Versions, type VersionsProps } from "./versions.tsx";

export type SegmentsPageProps = VersionsProps & Pick<SaveNotesProps, "answer" | "isPending"> & {
  activities: ProgressCardProps[];
  /** The last attempt to sort the customers was given up. */
  scoringFailed: boolean;
  /** Null until customers have been sorted for the first time. */
  current: (CurrentSegmentsProps & { computedAt: string }) | null;
  draft: Draft;
  preview: PreviewState;
  /** A button was pressed and its answer is not here yet. */
  sending: boolean;
  onSave: () => void;
  onCompute: () => void;
};

export function SegmentsPage({ activities, scoringFailed, current, draft, preview, answer, isPending, sending, onSave, onCompute, ...history }: SegmentsPageProps) {
  const { t } = useTranslation();
  const { currency, instant } = useFormat();
  const editing = { form: draft.form, set: draft.set, problems: preview.answer?.kind === "refused" ? preview.answer.problems : [] };
  return (
    <AppPage
      section="segments"
      title={t("segmentsPage.title")}
      subtitle={current ? t("segmentsPage.computedAt", { at: instant(current.computedAt) }) : undefined}
    >
      <EditorBar isChanged={draft.isChanged} sending={sending} onSave={onSave} onDiscard={draft.discard} />
      <BlockStack gap="400">
        <SaveNotes answer={answer} isOutdated={draft.isOutdated} isPending={isPending} onDiscard={draft.discard} />
        {activities.map((activity) => (
          <ProgressCard key={activity.what} {...activity} />
        ))}
        {scoringFailed && (
          <div data-testid="scoring-failed">
            <Banner tone="critical" title={t("home.scoringFailed")} action={{ content: t("import.again"), onAction: onCompute, loading: sending }}>
              {t("home.scoringFailedMeaning")}
            </Banner>
          </div>
        )}
        {current ? (
          <CurrentSegments {...current} />
        ) : (
          <CardSection title={t("segmentsPage.none")} testId="no-run">
            <Text as="p">{t("segmentsPage.noneMeaning")}</Text>
          </CardSection>
        )}
        <Text as="h2" variant="headingLg">
          {t("editor.title")}
        </Text>
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <ValueFields editing={editing} beginFrom={tiersToBeginFrom(draft.definition, current && current.borders, currency)} onTiers={draft.setTiers} />
              <StageFields editing={editing} />
              <FigureFields editing={editing} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <div style={{ position: "sticky", insetBlockStart: "var(--p-space-400)" }}>
              <Preview {...preview} isChanged={draft.isChanged} />
            </div>
          </Layout.Section>
        </Layout>
        <Versions {...history} />
      </BlockStack>
    </AppPage>
  );
}
