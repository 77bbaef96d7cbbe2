import { BlockStack, Button, InlineStack, Spinner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SupposedInput } from "#app/tags/supposed.ts";
import { NoFile } from "../no-file.tsx";
import { NotDone } from "../not-done.tsx";
import { ConfirmButton, type ConfirmButtonProps } from "./confirm-button.tsx";
import { Foreseen } from "./foreseen.tsx";
import type { Look } from "./use-look.ts";

type ForeseenButtonProps = Omit<ConfirmButtonProps, "children" | "onOpen"> & {
  /** What the button has the shop's writing aim at. */
  at: SupposedInput;
  look: Look;
};

/** A button whose deed is counted before it is done, customer by customer where that is wanted. */
export function ForeseenButton({ at, look, ...button }: ForeseenButtonProps) {
  const { t } = useTranslation();
  const { seen, isLooking, notDone, noFile } = look;
  // What was seen may be of another button's, and is until the answer is here.
  const own = !isLooking && seen !== null && new URLSearchParams(seen.at).toString() === new URLSearchParams(at).toString() ? seen : null;
  return (
    <ConfirmButton {...button} onOpen={() => look.onLook(at)}>
      <div aria-live="polite" data-testid="foreseen">
        <BlockStack gap="200">
          {notDone && <NotDone why={notDone} />}
          {!notDone && !own && (
            <InlineStack gap="200">
              <Spinner size="small" />
              <Text as="p">{t("preview.looking")}</Text>
            </InlineStack>
          )}
          {own && <Foreseen {...own} />}
          {noFile && <NoFile why={noFile} />}
        </BlockStack>
      </div>
      <InlineStack>
        <Button onClick={() => look.onDownload(at)}>{t("activity.dryRun.download")}</Button>
      </InlineStack>
    </ConfirmButton>
  );
}
