import { Button, Form, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { customerNumber } from "./customer-number.ts";

type OneCustomerProps = {
  /** Whom the list is narrowed to; null: everybody. */
  customerId: string | null;
  onNarrow: (customerId: string | null) => void;
};

/** Narrows the list of looks to one customer, and widens it again. */
export function OneCustomer({ customerId, onNarrow }: OneCustomerProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const narrow = () => {
    const number = customerNumber(typed);
    setWrong(number === null);
    if (number !== null) onNarrow(number);
  };
  if (customerId !== null) {
    return (
      <InlineStack gap="200" blockAlign="center">
        <Text as="p">{t("looks.only", { id: customerId })}</Text>
        <Button onClick={() => onNarrow(null)}>{t("looks.everybody")}</Button>
      </InlineStack>
    );
  }
  return (
    <Form onSubmit={narrow}>
      <TextField
        label={t("looks.ofOne")}
        helpText={t("looks.ofOneHelp")}
        value={typed}
        onChange={setTyped}
        error={wrong ? t("looks.noNumber") : undefined}
        autoComplete="off"
        connectedRight={<Button submit>{t("looks.narrow")}</Button>}
      />
    </Form>
  );
}
