import polaris from "@shopify/polaris/locales/ko.json" with { type: "json" };
import translation from "./ko.json" with { type: "json" };

export default { translation, polaris };
