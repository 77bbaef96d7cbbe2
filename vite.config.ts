import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig, type Plugin } from "vite";

/** Components of Polaris that no page has. A Korean page is sent the words of the others alone: .8 KB less, compressed. */
const UNUSED = [
  "Autocomplete", "Avatar", "ContextualSaveBar", "DataTable", "DatePicker", "DiscardConfirmationModal", "Frame", "FullscreenBar", "Loading", "MediaCard", "TopBar",
  "VideoThumbnail",
];

const usedWords: Plugin = {
  name: "used-words",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("@shopify/polaris/locales/ko.json")) return null;
    const { Polaris: words } = JSON.parse(code) as { Polaris: Record<string, unknown> };
    return { code: JSON.stringify({ Polaris: Object.fromEntries(Object.entries(words).filter(([component]) => !UNUSED.includes(component))) }), map: null };
  },
};

export default defineConfig({
  plugins: [
    usedWords,
    remix({
      // Domains keep their own files; only these names in app/routes are routes.
      ignoredRouteFiles: ["**/.*"],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        // Shopify's bounce and redirect answers are Responses; single fetch would wrap them.
        v3_singleFetch: false,
        // Patching the route manifest needs sessionStorage, which browsers block inside the admin's frame.
        v3_lazyRouteDiscovery: false,
      },
    }),
  ],
  build: {
    // The admin's content security policy does not allow data: addresses everywhere.
    assetsInlineLimit: 0,
    // Browsers that the admin runs in know it, and it is a kilobyte less to send.
    target: "es2022",
  },
  // Found late, a dependency is re-bundled under the page's feet and React is loaded twice ("Invalid hook call").
  optimizeDeps: {
    include: [
      "@prisma/adapter-pg",
      "@prisma/client/runtime/client",
      "@remix-run/node",
      "@remix-run/react",
      "@shopify/app-bridge-react",
      "@shopify/polaris",
      "@shopify/polaris-icons",
      "@shopify/shopify-api",
      "@shopify/shopify-api/adapters/node",
      "@shopify/shopify-app-remix/adapters/node",
      "@shopify/shopify-app-remix/react",
      "@shopify/shopify-app-remix/server",
      "@visx/responsive",
      "@visx/shape",
      "i18next",
      "pg",
      "pino",
      "react",
      "react-dom/client",
      "react-i18next",
      "react/jsx-dev-runtime",
      "react/jsx-runtime",
      "zod",
    ],
  },
});
