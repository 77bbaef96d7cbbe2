import { InlineStack, Link, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CardSection } from "../card-section.tsx";
import { ChangeButton } from "../change-button.tsx";
import { useFormat } from "../use-format.ts";
import { useJobName } from "./use-job-name.ts";

type FailedJobs = { job: string; jobs: number; reason: string };

export type FaultsProps = {
  /** Orders that could not be read, by why. */
  unread: { reason: string; orders: number; exampleId: string }[];
  /** Customers whom Shopify refused to write to, by why. */
  refusals: { reason: string; customers: number; exampleId: string }[];
  /** Work that failed at every attempt, by kind, with what went wrong last. */
  givenUp: FailedJobs[];
  /** The same of work that failed and is tried again by itself. */
  retried: FailedJobs[];
  sending: boolean;
  onRetry: () => void;
};

/** What went wrong and is still so. */
export function Faults({ unread, refusals, givenUp, retried, sending, onRetry }: FaultsProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const jobName = useJobName();
  const nothing = unread.length + refusals.length + givenUp.length + retried.length === 0;
  return (
    <CardSection title={t("faults.title")} testId="faults">
      {nothing ? (
        <Text as="p" tone="subdued">
          {t("faults.none")}
        </Text>
      ) : (
        <List>
          {unread.map(({ reason, orders, exampleId }) => (
            <List.Item key={`order ${reason}`}>{t("faults.unread", { count: orders, number: count(orders), reason, id: exampleId })}</List.Item>
          ))}
          {refusals.map(({ reason, customers, exampleId }) => (
            <List.Item key={`customer ${reason}`}>
              {t("faults.refused", { count: customers, number: count(customers), reason })} <Link url={`/app/customers/${exampleId}`}>{exampleId}</Link>
            </List.Item>
          ))}
          {givenUp.map(({ job, jobs, reason }) => (
            <List.Item key={`job ${job}`}>{t("faults.givenUp", { count: jobs, number: count(jobs), job: jobName(job), reason })}</List.Item>
          ))}
          {retried.map(({ job, jobs, reason }) => (
            <List.Item key={`retried ${job}`}>{t("faults.retried", { count: jobs, number: count(jobs), job: jobName(job), reason })}</List.Item>
          ))}
        </List>
      )}
      {refusals.length > 0 && (
        <Text as="p" tone="subdued">
          {t("faults.refusedMeaning")}
        </Text>
      )}
      {unread.length + givenUp.length > 0 && (
        <InlineStack>
          <ChangeButton onClick={onRetry} loading={sending}>
            {t("faults.retry")}
          </ChangeButton>
        </InlineStack>
      )}
    </CardSection>
  );
}
