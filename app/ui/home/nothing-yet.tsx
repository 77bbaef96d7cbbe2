import { BlockStack, Card, InlineStack, Spinner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ChangeButton } from "../change-button.tsx";

type NothingYetProps = {
  waiting: "for-orders" | "for-scores" | "no-orders";
  /** Imports rest until the merchant says otherwise. */
  isPaused: boolean;
  sending: boolean;
  onImport: () => void;
};

/** The page before there is anything to show: what it waits for. */
export function NothingYet({ waiting, isPaused, sending, onImport }: NothingYetProps) {
  const { t } = useTranslation();
  return (
    <div data-testid={`waiting-${waiting}`}>
      <Card>
        <BlockStack gap="200" inlineAlign="start">
          <InlineStack gap="200" blockAlign="center" wrap={false}>
            {waiting !== "no-orders" && <Spinner size="small" />}
            <Text as="h2" variant="headingMd">
              {t(`waiting.${waiting}`)}
            </Text>
          </InlineStack>
          <Text as="p">{t(`waiting.${waiting}-meaning`)}</Text>
          {waiting === "no-orders" && (
            <ChangeButton onClick={onImport} disabled={sending || isPaused}>
              {t("waiting.look")}
            </ChangeButton>
          )}
        </BlockStack>
      </Card>
    </div>
  );
}
