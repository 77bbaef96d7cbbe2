import { InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ImportStatus } from "#app/orders/import-status.ts";
import type { ReadProblem as Problem } from "#app/orders/read-problem.ts";
import type { ReconciliationStatus } from "#app/orders/reconciliation-status.ts";
import { CardSection } from "../card-section.tsx";
import { ChangeButton } from "../change-button.tsx";
import { Moment } from "../moment.tsx";
import { NumberTable } from "../number-table.tsx";
import { ReadProblem } from "../read-problem.tsx";
import { useAgo } from "../use-ago.ts";
import { useFormat } from "../use-format.ts";
import { useStaffWords } from "../use-staff-words.ts";
import { ConfirmButton } from "./confirm-button.tsx";
import { useTopicName } from "./use-topic-name.ts";

export type SyncProps = {
  /** The newest first. */
  imports: { startedAt: string; finishedAt: string | null; status: ImportStatus; orders: number; refused: number; problem: Problem | null; /** Null: the app by itself. */ askedBy: string | null; stoppedBy: string | null }[];
  reconciliations: { startedAt: string; status: ReconciliationStatus; compares: boolean; seen: number; healed: number; problem: Problem | null }[];
  /** What Shopify told of in the last 24 hours. */
  webhooks: { topic: string; received: number; lastAt: string }[];
  /** Orders that Shopify has told of and that are not read yet; for how long the first of them waits. */
  waiting: { orders: number; seconds: number };
  /** Imports and comparisons rest until the merchant says otherwise. */
  isPaused: boolean;
  /** Whose page this is. */
  reader: string;
  sending: boolean;
  onImport: () => void;
  onCancelImport: () => void;
  onReconcile: () => void;
};

/** How orders come in: by imports, by what Shopify tells, and by looking after it. */
export function Sync({ imports, reconciliations, webhooks, waiting, isPaused, reader, sending, ...on }: SyncProps) {
  const { t } = useTranslation();
  const ago = useAgo();
  const { count } = useFormat();
  const topicName = useTopicName();
  const whose = useStaffWords(reader);
  const whoOf = ({ askedBy, stoppedBy }: SyncProps["imports"][number]) =>
    [...(askedBy ? [whose(askedBy)] : []), ...(stoppedBy ? [t("sync.stoppedBy", { who: whose(stoppedBy) })] : [])].join("; ") || null;
  const importing = imports.some(({ status }) => status !== "done" && status !== "failed");
  // One that waits to begin, as after a failure, begins at once when it is asked for.
  const reading = imports.some(({ status }) => status === "querying" || status === "loading");
  const proving = reconciliations.some(({ status }) => status !== "done" && status !== "failed");
  const lag = waiting.orders === 0 ? t("sync.nothingWaits") : t("sync.waits", { count: waiting.orders, number: count(waiting.orders), ago: ago(Math.floor(waiting.seconds / 60)) });
  return (
    <>
      <CardSection title={t("sync.imports")} testId="imports">
        <Text as="p">{t("sync.importsMeaning")}</Text>
        {imports.length > 0 && (
          <NumberTable
            title={t("sync.imports")}
            words={[0, 1, 2, 5]}
            headings={[t("activity.began"), t("activity.how"), t("looks.who"), t("sync.orders"), t("sync.refused"), t("sync.why")]}
            rows={imports.map((it) => [<Moment key="began" at={it.startedAt} />, t(`importStatus.${it.status}`), whoOf(it), count(it.orders), count(it.refused), it.problem && <ReadProblem problem={it.problem} />])}
          />
        )}
        <InlineStack gap="200">
          <ChangeButton onClick={on.onImport} disabled={sending || reading || isPaused}>
            {t("home.readAgain")}
          </ChangeButton>
          {importing && <ConfirmButton label={t("sync.cancel")} meaning={[t("sync.cancelMeaning")]} disabled={sending} onConfirm={on.onCancelImport} />}
        </InlineStack>
      </CardSection>
      <CardSection title={t("sync.webhooks")} testId="webhooks">
        <Text as="p">{lag}</Text>
        {webhooks.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("sync.noWebhooks")}
          </Text>
        ) : (
          <NumberTable
            title={t("sync.webhooks")}
            words={[0]}
            headings={[t("sync.topic"), t("sync.received"), t("sync.last")]}
            rows={webhooks.map(({ topic, received, lastAt }) => [topicName(topic), count(received), <Moment key="last" at={lastAt} />])}
          />
        )}
      </CardSection>
      <CardSection title={t("sync.reconciliations")} testId="reconciliations">
        <Text as="p">{t("sync.reconciliationsMeaning")}</Text>
        {reconciliations.length > 0 && (
          <NumberTable
            title={t("sync.reconciliations")}
            words={[0, 1, 2, 5]}
            headings={[t("activity.began"), t("activity.what"), t("activity.how"), t("sync.seen"), t("sync.healed"), t("sync.why")]}
            rows={reconciliations.map((it) => [
              <Moment key="began" at={it.startedAt} />,
              it.compares ? t("sync.sums") : t("sync.changes"),
              t(`reconciliationStatus.${it.status}`),
              count(it.seen),
              count(it.healed),
              it.problem && <ReadProblem problem={it.problem} />,
            ])}
          />
        )}
        <InlineStack>
          <ChangeButton onClick={on.onReconcile} disabled={sending || proving || importing || isPaused}>
            {t("sync.reconcile")}
          </ChangeButton>
        </InlineStack>
      </CardSection>
    </>
  );
}
