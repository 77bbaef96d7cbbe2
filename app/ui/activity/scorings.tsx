import { InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CardSection } from "../card-section.tsx";
import { ChangeButton } from "../change-button.tsx";
import { Moment } from "../moment.tsx";
import { NumberTable } from "../number-table.tsx";
import { useShop } from "../use-format.ts";

export type ScoringsProps = {
  /** The newest first. */
  scorings: { startedAt: string; finishedAt: string | null; failed: boolean }[];
  sending: boolean;
  onRecompute: () => void;
};

/** When the values were worked out, and whether that went well. */
export function Scorings({ scorings, sending, onRecompute }: ScoringsProps) {
  const { t } = useTranslation();
  const { unread } = useShop();
  const [newest] = scorings;
  const isUnderWay = newest !== undefined && newest.finishedAt === null && !newest.failed;
  /** One that never ended was replaced by a later one. */
  const stateOf = ({ finishedAt, failed }: ScoringsProps["scorings"][number], place: number) => {
    if (failed) return t("scorings.gaveUp");
    if (finishedAt !== null) return t("activity.state.finished");
    return place === 0 ? t("activity.state.running") : t("scorings.replaced");
  };
  return (
    <CardSection title={t("scorings.title")} testId="scorings">
      {scorings.length === 0 ? (
        <Text as="p" tone="subdued">
          {t("scorings.none")}
        </Text>
      ) : (
        <NumberTable
          title={t("scorings.title")}
          words={[0, 1, 2]}
          headings={[t("activity.began"), t("scorings.ended"), t("activity.how")]}
          rows={scorings.map((it, place) => [<Moment key="began" at={it.startedAt} />, it.finishedAt && <Moment key="ended" at={it.finishedAt} />, stateOf(it, place)])}
        />
      )}
      <InlineStack>
        <ChangeButton onClick={onRecompute} disabled={sending || isUnderWay || unread !== null}>
          {t("home.recompute")}
        </ChangeButton>
      </InlineStack>
    </CardSection>
  );
}
