import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Approval } from "#app/tags/asked.ts";
import type { WriteKind } from "#app/tags/writing.ts";
import { CardSection } from "../card-section.tsx";
import { Moment } from "../moment.tsx";
import { NumberTable } from "../number-table.tsx";
import { useFormat } from "../use-format.ts";
import { useStaffWords } from "../use-staff-words.ts";
import { ForeseenButton } from "./foreseen-button.tsx";
import type { Look } from "./use-look.ts";

export type ShownRun = {
  id: string;
  kind: WriteKind;
  startedAt: string;
  finished: boolean;
  approval: Approval;
  /** Who let it go on or not, or asked for it; null where nobody had to. */
  decidedBy: string | null;
  customers: number;
  tagsAdded: number;
  tagsRemoved: number;
  metafieldsSet: number;
  refused: number;
  /** What stood before it is still known. */
  undoable: boolean;
  undone: boolean;
};

export type WriteRunsProps = {
  runs: ShownRun[];
  mayUndo: boolean;
  /** Whose page this is. */
  reader: string;
  /** At what an undo would do. */
  look: Look;
  onUndo: (id: string) => void;
};

/** The last runs with what they wrote, each with the way back. */
export function WriteRuns({ runs, mayUndo, reader, look, onUndo }: WriteRunsProps) {
  const { t } = useTranslation();
  const { count, instant } = useFormat();
  const whose = useStaffWords(reader);
  const stateOf = ({ finished, approval, undone }: ShownRun) => {
    if (undone) return t("activity.state.undone");
    if (approval === "waiting") return t("activity.state.waiting");
    if (approval === "refused") return t("activity.state.declined");
    return finished ? t("activity.state.finished") : t("activity.state.running");
  };
  const undoOf = (run: ShownRun, place: number) => {
    if (!run.undoable) return null;
    const later = runs.slice(0, place).filter((it) => it.undoable).length;
    const after = later === 0 ? [] : [t("activity.undoLater", { count: later, number: count(later) })];
    return (
      <ForeseenButton
        at={{ writing: "undoing", undoes: run.id }}
        look={look}
        label={t("activity.undo")}
        spoken={t("activity.undoOf", { at: instant(run.startedAt) })}
        meaning={[t("activity.undoMeaning"), ...after, t("activity.undoAfterwards")]}
        variant="plain"
        disabled={!mayUndo}
        onConfirm={() => onUndo(run.id)}
      />
    );
  };
  return (
    <CardSection title={t("activity.runs")} testId="write-runs">
      {runs.length === 0 ? (
        <Text as="p" tone="subdued">
          {t("activity.noRuns")}
        </Text>
      ) : (
        <NumberTable
          title={t("activity.runs")}
          words={[1, 2, 3, 9]}
          headings={[
            t("activity.began"), t("activity.what"), t("activity.how"), t("looks.who"), t("activity.customers"), t("activity.tagsAdded"),
            t("activity.tagsRemoved"), t("activity.fields"), t("activity.refused"), t("activity.back"),
          ]}
          rows={runs.map((run, place) => [
            <Moment key="began" at={run.startedAt} />, t(`activity.kind.${run.kind}`), stateOf(run), run.decidedBy ? whose(run.decidedBy) : null, count(run.customers),
            count(run.tagsAdded), count(run.tagsRemoved), count(run.metafieldsSet), count(run.refused), undoOf(run, place),
          ])}
        />
      )}
    </CardSection>
  );
}
