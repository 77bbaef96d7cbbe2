import { Await } from "@remix-run/react";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";

/** Names by customer id as Shopify gave them, or the news that it gave none. */
export type LiveNames = { status: "read"; data: Record<string, string> } | { status: "unavailable" };

type CustomerNameProps = { id: string; names: Promise<LiveNames> };

/** The customer's name once Shopify has told it; the number until then, and where it does not. */
export function CustomerName({ id, names }: CustomerNameProps) {
  const { t } = useTranslation();
  const number = t("customer.number", { id });
  return (
    <Suspense fallback={number}>
      <Await resolve={names} errorElement={number}>
        {(live) => (live.status === "read" && live.data[id]) || number}
      </Await>
    </Suspense>
  );
}
