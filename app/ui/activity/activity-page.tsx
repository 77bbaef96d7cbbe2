import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Writing } from "#app/tags/writing.ts";
import { AppPage } from "../app-page.tsx";
import { CardSection } from "../card-section.tsx";
import { NotDone } from "../not-done.tsx";
import { ProgressCard, type ProgressCardProps } from "../progress-card.tsx";
import { WaitingWrite, type WaitingWriteProps } from "../waiting-write.tsx";
import { ConfirmButton } from "./confirm-button.tsx";
import { DryRun, type DryRunProps } from "./dry-run.tsx";
import { WriteRuns, type WriteRunsProps } from "./write-runs.tsx";
import { WritingOff, type WritingOffProps } from "./writing-off.tsx";

export type ActivityPageProps = {
  writing: Writing;
  activities: ProgressCardProps[];
  waitingWrite: Pick<WaitingWriteProps, "asked"> | null;
  runs: WriteRunsProps["runs"];
  /** What an undo or a removal has left; null while writing is on. */
  left: Omit<WritingOffProps, "sending" | "onSwitchOn"> | null;
  dryRun: DryRunProps;
  /** A button was pressed and its answer is not here yet. */
  sending: boolean;
  /** A button was pressed and its answer did not come. */
  notDone: boolean;
  onDecide: WaitingWriteProps["onDecide"];
  onUndo: WriteRunsProps["onUndo"];
  onRemove: () => void;
  onSwitchOn: () => void;
};

export function ActivityPage({ writing, activities, waitingWrite, runs, left, dryRun, sending, notDone, ...on }: ActivityPageProps) {
  const { t } = useTranslation();
  return (
    <AppPage section="activity" title={t("activity.title")} subtitle={t("activity.meaning")}>
      <BlockStack gap="400">
        {notDone && <NotDone />}
        {left && <WritingOff {...left} sending={sending} onSwitchOn={on.onSwitchOn} />}
        {waitingWrite && <WaitingWrite asked={waitingWrite.asked} sending={sending} onDecide={on.onDecide} />}
        {activities.map((activity) => (
          <ProgressCard key={activity.what} {...activity} />
        ))}
        <DryRun {...dryRun} />
        <WriteRuns runs={runs} mayUndo={!sending && (writing === "on" || writing === "off")} onUndo={on.onUndo} />
        <CardSection title={t("activity.remove.title")} testId="remove-everything">
          <Text as="p">{t("activity.remove.meaning")}</Text>
          <div>
            <ConfirmButton
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
