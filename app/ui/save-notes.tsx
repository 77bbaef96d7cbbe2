import { Banner } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

export type SaveNotesProps = {
  /** What came of saving; null before. */
  answer: { kind: "saved" | "unchanged" | "refused" | "outdated" | "failed" } | null;
  /** Something is typed that is not saved. */
  isChanged: boolean;
  /** Somebody else has saved since it was begun. */
  isOutdated: boolean;
  /** What becomes of what is typed where somebody else has saved. */
  outdatedMeaning: string;
  onDiscard: () => void;
  /** What there is to say where nothing stands in the way. */
  children?: ReactNode;
};

/** What stands in the way of saving, where something does. */
export function SaveNotes({ answer, isChanged, isOutdated, outdatedMeaning, onDiscard, children }: SaveNotesProps) {
  const { t } = useTranslation();
  if (isOutdated) {
    return (
      <div data-testid="outdated">
        <Banner tone="warning" title={t("saved.outdated")} action={{ content: t("saved.load"), onAction: onDiscard }}>
          {outdatedMeaning}
        </Banner>
      </div>
    );
  }
  // What was refused may have been discarded since.
  if (answer?.kind === "failed" || (answer?.kind === "refused" && isChanged)) {
    return (
      <div data-testid="not-saved">
        <Banner tone="critical" title={t("saved.not")}>
          {t(`saved.${answer.kind}`)}
        </Banner>
      </div>
    );
  }
  return children;
}
