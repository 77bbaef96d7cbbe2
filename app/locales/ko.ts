import polaris from "@shopify/polaris/locales/ko.json" with { type: "json" };
import translation from "./ko.json" with { type: "json" };

const { Badge } = polaris.Polaris;
/** Polaris names the tone of attention by the word for an addressee, which a screen reader reads out before a badge. */
const badge = { ...Badge, TONE_LABELS: { ...Badge.TONE_LABELS, attention: "주의" } };

export default { translation, polaris: { ...polaris, Polaris: { ...polaris.Polaris, Badge: badge } } };
