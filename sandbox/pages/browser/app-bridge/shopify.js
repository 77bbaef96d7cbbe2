/* `window.shopify` itself. Whatever it lacks fails loudly, by name. */
(() => {
  const { ask, config, embedded, idToken, leaveConfirmation, on, tell, unsupported } = window.appBridgeStandIn;

  const toasts = new Map();
  let lastToast = 0;
  on("toast-action", ({ id }) => toasts.get(id)?.onAction?.());
  on("toast-dismiss", ({ id }) => {
    toasts.get(id)?.onDismiss?.();
    toasts.delete(id);
  });

  const toast = {
    show(message, options = {}) {
      const id = `toast-${++lastToast}`;
      toasts.set(id, options);
      tell("toast-show", { id, message: String(message), isError: options.isError === true, action: options.action, duration: options.duration ?? 5_000 });
      return id;
    },
    hide(id) {
      tell("toast-hide", { id });
    },
  };

  function element(id, name) {
    const found = document.getElementById(id);
    if (found?.localName !== name) throw new Error(`There is no <${name}> with the id "${id}" on this page.`);
    return found;
  }

  const opening = (name) => ({
    show: (id) => element(id, name).show(),
    hide: (id) => element(id, name).hide(),
    toggle: (id) => element(id, name).toggle(),
  });

  let onSupport = null;
  on("support", () => onSupport?.());

  const surface = {
    config,
    origin: location.origin,
    ready: Promise.resolve(),
    environment: { mobile: false, embedded, pos: false, intent: false },
    loading: (isLoading = true) => tell("loading", { isLoading: Boolean(isLoading) }),
    idToken,
    user: () => ask("user"),
    toast,
    modal: opening("ui-modal"),
    saveBar: { ...opening("ui-save-bar"), leaveConfirmation },
    intents: {
      request: { value: null, subscribe: () => () => {} },
      invoke: () => unsupported("shopify.intents.invoke"),
      register: () => unsupported("shopify.intents.register"),
    },
    /* The stand-in measures nothing, as Shopify reports nothing for most page views. */
    webVitals: { onReport: async () => {} },
    support: {
      async registerHandler(handler) {
        onSupport = handler;
        tell("support", { offered: handler !== null });
      },
    },
    reviews: {
      request: async () => ({ success: false, code: "merchant-ineligible", message: "The sandbox's merchant cannot review apps." }),
    },
    scopes: {
      query: () => ask("scopes"),
      request: () => unsupported("shopify.scopes.request"),
      revoke: () => unsupported("shopify.scopes.revoke"),
    },
    app: { extensions: async () => [] },
    shopifyQL: { available: async () => false },
  };

  /* `then`: a promise that resolves to `shopify` asks for it. */
  window.shopify = new Proxy(surface, {
    get: (target, name) =>
      typeof name === "symbol" || name === "then" || name in target ? target[name] : unsupported(`shopify.${name}`),
  });

  customElements.define(
    "s-app-window",
    class extends HTMLElement {
      connectedCallback() {
        unsupported("<s-app-window>");
      }
    },
  );
})();
