import { useTranslation } from "react-i18next";

/** Every kind of work that may fail (a test holds it to the handlers). */
const JOBS = [
  "install-shop", "refresh-shop", "uninstall-shop", "import-orders", "reconcile-shop", "ingest-order", "move-order-days", "change-currency",
  "merge-customers",
  "score-shop", "store-overview", "store-cohorts", "store-origins", "score-customer", "write-customers", "write-customer", "notice-tag-event",
  "sync-shopify-segments", "measure-reach", "fill-customer-file", "drop-customer-file", "answer-data-request", "redact-customer", "redact-shop", "tend-shop",
] as const;

/** What a kind of work is called; as it is in the queue where a version of before has left it there. */
export function useJobName(): (job: string) => string {
  const { t } = useTranslation();
  return (job) => {
    const known = JOBS.find((it) => it === job);
    return known ? t(`job.${known}`) : job;
  };
}
