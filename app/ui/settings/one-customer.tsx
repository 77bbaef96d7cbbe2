import { BlockStack, Button, Form, InlineStack, Text, TextField } from "@shopify/polaris";
import { useRef, useState } from "react";
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
  const [wrong, setWrong] = useState<string | null>(null);
  const field = useRef<HTMLDivElement>(null);
  const narrow = () => {
    const number = customerNumber(typed);
    setWrong(number === null ? typed : null);
    if (number !== null) onNarrow(number);
  };
  const widen = () => {
    // The button goes with what it undoes: who pressed it by keyboard would stand nowhere.
    field.current?.querySelector("input")?.focus();
    onNarrow(null);
  };
  return (
    <BlockStack gap="200">
      <Form onSubmit={narrow}>
        <div ref={field}>
          <TextField
            label={t("looks.ofOne")}
            helpText={t("looks.ofOneHelp")}
            value={typed}
            onChange={setTyped}
            error={wrong === null ? undefined : t("looks.noNumber", { typed: wrong })}
            autoComplete="off"
            connectedRight={<Button submit>{t("looks.narrow")}</Button>}
          />
        </div>
      </Form>
      <InlineStack gap="200" blockAlign="center">
        <output>{customerId !== null && <Text as="span">{t("looks.only", { id: customerId })}</Text>}</output>
        {customerId !== null && <Button onClick={widen}>{t("looks.everybody")}</Button>}
      </InlineStack>
    </BlockStack>
  );
}
