import { Badge, Banner, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ReadProblem as Problem } from "#app/orders/read-problem.ts";
import { CardSection } from "../card-section.tsx";
import { ChangeButton } from "../change-button.tsx";
import { DifferenceTable, type DifferenceTableProps } from "../difference-table.tsx";
import { ReadProblem } from "../read-problem.tsx";
import { useFormat } from "../use-format.ts";

export type ReconciliationProps = {
  /** Every change up to then is in the values; null before the first import. */
  provenTo: string | null;
  running: boolean;
  /** Comparisons rest until the merchant says otherwise. */
  isPaused: boolean;
  /** Why the last one failed; null where it did not. */
  problem: Problem | null;
  /** Null before the first. */
  compared: (DifferenceTableProps & { at: string; customers: number; unexplainedCustomers: number; unprovableCustomers: number }) | null;
};

type Action = { sending: boolean; onReconcile: () => void };

/** Whether the values rest on the orders that Shopify has, and why Shopify's own sums are others. */
export function Reconciliation({ provenTo, running, isPaused, problem, compared, sending, onReconcile }: ReconciliationProps & Action) {
  const { t } = useTranslation();
  const { instant } = useFormat();
  return (
    <CardSection title={t("reconciliation.title")} testId="reconciliation">
      {provenTo !== null && <Text as="p">{t("reconciliation.provenTo", { at: instant(provenTo) })}</Text>}
      {problem && (
        <Banner tone="warning" title={t("reconciliation.failed")}>
          <ReadProblem problem={problem} />
        </Banner>
      )}
      {compared ? <Compared {...compared} /> : <Text as="p" tone="subdued">{t("reconciliation.notYet")}</Text>}
      <InlineStack>
        <ChangeButton onClick={onReconcile} disabled={running || isPaused || sending}>
          {running ? t("reconciliation.running") : t("reconciliation.now")}
        </ChangeButton>
      </InlineStack>
    </CardSection>
  );
}

function Compared({ at, customers, unexplainedCustomers, unprovableCustomers, ...table }: NonNullable<ReconciliationProps["compared"]>) {
  const { t } = useTranslation();
  const { count, instant, money } = useFormat();
  return (
    <>
      <InlineStack gap="200">
        <Badge tone={unexplainedCustomers === 0 ? "success" : "critical"}>{t("reconciliation.unexplained", { amount: money(table.unexplainedMinor) })}</Badge>
        <Text as="span" tone="subdued">
          {t("reconciliation.compared", { count: customers, number: count(customers), at: instant(at) })}
        </Text>
      </InlineStack>
      {unexplainedCustomers > 0 && <Text as="p">{t("reconciliation.apart", { count: unexplainedCustomers, number: count(unexplainedCustomers) })}</Text>}
      {unprovableCustomers > 0 && <Text as="p">{t("reconciliation.unprovable", { count: unprovableCustomers, number: count(unprovableCustomers) })}</Text>}
      <DifferenceTable {...table} />
    </>
  );
}
