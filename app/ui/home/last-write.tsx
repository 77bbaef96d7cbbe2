import { Banner, Link, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Approval } from "#app/tags/asked.ts";
import type { Refusal } from "#app/tags/refusals.repo.server.ts";
import type { WriteProblem } from "#app/tags/write-problem.ts";
import { CardSection } from "../card-section.tsx";
import { useBulkEnd } from "../use-bulk-end.ts";
import { useFormat } from "../use-format.ts";

export type LastWriteProps = {
  /** Null while it runs. */
  finishedAt: string | null;
  customers: number;
  tagsAdded: number;
  tagsRemoved: number;
  metafieldsSet: number;
  refused: number;
  /** What is parked now, whichever run it was refused to. */
  refusals: Refusal[];
  approval: Approval;
  problem: WriteProblem | null;
};

/** What the last pass put on customers in Shopify. */
export function LastWrite({ run, isOff }: { run: LastWriteProps | null; isOff: boolean }) {
  const { t } = useTranslation();
  const bulkEnd = useBulkEnd();
  const { instant } = useFormat();
  const whenOf = ({ finishedAt, approval }: LastWriteProps) => {
    if (approval === "waiting") return t("written.waiting");
    if (finishedAt === null) return t("written.running");
    const at = instant(finishedAt);
    return approval === "refused" ? t("written.declined", { at }) : t("written.at", { at });
  };
  return (
    <CardSection title={t("written.title")} testId="last-write">
      {run === null && (
        <Text as="p" tone="subdued">
          {t("written.nothing")}
        </Text>
      )}
      {run?.problem && (
        <Banner tone="critical" title={t("written.stopped")}>
          <Text as="p">{t(`written.problem.${run.problem.code}`, "status" in run.problem ? { why: bulkEnd(run.problem.status) } : {})}</Text>
          {run.problem.shopifyMessage && <Text as="p">{t("written.shopifySays", { message: run.problem.shopifyMessage })}</Text>}
        </Banner>
      )}
      {isOff && (
        <Text as="p">
          {t("written.off")} <Link url="/app/activity">{t("written.toActivity")}</Link>
        </Text>
      )}
      {run && <Text as="p">{whenOf(run)}</Text>}
      {run?.finishedAt && run.customers === 0 && !run.problem && run.approval !== "refused" && <Text as="p">{t("written.upToDate")}</Text>}
      {run && run.customers > 0 && <WhatWasWritten {...run} />}
      {run && run.refusals.length > 0 && <Parked refusals={run.refusals} />}
    </CardSection>
  );
}

function WhatWasWritten(run: LastWriteProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  return (
    <List>
      <List.Item>{t("written.customers", { count: run.customers, number: count(run.customers) })}</List.Item>
      <List.Item>{t("written.tagsAdded", { count: run.tagsAdded, number: count(run.tagsAdded) })}</List.Item>
      <List.Item>{t("written.tagsRemoved", { count: run.tagsRemoved, number: count(run.tagsRemoved) })}</List.Item>
      <List.Item>{t("written.fields", { count: run.metafieldsSet, number: count(run.metafieldsSet) })}</List.Item>
      {run.refused > 0 && <List.Item>{t("written.refused", { count: run.refused, number: count(run.refused) })}</List.Item>}
    </List>
  );
}

function Parked({ refusals }: { refusals: Refusal[] }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  return (
    <>
      <Text as="p">{t("written.parked")}</Text>
      <List>
        {refusals.map(({ reason, customers, exampleId }) => (
          <List.Item key={reason}>
            <Link url={`/app/customers/${exampleId}`}>{t("written.parkedFor", { count: customers, number: count(customers), reason })}</Link>
          </List.Item>
        ))}
      </List>
    </>
  );
}
