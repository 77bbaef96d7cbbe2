import { SaveBar } from "@shopify/app-bridge-react";
import { useTranslation } from "react-i18next";

type EditorBarProps = { isChanged: boolean; sending: boolean; onSave: () => void; onDiscard: () => void };

/** The admin's own bar for what is not saved yet. */
export function EditorBar({ isChanged, sending, onSave, onDiscard }: EditorBarProps) {
  const { t } = useTranslation();
  return (
    <SaveBar id="segments-save-bar" open={isChanged}>
      <button type="button" variant="primary" loading={sending ? "" : undefined} onClick={onSave}>
        {t("editor.save")}
      </button>
      <button type="button" disabled={sending} onClick={onDiscard}>
        {t("editor.discard")}
      </button>
    </SaveBar>
  );
}
