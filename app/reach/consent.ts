import type { Contact } from "./read-contacts.server.ts";

export const CONSENT_WAYS = ["email", "sms"] as const;
export type ConsentWay = (typeof CONSENT_WAYS)[number];

export function isSubscribed({ emailConsent, smsConsent }: Pick<Contact, "emailConsent" | "smsConsent">, way: ConsentWay): boolean {
  return (way === "email" ? emailConsent : smsConsent) === "SUBSCRIBED";
}
