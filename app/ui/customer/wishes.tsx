import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { OptOut } from "#app/customers/opt-out.ts";
import { CardSection } from "../card-section.tsx";
import { ChangeButton } from "../change-button.tsx";
import { useFormat } from "../use-format.ts";

export type WishesProps = {
  /** What the customer has objected to. */
  wishes: { kind: OptOut; since: string }[];
  /** A button was pressed and its answer is not here yet. */
  noting: boolean;
  /** Notes that the customer does not want to be sorted by a machine, or takes it back. */
  onNote: (out: boolean) => void;
};

/** Why the customer is neither scored nor tagged, where that is their wish; and where the merchant notes it. */
export function Wishes({ wishes, noting, onNote }: WishesProps) {
  const { t } = useTranslation();
  const { instant } = useFormat();
  const isNoted = wishes.some(({ kind }) => kind === "automated-decisions");
  return (
    <CardSection title={t("wishes.title")} testId="wishes">
      <BlockStack gap="200">
        {wishes.map(({ kind, since }) => (
          <Text as="p" key={kind}>
            {t(`wishes.${kind}`, { since: instant(since) })}
          </Text>
        ))}
        <Text as="p" tone="subdued">
          {wishes.length > 0 ? t("wishes.leftOut") : t("wishes.none")}
        </Text>
        <InlineStack>
          <ChangeButton onClick={() => onNote(!isNoted)} loading={noting}>
            {isNoted ? t("wishes.takeBack") : t("wishes.note")}
          </ChangeButton>
        </InlineStack>
      </BlockStack>
    </CardSection>
  );
}
