import { Banner, type BannerProps, Link } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "./use-format.ts";
import type { CustomerFile } from "./use-customer-file.ts";

/** How far the reader's file is, and what can be done with it. */
export function FileNote({ file, sending, onRetry, onDrop, onDownload }: CustomerFile) {
  const { t } = useTranslation();
  const { count, instant } = useFormat();
  if (file === null) return null;
  const { kind, state, problem, address } = file;
  const drop = { content: state === "coming" ? t("activity.cancel") : t("customers.file.drop"), onAction: onDrop, loading: sending };
  const retry = { content: t("import.again"), onAction: onRetry, loading: sending };
  const looks: Record<typeof state, Pick<BannerProps, "tone" | "action" | "secondaryAction">> = {
    coming: { tone: "info", action: drop },
    delayed: { tone: "warning", action: retry, secondaryAction: drop },
    failed: { tone: "warning", action: retry, secondaryAction: drop },
    whole: { tone: "success", action: { content: t("dataRequests.save"), onAction: onDownload }, secondaryAction: drop },
  };
  const words = [
    state === "coming" && t("progress.stay"),
    problem !== null && t(`customers.file.${problem}`),
    state === "delayed" && t("customers.file.goesOn"),
  ].filter(Boolean);
  return (
    <div data-testid={`file-${state}`}>
      <Banner {...looks[state]}>
        {state === "whole" ? (
          `${t(`customers.fileWhole.${kind}`, { lines: count(file.lines), until: instant(file.until) })} ${t("customers.file.lessened")}`
        ) : (
          <>
            {/* Changes too often to be read out each time. */}
            <span aria-live="off">{t(`customers.fileComing.${kind}`, { done: count(file.done), customers: count(file.customers), lines: count(file.lines) })}</span> {words.join(" ")}
          </>
        )}
        {address !== null && (
          <>
            {" "}
            <Link url={`/app/customers?${address}`}>{t("customers.file.list")}</Link>
          </>
        )}
      </Banner>
    </div>
  );
}
