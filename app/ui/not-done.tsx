import { Banner, Text } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Undone } from "./answer-or.ts";

/** A button was pressed, and nothing came of it. It may stand far from the button: whoever pressed that is taken here. */
export function NotDone({ why }: { why: Undone }) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Newer browsers answer with a promise, which an effect may not hand on.
    void place.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div ref={place} role="alert" data-testid={why === "no-answer" ? "not-done" : "refused"}>
      {why === "no-answer" ? (
        <Banner tone="critical" title={t("unreachable.notDone")}>
          <Text as="p">{t("unreachable.notDoneMeaning")}</Text>
        </Banner>
      ) : (
        <Banner tone="critical">{why.refused}</Banner>
      )}
    </div>
  );
}
