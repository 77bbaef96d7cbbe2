import { BlockStack, InlineGrid } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { LedgerTotals } from "#app/orders/ledger-totals.ts";
import { BetweenCards } from "../between-cards.tsx";
import { Disclosure } from "../disclosure.tsx";
import { ModelNote, type ModelNoteProps } from "./model-note.tsx";
import { OrderTotals } from "./order-totals.tsx";
import { Reconciliation, type ReconciliationProps } from "./reconciliation.tsx";

export type SourcesProps = { ledger: LedgerTotals; computedAt: string; model: ModelNoteProps; reconciliation: ReconciliationProps };

type Action = { sending: boolean; onReconcile: () => void };

/** For who asks: which orders are in, whether they are Shopify's, and how the predictions came about. */
export function Sources({ ledger, computedAt, model, reconciliation, sending, onReconcile }: SourcesProps & Action) {
  const { t } = useTranslation();
  return (
    <BetweenCards>
      <Disclosure title={t("home.sources")} testId="sources">
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="400" alignItems="start">
          <BlockStack gap="400">
            <OrderTotals ledger={ledger} computedAt={computedAt} />
            <ModelNote {...model} />
          </BlockStack>
          <Reconciliation {...reconciliation} sending={sending} onReconcile={onReconcile} />
        </InlineGrid>
      </Disclosure>
    </BetweenCards>
  );
}
