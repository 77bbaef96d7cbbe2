import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Writing } from "#app/tags/writing.ts";
import type { ShownLimits } from "#app/views/shown-limits.ts";
import type { Undone } from "../answer-or.ts";
import { AppPage } from "../app-page.tsx";
import { BetweenCards } from "../between-cards.tsx";
import { CardSection } from "../card-section.tsx";
import { ChangeButton } from "../change-button.tsx";
import { FailedImport } from "../failed-import.tsx";
import { NotDone } from "../not-done.tsx";
import { ProgressCard, type ProgressCardProps } from "../progress-card.tsx";
import { ReadingPaused, type ReadingPausedProps } from "../reading-paused.tsx";
import { WaitingWrite, type WaitingWriteProps } from "../waiting-write.tsx";
import { DryRun } from "./dry-run.tsx";
import { Faults, type FaultsProps } from "./faults.tsx";
import { ForeseenButton } from "./foreseen-button.tsx";
import { Limits } from "./limits.tsx";
import { Scorings, type ScoringsProps } from "./scorings.tsx";
import { Sync, type SyncProps } from "./sync.tsx";
import type { Look } from "./use-look.ts";
import { WriteRuns, type WriteRunsProps } from "./write-runs.tsx";
import { WritingOff, type WritingOffProps } from "./writing-off.tsx";

export type ActivityPageProps = {
  writing: Writing;
  activities: ProgressCardProps[];
  /** Null while imports and comparisons do not rest. */
  readingPause: Omit<ReadingPausedProps, "reader" | "sending" | "onResume"> | null;
  /** Whose page this is. */
  reader: string;
  waitingWrite: Pick<WaitingWriteProps, "asked" | "meanwhile"> | null;
  runs: WriteRunsProps["runs"];
  scorings: ScoringsProps["scorings"];
  sync: Pick<SyncProps, "imports" | "reconciliations" | "webhooks" | "waiting">;
  faults: Pick<FaultsProps, "unread" | "refusals" | "givenUp" | "retried">;
  limits: ShownLimits;
  /** Why writing is off and what that has left; null while writing is on. */
  left: Omit<WritingOffProps, "reader" | "sending" | "onSwitchOn"> | null;
  dryRun: Look;
  /** At what an undo or a removal would do. */
  before: Look;
  /** A button was pressed and its answer is not here yet. */
  sending: boolean;
  /** Why nothing came of the button that was pressed last. */
  notDone: Undone | null;
  onDecide: WaitingWriteProps["onDecide"];
  onUndo: WriteRunsProps["onUndo"];
  onRemove: () => void;
  onSwitchOn: () => void;
  onPause: () => void;
  onPauseReading: () => void;
  onResumeReading: () => void;
  onImport: () => void;
  onCancelImport: () => void;
  onReconcile: () => void;
  onRecompute: () => void;
  onRetryFaults: () => void;
};

export function ActivityPage({ writing, activities, readingPause, reader, waitingWrite, runs, left, dryRun, before, scorings, sync, faults, limits, sending, notDone, ...on }: ActivityPageProps) {
  const { t } = useTranslation();
  const [lastImport] = sync.imports;
  return (
    <AppPage section="activity" title={t("activity.title")} subtitle={t("activity.meaning")}>
      <BlockStack gap="400">
        {notDone && <NotDone why={notDone} />}
        {left && <WritingOff {...left} reader={reader} sending={sending} onSwitchOn={on.onSwitchOn} />}
        {readingPause && <ReadingPaused {...readingPause} reader={reader} sending={sending} onResume={on.onResumeReading} />}
        {lastImport?.status === "failed" && <FailedImport problem={lastImport.problem} isPaused={readingPause !== null} sending={sending} onAgain={on.onImport} />}
        {waitingWrite && <WaitingWrite {...waitingWrite} sending={sending} onDecide={on.onDecide} />}
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
        <Faults {...faults} sending={sending} onRetry={on.onRetryFaults} />
        <Limits {...limits} />
        <BetweenCards>
          <Text as="h2" variant="headingLg">
            {t("activity.reading")}
          </Text>
        </BetweenCards>
        {readingPause === null && (
          <CardSection title={t("readingPause.on")} testId="pause-reading">
            <Text as="p">{t("readingPause.onMeaning")}</Text>
            <InlineStack>
              <ChangeButton onClick={on.onPauseReading} disabled={sending}>
                {t("readingPause.button")}
              </ChangeButton>
            </InlineStack>
          </CardSection>
        )}
        <Sync {...sync} isPaused={readingPause !== null} reader={reader} sending={sending} onImport={on.onImport} onCancelImport={on.onCancelImport} onReconcile={on.onReconcile} />
        <Scorings scorings={scorings} sending={sending} onRecompute={on.onRecompute} />
        <BetweenCards>
          <Text as="h2" variant="headingLg">
            {t("activity.written")}
          </Text>
        </BetweenCards>
        {writing === "on" && (
          <CardSection title={t("activity.pause.title")} testId="pause-writing">
            <Text as="p">{t("activity.pause.meaning")}</Text>
            <InlineStack>
              <ChangeButton onClick={on.onPause} disabled={sending}>
                {t("activity.pause.button")}
              </ChangeButton>
            </InlineStack>
          </CardSection>
        )}
        <DryRun {...dryRun} />
        <WriteRuns runs={runs} reader={reader} mayUndo={!sending && (writing === "on" || writing === "off")} look={before} onUndo={on.onUndo} />
        <CardSection title={t("activity.remove.title")} testId="remove-everything">
          <Text as="p">{t("activity.remove.meaning")}</Text>
          <div>
            <ForeseenButton
              at={{ writing: "removing" }}
              look={before}
              label={t("activity.remove.button")}
              meaning={[t("activity.remove.what"), t("activity.remove.afterwards")]}
              tone="critical"
              disabled={sending || writing === "removing"}
              onConfirm={on.onRemove}
            />
          </div>
        </CardSection>
      </BlockStack>
    </AppPage>
  );
}
