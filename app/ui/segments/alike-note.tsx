import { Banner, List } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Alike } from "#app/segments/find-alike.ts";
import { useFormat } from "../use-format.ts";

/** Neighbours whose customers are worth the same, as far as can be told: two tags where one would do. */
export function AlikeNote({ alike }: { alike: Alike[] }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const nameOf = (it: Alike, index: 0 | 1) => (it.dimension === "value" ? t(`tier.${it.segments[index]}`) : t(`stage.${it.segments[index]}`));
  if (alike.length === 0) return null;
  return (
    <div data-testid="alike">
      <Banner tone="info" title={t("alike.title")}>
        <List>
          {alike.map((it) => (
            <List.Item key={it.segments.join()}>
              {t("alike.pair", { first: nameOf(it, 0), second: nameOf(it, 1), n: count(it.customers[0]), m: count(it.customers[1]) })}
            </List.Item>
          ))}
        </List>
      </Banner>
    </div>
  );
}
