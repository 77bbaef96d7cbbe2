import { BlockStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Undone } from "../answer-or.ts";
import { AppPage } from "../app-page.tsx";
import { NotDone } from "../not-done.tsx";
import { TwoColumns } from "../two-columns.tsx";
import { AccessLog, type AccessLogProps } from "./access-log.tsx";
import { Choices, type ChoicesProps } from "./choices.tsx";
import { DataExport, type DataExportProps } from "./data-export.tsx";
import { DataRequests, type DataRequestsProps } from "./data-requests.tsx";
import { Privacy, type PrivacyProps } from "./privacy.tsx";
import { Retention } from "./retention.tsx";
import { WriteRules, type WriteRulesProps } from "./write-rules.tsx";

export type SettingsPageProps = ChoicesProps & PrivacyProps & {
  writeRules: Pick<WriteRulesProps, "settings" | "leftAlone">;
  dataRequests: DataRequestsProps["requests"];
  looks: Pick<AccessLogProps, "looks" | "hasNewer" | "hasOlder" | "customerId">;
  /** Whose page this is. */
  reader: string;
  /** A button was pressed and its answer is not here yet. */
  sending: boolean;
  /** Why nothing came of the button that was pressed last. */
  notDone: Undone | null;
  onSaveRules: WriteRulesProps["onSave"];
  onResumeAll: WriteRulesProps["onResumeAll"];
  onDownloadRequest: DataRequestsProps["onDownload"];
  onDownloadPart: DataExportProps["onDownload"];
  onLooks: AccessLogProps["onGo"];
};

export function SettingsPage({ definition, grossMargin, writeRules, optOuts, dataRequests, looks, reader, sending, notDone, ...on }: SettingsPageProps) {
  const { t } = useTranslation();
  return (
    <AppPage section="settings" title={t("settings.title")} subtitle={t("settings.meaning")}>
      <BlockStack gap="400">
        {notDone && <NotDone why={notDone} />}
        <TwoColumns
          aside={
            <BlockStack gap="400">
              <WriteRules {...writeRules} sending={sending} onSave={on.onSaveRules} onResumeAll={on.onResumeAll} />
              <DataRequests requests={dataRequests} onDownload={on.onDownloadRequest} />
              <Privacy optOuts={optOuts} />
              <Retention />
              <DataExport onDownload={on.onDownloadPart} />
            </BlockStack>
          }
        >
          <BlockStack gap="400">
            <Choices definition={definition} grossMargin={grossMargin} />
            <AccessLog {...looks} reader={reader} onGo={on.onLooks} />
          </BlockStack>
        </TwoColumns>
      </BlockStack>
    </AppPage>
  );
}
