import translation from "./en.json" with { type: "json" };

/** Polaris's English comes with its provider. */
export default { translation };
