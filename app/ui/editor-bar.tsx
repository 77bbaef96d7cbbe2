import { SaveBar } from "@shopify/app-bridge-react";
import { useTranslation } from "react-i18next";
import { useMay } from "./use-reader.ts";

type EditorBarProps = { /** Of the page. */ id: string; isChanged: boolean; sending: boolean; onSave: () => void; onDiscard: () => void };

/** The admin's own bar for what is not saved yet. */
export function EditorBar({ id, isChanged, sending, onSave, onDiscard }: EditorBarProps) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  return (
    <SaveBar id={id} open={isChanged}>
      <button type="button" variant="primary" loading={sending ? "" : undefined} disabled={!mayChange} onClick={onSave}>
        {t("editor.save")}
      </button>
      <button type="button" disabled={sending} onClick={onDiscard}>
        {t("editor.discard")}
      </button>
    </SaveBar>
  );
}
