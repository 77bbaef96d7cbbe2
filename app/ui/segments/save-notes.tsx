import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DefinitionAnswer } from "#app/segments/change-definition.server.ts";

export type SaveNotesProps = {
  /** What came of saving; null before. */
  answer: DefinitionAnswer | { kind: "failed" } | null;
  /** Somebody else has saved since the page was read. */
  isOutdated: boolean;
  /** Saved, but the customers are not sorted by it yet. */
  isPending: boolean;
  onDiscard: () => void;
};

/** What came of saving, where there is something to say about it. */
export function SaveNotes({ answer, isOutdated, isPending, onDiscard }: SaveNotesProps) {
  const { t } = useTranslation();
  if (isOutdated) {
    return (
      <div data-testid="outdated">
        <Banner tone="warning" title={t("saved.outdated")} action={{ content: t("saved.load"), onAction: onDiscard }}>
          {t("saved.outdatedMeaning")}
        </Banner>
      </div>
    );
  }
  if (answer?.kind === "refused" || answer?.kind === "failed") {
    return (
      <div data-testid="not-saved">
        <Banner tone="critical" title={t("saved.not")}>
          {t(`saved.${answer.kind}`)}
        </Banner>
      </div>
    );
  }
  if (!isPending) return null;
  return (
    <div data-testid="pending">
      <Banner tone="info" title={t("saved.pending")}>
        {t("saved.pendingMeaning")}
      </Banner>
    </div>
  );
}
