import { BlockStack, EmptySearchResult, IndexTable, InlineStack, Link, Text, useBreakpoints } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Stage } from "#app/segments/stage.ts";
import type { ValueTier } from "#app/segments/value-tier.ts";
import { CustomerName } from "../customer-name.tsx";
import { StageBadge } from "../stage-badge.tsx";
import { TierBadge } from "../tier-badge.tsx";
import { useFormat } from "../use-format.ts";
import type { LiveNames } from "../use-live-names.ts";
import { useMay } from "../use-reader.ts";

type Row = {
  id: string;
  lifetimeValueMinor: number;
  historicValueMinor: number;
  predictedValueMinor: number;
  orders: number;
  lastOrderDay: string;
  tier: ValueTier;
  stage: Stage;
};

export type CustomerTableProps = {
  rows: Row[];
  /** Whether the list is of those only whom the reader asked for. */
  narrowed: boolean;
  names: LiveNames | null;
  loading: boolean;
  /** Null where there is no such page. */
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
};

export function CustomerTable({ rows, narrowed, names, loading, onPrevious, onNext }: CustomerTableProps) {
  const { t } = useTranslation();
  const { smDown } = useBreakpoints();
  const seesCustomers = useMay("read_customers");
  const empty = narrowed ? "none" : "nobody";
  const emptyMeaning = narrowed && !seesCustomers ? "noneMeaningNumbers" : (`${empty}Meaning` as const);
  return (
    <div data-testid="customers">
      <IndexTable
        itemCount={rows.length}
        resourceName={{ singular: t("customers.one"), plural: t("customers.many") }}
        selectable={false}
        condensed={smDown}
        loading={loading}
        emptyState={
          <div style={{ textAlign: "center" }}>
            <EmptySearchResult title={t(`customers.${empty}`)} description={t(`customers.${emptyMeaning}`)} />
          </div>
        }
        headings={[
          { title: t("customers.customer") },
          { title: t("segments.tier") },
          { title: t("segments.stage") },
          { title: t("value.lifetime"), alignment: "end" },
          { title: t("value.historic"), alignment: "end" },
          { title: t("value.predicted"), alignment: "end" },
          { title: t("customers.orders"), alignment: "end" },
          { title: t("customers.lastOrder"), alignment: "end" },
        ]}
        pagination={{
          hasPrevious: onPrevious !== null,
          onPrevious: onPrevious ?? undefined,
          hasNext: onNext !== null,
          onNext: onNext ?? undefined,
        }}
      >
        {rows.map((row, position) => (
          <IndexTable.Row key={row.id} id={row.id} position={position}>
            {smDown ? <NarrowCells {...row} names={names} /> : <Cells {...row} names={names} />}
          </IndexTable.Row>
        ))}
      </IndexTable>
    </div>
  );
}

type CellsProps = Row & Pick<CustomerTableProps, "names">;

function Cells({ names, ...row }: CellsProps) {
  const { count, day, estimate, money } = useFormat();
  return (
    <>
      <IndexTable.Cell>
        <Link url={`/app/customers/${row.id}`} dataPrimaryLink removeUnderline>
          <CustomerName id={row.id} names={names} />
        </Link>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <TierBadge tier={row.tier} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <StageBadge stage={row.stage} />
      </IndexTable.Cell>
      {[estimate(row.lifetimeValueMinor), money(row.historicValueMinor), estimate(row.predictedValueMinor)].map((amount, column) => (
        <IndexTable.Cell key={column}>
          <Text as="span" alignment="end" numeric>
            {amount}
          </Text>
        </IndexTable.Cell>
      ))}
      <IndexTable.Cell>
        <Text as="span" alignment="end" numeric>
          {count(row.orders)}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" alignment="end">
          {day(row.lastOrderDay)}
        </Text>
      </IndexTable.Cell>
    </>
  );
}

/** On a phone a row is a small card; the values keep their names. */
function NarrowCells({ names, ...row }: CellsProps) {
  const { t } = useTranslation();
  const { estimate, money } = useFormat();
  return (
    <div style={{ padding: "var(--p-space-300) var(--p-space-400)", width: "100%" }}>
      <BlockStack gap="150">
        <Link url={`/app/customers/${row.id}`} dataPrimaryLink removeUnderline>
          <CustomerName id={row.id} names={names} />
        </Link>
        <Text as="span">{t("customers.named", { name: t("value.lifetime"), value: estimate(row.lifetimeValueMinor) })}</Text>
        <Text as="span" variant="bodySm" tone="subdued">
          {[
            t("customers.named", { name: t("value.historic"), value: money(row.historicValueMinor) }),
            t("customers.named", { name: t("value.predicted"), value: estimate(row.predictedValueMinor) }),
          ].join(" · ")}
        </Text>
        <InlineStack gap="100">
          <TierBadge tier={row.tier} />
          <StageBadge stage={row.stage} />
        </InlineStack>
      </BlockStack>
    </div>
  );
}
