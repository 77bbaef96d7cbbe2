import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { CostsAnswer } from "#app/acquisition/note-costs.server.ts";

export type SaveNotesProps = {
  /** What came of saving; null before. */
  answer: CostsAnswer | { kind: "failed" } | null;
  /** Something is typed that is not saved. */
  isChanged: boolean;
  /** Somebody else has saved since it was begun. */
  isOutdated: boolean;
  onDiscard: () => void;
};

/** What stands in the way of saving, where something does. */
export function SaveNotes({ answer, isChanged, isOutdated, onDiscard }: SaveNotesProps) {
  const { t } = useTranslation();
  if (isOutdated) {
    return (
      <div data-testid="outdated">
        <Banner tone="warning" title={t("saved.outdated")} action={{ content: t("saved.load"), onAction: onDiscard }}>
          {t("costs.outdatedMeaning")}
        </Banner>
      </div>
    );
  }
  if (answer?.kind === "outdated") {
    return (
      <div data-testid="outdated-file">
        <Banner tone="warning" title={t("saved.not")}>
          {t("costs.outdatedFile")}
        </Banner>
      </div>
    );
  }
  // What was refused may have been discarded since.
  if (answer?.kind !== "failed" && !(answer?.kind === "refused" && isChanged)) return null;
  return (
    <div data-testid="not-saved">
      <Banner tone="critical" title={t("saved.not")}>
        {t(`saved.${answer.kind}`)}
      </Banner>
    </div>
  );
}
