import { BlockStack, Button, TextField } from "@shopify/polaris";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

type RangeFieldsProps = {
  type: "date" | "number";
  labels: { from: string; to: string };
  from: string;
  to: string;
  /** The currency of amounts. */
  prefix?: string;
  onApply: (range: { from: string; to: string }) => void;
};

/** Two ends of which either may stay open. They are asked for together: half a range would be a list nobody wants. */
export function RangeFields({ type, labels, prefix, onApply, ...given }: RangeFieldsProps) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(given.from);
  const [to, setTo] = useState(given.to);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onApply({ from, to });
  };
  return (
    <form onSubmit={submit}>
      <BlockStack gap="200">
        <TextField type={type} label={labels.from} prefix={prefix} value={from} onChange={setFrom} autoComplete="off" />
        <TextField type={type} label={labels.to} prefix={prefix} value={to} onChange={setTo} autoComplete="off" />
        <Button submit>{t("customers.apply")}</Button>
      </BlockStack>
    </form>
  );
}
