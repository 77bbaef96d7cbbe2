/* The line to the admin page that embeds the app, and what the other parts of the stand-in share. */
(() => {
  const admin = window.parent === window ? null : window.parent;
  const waiting = new Map();
  const listeners = new Map();
  let lastId = 0;

  function tell(type, detail = {}) {
    admin?.postMessage({ fromApp: type, ...detail }, location.origin);
  }

  function ask(type) {
    if (admin === null) {
      return Promise.reject(new Error(`App Bridge has no admin to ask for "${type}": this page is not embedded.`));
    }
    return new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      tell(type, { id });
    });
  }

  function on(type, listener) {
    listeners.set(type, listener);
  }

  function unsupported(what) {
    const message = `The sandbox's App Bridge stand-in does not play ${what}.`;
    tell("unsupported", { message });
    throw new Error(message);
  }

  window.addEventListener("message", ({ source, origin, data }) => {
    if (source !== admin || origin !== location.origin) return;
    if (data.answerTo !== undefined) {
      const { resolve, reject } = waiting.get(data.answerTo);
      waiting.delete(data.answerTo);
      if (data.error === undefined) resolve(data.value);
      else reject(new Error(data.error));
    } else if (data.fromAdmin !== undefined) {
      listeners.get(data.fromAdmin)?.(data);
    }
  });

  tell("started");

  const address = new URLSearchParams(location.search);
  window.appBridgeStandIn = {
    tell,
    ask,
    on,
    unsupported,
    embedded: admin !== null,
    config: {
      apiKey:
        document.currentScript?.dataset.apiKey ??
        document.querySelector('meta[name="shopify-api-key"]')?.getAttribute("content") ??
        unsupported("a page without an API key (data-api-key, or meta shopify-api-key)"),
      shop: address.get("shop") ?? undefined,
      host: address.get("host") ?? undefined,
      locale: address.get("locale") ?? "en",
    },
  };
})();
