import { Banner, BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Undone } from "../answer-or.ts";
import { AppPage } from "../app-page.tsx";
import { NamesNote } from "../names-note.tsx";
import { NotDone } from "../not-done.tsx";
import { TwoColumns } from "../two-columns.tsx";
import { AgainstShopify, type AgainstShopifyProps } from "./against-shopify.tsx";
import { AsOf, type AsOfProps } from "./as-of.tsx";
import { Calculation, type CalculationProps } from "./calculation.tsx";
import { LeftAlone, type LeftAloneProps } from "./left-alone.tsx";
import { Ledger, type LedgerProps } from "./ledger.tsx";
import { Outlook, type OutlookProps } from "./outlook.tsx";
import { Rhythm, type RhythmProps } from "./rhythm.tsx";
import { Segments, type SegmentsProps } from "./segments.tsx";
import { Timeline, type TimelineProps } from "./timeline.tsx";
import { Values, type ValuesProps } from "./values.tsx";
import { Wishes, type WishesProps } from "./wishes.tsx";
import { Written, type WrittenProps } from "./written.tsx";

export type CustomerPageProps = {
  id: string;
  /** As Shopify has it now; null where Shopify no longer knows the customer. */
  contact: { status: "read"; data: { name: string; email: string | null } | null } | { status: "unavailable" };
  /** Null for a customer who came after the last scoring, or does not want to be scored. */
  score: (ValuesProps & OutlookProps & RhythmProps & SegmentsProps & CalculationProps) | null;
  /** Null where no earlier run knew the customer. */
  asOf: AsOfProps | null;
  timeline: TimelineProps;
  ledger: LedgerProps;
  againstShopify: AgainstShopifyProps;
  written: WrittenProps | null;
  wishes: WishesProps["wishes"];
  leftAlone: LeftAloneProps["changes"];
  noting: boolean;
  /** Why nothing came of the button that was pressed last. */
  notDone: Undone | null;
  onResume: LeftAloneProps["onResume"];
  onNoteWish: WishesProps["onNote"];
};

export function CustomerPage({ id, contact, score, asOf, timeline, ledger, againstShopify, written, ...rest }: CustomerPageProps) {
  const { t } = useTranslation();
  const known = contact.status === "read" ? contact.data : null;
  return (
    <AppPage
      section="customers"
      title={known?.name ?? t("customer.number", { id })}
      subtitle={known?.email ?? undefined}
      backAction={{ content: t("nav.customers"), url: "/app/customers" }}
      secondaryActions={[{ content: t("customer.open"), url: `shopify://admin/customers/${id}`, target: "_top" }]}
    >
      <BlockStack gap="400">
        {rest.notDone && <NotDone why={rest.notDone} />}
        {contact.status === "unavailable" && <NamesNote />}
        {contact.status === "read" && contact.data === null && <Banner tone="info">{t("customer.gone")}</Banner>}
        {score ? (
          <Values {...score} />
        ) : (
          <div data-testid="not-scored">
            <Banner tone="info">
              <Text as="p">{rest.wishes.length > 0 ? t("wishes.leftOut") : t("customer.notScored")}</Text>
            </Banner>
          </div>
        )}
        <TwoColumns
          aside={
            <BlockStack gap="400">
              {score && <Outlook {...score} />}
              <LeftAlone changes={rest.leftAlone} noting={rest.noting} onResume={rest.onResume} />
              <Written written={written} />
              <Wishes wishes={rest.wishes} noting={rest.noting} onNote={rest.onNoteWish} />
              <AgainstShopify {...againstShopify} />
              <Timeline {...timeline} />
            </BlockStack>
          }
        >
          <BlockStack gap="400">
            {score && <Segments {...score} />}
            {score && <Rhythm {...score} />}
            {score && <Calculation {...score} />}
            {score && asOf && <AsOf {...asOf} />}
            <Ledger {...ledger} />
          </BlockStack>
        </TwoColumns>
      </BlockStack>
    </AppPage>
  );
}
