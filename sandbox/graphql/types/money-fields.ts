import { formatDecimal } from "../../money.ts";
import { type Caller, type Fields, plain, type Resolve } from "../fields.ts";

type Money = { amount: string; currencyCode: string };

export function money(amountMinor: number, caller: Caller): Money {
  const currencyCode = caller.world.store.shop().currency;
  return { amount: formatDecimal(amountMinor, currencyCode), currencyCode };
}

/** A field holding money, from its amount. The sandbox's shop sells in one currency, so both sides of a `MoneyBag` agree. */
export function moneyOf<Source>(amountOf: (source: Source) => number): Resolve<Source> {
  return (source, _args, caller) => money(amountOf(source), caller);
}

export const moneyBagFields: Fields<Money> = { shopMoney: (bag) => bag, presentmentMoney: (bag) => bag };

export const moneyFields = plain("amount", "currencyCode");
