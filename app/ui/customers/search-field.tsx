import { Button, TextField } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../use-reader.ts";

type SearchFieldProps = { search: string; onSearch: (words: string) => void };

/** Searches when it is submitted, not at every letter: some searches ask Shopify. */
export function SearchField({ search, onSearch }: SearchFieldProps) {
  const { t } = useTranslation();
  const seesCustomers = useMay("read_customers");
  const [typed, setTyped] = useState(search);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(typed.trim());
  };
  return (
    <search>
      <form onSubmit={submit}>
        <TextField
          label={t("customers.search")}
          placeholder={seesCustomers ? t("customers.searchExample") : t("customers.searchExampleNumbers")}
          value={typed}
          onChange={setTyped}
          clearButton
          onClearButtonClick={() => onSearch("")}
          autoComplete="off"
          connectedRight={<Button submit icon={SearchIcon} accessibilityLabel={t("customers.find")} size="large" />}
        />
      </form>
    </search>
  );
}
