import { BlockStack, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CardSection } from "../card-section.tsx";
import { CustomerName } from "../customer-name.tsx";
import { SegmentChange, type SegmentChangeProps } from "../segment-change.tsx";
import { useFormat } from "../use-format.ts";
import { type LiveNames, useLiveNames } from "../use-live-names.ts";

type Move = { id: string; customerId: string; movedAt: string } & SegmentChangeProps;

export type RecentMovesProps = { moves: Move[]; names: Promise<LiveNames> };

export function RecentMoves({ moves, ...asked }: RecentMovesProps) {
  const { t } = useTranslation();
  const names = useLiveNames(asked.names);
  const { instant } = useFormat();
  return (
    <CardSection title={t("home.moves")} testId="moves">
      {moves.length === 0 && (
        <Text as="p" tone="subdued">
          {t("home.noMoves")}
        </Text>
      )}
      {moves.map((move) => (
        <BlockStack key={move.id} gap="200">
          <Divider />
          <InlineStack align="space-between" gap="200">
            <BlockStack>
              <Link url={`/app/customers/${move.customerId}`} removeUnderline>
                <CustomerName id={move.customerId} names={names} />
              </Link>
              <Text as="span" variant="bodySm" tone="subdued">
                {instant(move.movedAt)}
              </Text>
            </BlockStack>
            <SegmentChange {...move} />
          </InlineStack>
        </BlockStack>
      ))}
    </CardSection>
  );
}
