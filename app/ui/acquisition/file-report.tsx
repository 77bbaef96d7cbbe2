import { Banner, BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SpendReport } from "#app/acquisition/check-spend-file.server.ts";
import { ChangeButton } from "../change-button.tsx";
import { channelName } from "../channel-name.ts";
import { NumberTable } from "../number-table.tsx";
import { useFormat } from "../use-format.ts";
import { useProblemWords } from "./use-problem-words.ts";

const PROBLEMS_SHOWN = 50;

export type FileReportProps = {
  report: SpendReport | { kind: "failed" };
  /** Something is being saved. */
  sending: boolean;
  onNote: (report: Extract<SpendReport, { kind: "read" }>) => void;
  onDismiss: () => void;
};

/** What a file holds and what is wrong with it. Nothing of it is noted before the merchant says so. */
export function FileReport({ report, sending, onNote, onDismiss }: FileReportProps) {
  const { t } = useTranslation();
  if (report.kind === "failed") return <Refused>{t("spendFile.failed")}</Refused>;
  if (report.kind === "refused") {
    const { reason } = report;
    if (reason.why === "columns") return <Refused>{t("spendFile.refused.columns", { columns: reason.missing.map((column) => t(`spendColumn.${column}`)).join(", ") })}</Refused>;
    return <Refused>{reason.why === "rows" ? t("spendFile.refused.rows", { most: reason.most }) : t(`spendFile.refused.${reason.why}`)}</Refused>;
  }
  return (
    <section data-testid="file-report" aria-label={t("spendFile.report")}>
      <BlockStack gap="300">
        <Found report={report} />
        {report.problems.length > 0 && <Problems problems={report.problems} />}
        <InlineStack gap="200">
          {report.spends.length > 0 && (
            <ChangeButton variant="primary" loading={sending} onClick={() => onNote(report)}>
              {t("spendFile.note", { count: report.spends.length })}
            </ChangeButton>
          )}
          <Button disabled={sending} onClick={onDismiss}>
            {t("spendFile.dismiss")}
          </Button>
        </InlineStack>
      </BlockStack>
    </section>
  );
}

function Refused({ children }: { children: string }) {
  return (
    <div data-testid="file-refused">
      <Banner tone="critical">{children}</Banner>
    </div>
  );
}

function Found({ report: { spends, totalMinor, blank, unknownChannels } }: { report: Extract<SpendReport, { kind: "read" }> }) {
  const { t } = useTranslation();
  const { count, currency, money } = useFormat();
  return (
    <Banner tone={spends.length > 0 ? "info" : "warning"} title={t("spendFile.found", { count: spends.length, number: count(spends.length), total: money(totalMinor, currency) })}>
      <BlockStack gap="100">
        {spends.length > 0 && <Text as="p">{t("spendFile.replaces")}</Text>}
        {blank > 0 && <Text as="p">{t("spendFile.blank", { count: blank, number: count(blank) })}</Text>}
        {unknownChannels.length > 0 && <Text as="p">{t("spendFile.notOwn", { channels: unknownChannels.map((channel) => channelName(t, channel)).join(", ") })}</Text>}
      </BlockStack>
    </Banner>
  );
}

function Problems({ problems }: Pick<Extract<SpendReport, { kind: "read" }>, "problems">) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const words = useProblemWords();
  const lines = new Set(problems.map(({ line }) => line)).size;
  return (
    <BlockStack gap="200">
      <Text as="h4" variant="headingSm">
        {t("spendFile.wrong", { count: lines, number: count(lines) })}
      </Text>
      <NumberTable
        title={t("spendFile.report")}
        headings={[t("spendFile.line"), t("spendFile.column"), t("spendFile.problem")]}
        words={[1, 2]}
        rows={problems.slice(0, PROBLEMS_SHOWN).map((problem) => [count(problem.line), t(`spendColumn.${problem.column}`), words(problem)])}
      />
      {problems.length > PROBLEMS_SHOWN && <Text as="p">{t("spendFile.more", { count: problems.length - PROBLEMS_SHOWN, number: count(problems.length - PROBLEMS_SHOWN) })}</Text>}
    </BlockStack>
  );
}
