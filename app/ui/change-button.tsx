import { Button, type ButtonProps } from "@shopify/polaris";
import { useMay } from "./use-reader.ts";

/** A button that changes something: not for those who may only look (ReadOnlyNote says why). */
export function ChangeButton({ disabled, ...button }: ButtonProps) {
  const mayChange = useMay("write_customers");
  return <Button {...button} disabled={disabled || !mayChange} />;
}
