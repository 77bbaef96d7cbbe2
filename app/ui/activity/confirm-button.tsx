import { BlockStack, Modal, Text } from "@shopify/polaris";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ChangeButton } from "../change-button.tsx";

export type ConfirmButtonProps = {
  /** On the button, and as the title of what it opens. */
  label: string;
  /** What will happen, a paragraph each. */
  meaning: string[];
  tone?: "critical";
  variant?: "plain";
  disabled: boolean;
  /** For who hears the button without its row. */
  spoken?: string;
  /** Below the meaning, and what is to be fetched for it. */
  children?: ReactNode;
  onOpen?: () => void;
  onConfirm: () => void;
};

/** A button whose deed is told of before it is done. */
export function ConfirmButton({ label, meaning, tone, variant, disabled, spoken, children, onOpen, onConfirm }: ConfirmButtonProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const begin = () => {
    setOpen(true);
    onOpen?.();
  };
  const close = () => setOpen(false);
  const confirm = () => {
    close();
    onConfirm();
  };
  return (
    <>
      <ChangeButton tone={tone} variant={variant} disabled={disabled} accessibilityLabel={spoken} onClick={begin}>
        {label}
      </ChangeButton>
      <Modal
        open={open}
        onClose={close}
        title={label}
        primaryAction={{ content: label, destructive: tone === "critical", onAction: confirm }}
        secondaryActions={[{ content: t("activity.cancel"), onAction: close }]}
      >
        <Modal.Section>
          <BlockStack gap="200">
            {meaning.map((text) => (
              <Text as="p" key={text}>
                {text}
              </Text>
            ))}
            {children}
          </BlockStack>
        </Modal.Section>
      </Modal>
    </>
  );
}
