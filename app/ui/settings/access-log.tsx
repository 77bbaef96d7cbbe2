import { Link, Pagination, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { LookedAt } from "#app/customers/looked-at.ts";
import { CardSection } from "../card-section.tsx";
import { Moment } from "../moment.tsx";
import { NumberTable } from "../number-table.tsx";
import { useStaffWords } from "../use-staff-words.ts";
import { OneCustomer } from "./one-customer.tsx";

export type AccessLogProps = {
  /** The newest first. */
  looks: { id: string; at: string; staffId: string | null; what: LookedAt; customerId: string | null }[];
  hasNewer: boolean;
  hasOlder: boolean;
  /** Whose page this is. */
  reader: string;
  /** Whom they are narrowed to; null: everybody. */
  customerId: string | null;
  /** To other looks, as their place in the page's address. */
  onGo: (place: Record<string, string>) => void;
};

/** Who looked at customers' data here, when and at what. */
export function AccessLog({ looks, hasNewer, hasOlder, customerId, reader, onGo }: AccessLogProps) {
  const { t } = useTranslation();
  const whose = useStaffWords(reader);
  const ofOne: Record<string, string> = customerId === null ? {} : { customer: customerId };
  const first = looks.at(0);
  const last = looks.at(-1);
  return (
    <CardSection title={t("looks.title")} testId="access-log">
      <Text as="p">{t("looks.meaning")}</Text>
      <OneCustomer customerId={customerId} onNarrow={(id) => onGo(id === null ? {} : { customer: id })} />
      {looks.length === 0 ? (
        <Text as="p" tone="subdued">
          {customerId === null ? t("looks.none") : t("looks.noneOfOne")}
        </Text>
      ) : (
        <NumberTable
          title={t("looks.title")}
          words={[0, 1, 2]}
          headings={[t("looks.at"), t("looks.who"), t("looks.what"), t("looks.whose")]}
          rows={looks.map(({ at, staffId, what, customerId }) => [
            <Moment key="at" at={at} />,
            whose(staffId),
            t(`lookedAt.${what}`),
            customerId === null ? null : <Link url={`/app/customers/${customerId}`}>{customerId}</Link>,
          ])}
        />
      )}
      {(hasNewer || hasOlder) && (
        <Pagination
          accessibilityLabel={t("looks.pages")}
          hasPrevious={hasNewer && first !== undefined}
          previousTooltip={t("looks.newer")}
          onPrevious={() => first && onGo({ ...ofOne, newer: first.id })}
          hasNext={hasOlder && last !== undefined}
          nextTooltip={t("looks.older")}
          onNext={() => last && onGo({ ...ofOne, older: last.id })}
        />
      )}
    </CardSection>
  );
}
