import { SaveBar } from "@shopify/app-bridge-react";
import { useTranslation } from "react-i18next";

type EditorBarProps = { /** Of the page. */ id: string; isChanged: boolean; sending: boolean; onSave: () => void; onDiscard: () => void };

/** The admin's own bar for what is not saved yet. */
export function EditorBar({ id, isChanged, sending, onSave, onDiscard }: EditorBarProps) {
  const { t } = useTranslation();
  return (
    <SaveBar id={id} open={isChanged}>
      <button type="button" variant="primary" loading={sending ? "" : undefined} onClick={onSave}>
        {t("editor.save")}
      </button>
      <button type="button" disabled={sending} onClick={onDiscard}>
        {t("editor.discard")}
      </button>
    </SaveBar>
  );
}
