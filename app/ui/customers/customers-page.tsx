import { Banner, BlockStack, Card } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ViewProblem } from "#app/customers/save-view.server.ts";
import type { Subscribers } from "#app/views/subscribers.view.server.ts";
import type { Undone } from "../answer-or.ts";
import { AppPage } from "../app-page.tsx";
import { FileNote } from "../file-note.tsx";
import { NamesNote } from "../names-note.tsx";
import { NoFile } from "../no-file.tsx";
import { NotDone } from "../not-done.tsx";
import type { CustomerFile } from "../use-customer-file.ts";
import { useFormat } from "../use-format.ts";
import { type LiveNames, useLiveNames } from "../use-live-names.ts";
import { useMay } from "../use-reader.ts";
import { CustomerTable, type CustomerTableProps } from "./customer-table.tsx";
import { ListControls, type ListControlsProps } from "./list-controls.tsx";

export type CustomersPageProps = Omit<CustomerTableProps, "names" | "narrowed"> & {
  names: Promise<LiveNames>;
  controls: ListControlsProps;
  /** Why a view was not saved. */
  viewProblem: ViewProblem | null;
  file: CustomerFile;
  /** Asks for the list as a file. */
  onExport: () => void;
  /** False before the first scoring. */
  scored: boolean;
  /** Shopify was asked for what the reader typed, and did not answer. */
  searchFailed: boolean;
  /** Shopify's search found more than the list is made of. */
  searchCut: boolean;
  /** Why nothing came of the button that was pressed last. */
  notDone: Undone | null;
  /** About how many customers Shopify was asked whether they have subscribed, or why it did not say. */
  looked: Subscribers["looked"] | "not-asked";
};

type Note = { id: string; tone: "info" | "warning"; text: string };

export function CustomersPage({ controls, viewProblem, notDone, file, onExport, scored, searchFailed, searchCut, looked, ...rest }: CustomersPageProps) {
  const { t } = useTranslation();
  const mayDownload = useMay("read_customers");
  const { count } = useFormat();
  const names = useLiveNames(rest.names);
  const notes: (Note | false)[] = [
    searchFailed && { id: "search-failed", tone: "warning", text: t("customers.searchFailed") },
    searchCut && { id: "search-cut", tone: "info", text: t("customers.searchCut") },
    looked === "no-answer" && { id: "consent-failed", tone: "warning", text: t("customers.consentFailed") },
    looked === "not-approved" && { id: "consent-not-approved", tone: "warning", text: t("customers.file.not-approved") },
    typeof looked === "number" && { id: "consent-looked", tone: "info", text: t(`customers.consentLooked.${rest.onNext === null ? "all" : "goesOn"}`, { looked: count(looked), found: count(rest.rows.length) }) },
    !scored && { id: "not-scored", tone: "info", text: t("customers.notScored") },
    viewProblem !== null && { id: "view-problem", tone: "warning", text: t(`customers.viewProblem.${viewProblem}`) },
  ];
  return (
    <AppPage
      section="customers"
      title={t("customers.title")}
      subtitle={t("customers.subtitle")}
      fullWidth
      secondaryActions={[{ content: t("customers.export"), onAction: onExport, loading: file.isComing, disabled: rest.rows.length === 0 || !mayDownload }]}
    >
      <BlockStack gap="400">
        {notDone && <NotDone why={notDone} />}
        {names?.status === "unavailable" && <NamesNote />}
        {notes.filter((note) => note !== false).map(({ id, tone, text }) => (
          <div key={id} data-testid={id}>
            <Banner tone={tone}>{text}</Banner>
          </div>
        ))}
        <FileNote {...file} />
        {file.noFile && <NoFile why={file.noFile} />}
        <Card padding="0">
          <ListControls {...controls} />
          <CustomerTable {...rest} narrowed={controls.address !== "" || controls.query.search !== ""} names={names} />
        </Card>
      </BlockStack>
    </AppPage>
  );
}
