/** The house (docs/architecture.md) as code. Data flows down this list; a domain imports only from those above it. */
const DOMAINS = ["shops", "customers", "orders", "scoring", "segments", "tags", "reach", "insights", "acquisition", "compliance"];
const BEDROCK = "^app/(math|money|time)/";
const ADAPTERS = "^app/(csv|db|ops|queue|shopify)/|^app/(env|log|deps)\\.server";
const ENTRY = "^app/(routes|views|ui|cli)/|^app/(composition|worker|shopify-app|admit|webhook-topics|receive-webhook|root|entry)";

const domainRules = DOMAINS.slice(0, -1).map((domain, index) => ({
  name: `${domain}-is-upstream`,
  severity: "error",
  from: { path: `^app/${domain}/` },
  to: { path: `^app/(${DOMAINS.slice(index + 1).join("|")})/` },
}));

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-missing-modules", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "pure-never-imports-server",
      comment: "No `.server` suffix means no IO: such a file may not reach one that has it, except for types.",
      severity: "error",
      from: { path: "^app/", pathNot: ["\\.server\\.tsx?$", "^app/routes/", "^app/(root|entry)", "^app/db/generated/"] },
      to: { path: "\\.server\\.tsx?$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "bedrock-knows-nothing",
      comment: "math, money and time import only each other.",
      severity: "error",
      from: { path: BEDROCK },
      to: { pathNot: BEDROCK },
    },
    {
      name: "clv-stands-on-bedrock",
      comment: "The models see numbers: never a database, a shop or a package.",
      severity: "error",
      from: { path: "^app/clv/" },
      to: { pathNot: ["^app/clv/", BEDROCK] },
    },
    {
      name: "prisma-only-in-the-database-floor",
      comment: "The generated client's types are for repositories and views; everyone else is handed a transaction.",
      severity: "error",
      from: { path: "^app/", pathNot: ["^app/db/", "\\.repo\\.server\\.ts$", "^app/views/"] },
      to: { path: "^app/db/generated/|(^|/)@prisma/" },
    },
    {
      name: "adapters-know-no-domain",
      severity: "error",
      from: { path: ADAPTERS },
      to: { path: `^app/(${DOMAINS.join("|")}|clv)/|${ENTRY}` },
    },
    {
      name: "domains-reach-no-entry-point",
      severity: "error",
      from: { path: `^app/(${DOMAINS.join("|")})/` },
      to: { path: ENTRY },
    },
    {
      name: "app-never-knows-the-sandbox",
      comment: "The app runs in the sandbox as it runs in production.",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^(sandbox|scripts|bench|test)/" },
    },
    {
      name: "sandbox-knows-shopify-not-us",
      comment: "It may draw customers with our models and read an orders export; of the app's own ways it knows nothing.",
      severity: "error",
      from: { path: "^sandbox/" },
      to: { path: "^app/", pathNot: ["^app/(clv|csv|math|money|time)/"] },
    },
    {
      name: "ui-is-handed-its-data",
      comment: "Components take plain props: no views, no adapters, no routes.",
      severity: "error",
      from: { path: "^app/ui/" },
      to: { path: "^app/(routes|db|shopify|queue)/|^app/(composition|worker|env)|\\.server\\.tsx?$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "views-only-read",
      comment: "A view shapes one page from the database. It starts no work and calls no shop.",
      severity: "error",
      from: { path: "^app/views/" },
      to: { path: "^app/(routes|ui|queue|shopify)/|^app/(composition|worker)" },
    },
    {
      name: "routes-never-touch-the-database",
      severity: "error",
      from: { path: "^app/routes/" },
      to: { path: ["^app/db/", "\\.repo\\.server\\.ts$"] },
    },
    ...domainRules,
  ],
  options: {
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^app/(db|shopify)/generated/" },
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
  },
};
