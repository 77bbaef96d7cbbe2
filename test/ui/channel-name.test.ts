import { describe, expect, it } from "vitest";
import { everyLanguage } from "#app/locales/every-language.ts";
import { channelCalled, channelName } from "#app/ui/channel-name.ts";

const [en, ko] = await everyLanguage();

describe("a channel", () => {
  it.each([
    ["web", "Online Store", "온라인 스토어"],
    ["pos", "Point of Sale", "매장 판매(POS)"],
    ["3890849", "Shop app", "Shop 앱"],
    ["1234567", "App 1234567", "앱 1234567"],
    ["Google Ads", "Google Ads", "Google Ads"],
    ["24seven", "24seven", "24seven"],
  ])("that Shopify calls %j is named %j, and %j in Korean", (channel, english, korean) => {
    expect([channelName(en!.t, channel), channelName(ko!.t, channel)]).toEqual([english, korean]);
    expect([channelCalled(en!.t, english), channelCalled(ko!.t, korean)]).toEqual([channel, channel]);
  });

  it("is known however its words are spelled, and in no other language's", () => {
    expect(channelCalled(en!.t, " online STORE")).toBe("web");
    expect(channelCalled(en!.t, "온라인 스토어")).toBe("온라인 스토어");
  });
});
