import { useTranslation } from "react-i18next";
import type { Channel } from "#app/acquisition/channel.ts";
import { channelName } from "../channel-name.ts";

/** What a channel is called, also where none is known. */
export function useChannelLabel(): (channel: Channel) => string {
  const { t } = useTranslation();
  return (channel) => (channel.kind === "named" ? channelName(t, channel.name) : t(`acquisition.${channel.kind}`));
}
