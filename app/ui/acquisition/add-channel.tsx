import { TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LONGEST_CHANNEL } from "#app/acquisition/spend.ts";
import { ChangeButton } from "../change-button.tsx";
import { useMay } from "../use-reader.ts";

/** A column for a channel that has none yet. */
export function AddChannel({ onAdd }: { onAdd: (name: string) => void }) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  const [name, setName] = useState("");
  const add = () => {
    onAdd(name.trim());
    setName("");
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") add();
      }}
      style={{ maxWidth: "24rem" }}
    >
      <TextField
        label={t("costs.addChannel")}
        helpText={t("costs.addChannelMeaning")}
        disabled={!mayChange}
        value={name}
        onChange={setName}
        maxLength={LONGEST_CHANNEL}
        autoComplete="off"
        connectedRight={
          <ChangeButton submit disabled={name.trim() === ""}>
            {t("costs.add")}
          </ChangeButton>
        }
      />
    </form>
  );
}
