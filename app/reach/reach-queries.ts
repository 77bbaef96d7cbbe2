import { carries } from "../tags/segment-query.ts";

/** In Shopify's segment language: who carries a tag, and who of them has subscribed to e-mail and to SMS. */
export function reachQueries(tag: string): { customers: string; email: string; sms: string } {
  const customers = carries(tag);
  return {
    customers,
    email: `${customers} AND email_subscription_status = 'SUBSCRIBED'`,
    sms: `${customers} AND sms_subscription_status = 'SUBSCRIBED'`,
  };
}
