import { describe, expect, it } from "vitest";
import { parseCustomersQuery, placeToText } from "#app/views/customers-query.ts";

const parse = (params: string) => parseCustomersQuery(new URLSearchParams(params));

describe("parseCustomersQuery", () => {
  it("starts with the most valuable customers", () => {
    expect(parse("")).toEqual({
      search: "", tiers: [], stages: [], channel: null, country: null, firstProduct: null, lastFrom: null, lastTo: null, least: null, most: null,
      consent: null, sort: "lifetime-value", direction: "desc", from: null,
    });
  });

  it("reads every filter", () => {
    expect(parse("tier=high,vip&stage=lapsed&channel=web%20shop&country=SE&product=12&from=2026-01-02&to=2026-03-04&min=-5&max=900&consent=sms")).toMatchObject({
      tiers: ["vip", "high"], stages: ["lapsed"], channel: "web shop", country: "SE", firstProduct: "12", lastFrom: "2026-01-02", lastTo: "2026-03-04",
      least: -5, most: 900, consent: "sms",
    });
  });

  it("takes what is none for no filter", () => {
    expect(parse("country=Sweden&product=-1&from=2026-02-30&to=yesterday&min=1.5&max=9999999999999999999")).toMatchObject({
      country: null, firstProduct: null, lastFrom: null, lastTo: null, least: null, most: null,
    });
  });

  it("reads what a place was written as", () => {
    const place = { value: "-250", customerId: 12n };
    expect(parse(`after=${placeToText(place)}`).from).toEqual({ side: "after", place });
    const day = { value: "2026-11-20", customerId: 7n };
    expect(parse(`sort=last-order&before=${placeToText(day)}`).from).toEqual({ side: "before", place: day });
  });

  it.each(["after=2026-11-20_7", "after=1", "after=1_2_3", "after=_", "before=1;DROP_2", "sort=last-order&after=12_7", "sort=last-order&after=2026-13-01_7"])(
    "takes %j for no place in this list",
    (params) => expect(parse(params).from).toBeNull(),
  );

  it("ignores segments and sorts that do not exist", () => {
    expect(parse("tier=gold&stage=asleep&sort=name&dir=up")).toMatchObject({
      tiers: [], stages: [], sort: "lifetime-value", direction: "desc",
    });
  });

  it("cuts what is searched for to a length that Shopify takes", () => {
    expect(parse(`q=%20${"a".repeat(500)}`).search).toHaveLength(200);
  });
});
