/* The admin's address bar, navigation and title bar follow the app: <ui-nav-menu>, <s-app-nav>, <ui-title-bar>. */
(() => {
  const { tell, on } = window.appBridgeStandIn;

  function tellWhere() {
    tell("navigated", { path: location.pathname, search: location.search, title: document.title });
  }

  for (const method of ["pushState", "replaceState"]) {
    const natively = history[method].bind(history);
    history[method] = (...state) => {
      natively(...state);
      tellWhere();
    };
  }
  window.addEventListener("popstate", tellWhere);

  /* Routers listen for this event and read the address off its target; so there must be a link to fire it on. */
  on("navigate", ({ path }) => {
    const link = document.createElement("a");
    link.href = path;
    link.hidden = true;
    document.body.append(link);
    link.dispatchEvent(new CustomEvent("shopify:navigate", { bubbles: true }));
    link.remove();
  });

  /* An element that is not seen in the app; the admin page draws what it describes, and again when it changes. */
  class DescribedElement extends HTMLElement {
    #watch = new MutationObserver(() => this.describe());

    connectedCallback() {
      this.#watch.observe(this, { subtree: true, childList: true, attributes: true, characterData: true });
      this.describe();
    }

    disconnectedCallback() {
      this.#watch.disconnect();
      this.forget();
    }
  }

  class NavMenu extends DescribedElement {
    describe() {
      const links = Array.from(this.querySelectorAll("[href]"));
      tell("nav-menu", {
        items: links
          .filter((link) => link.getAttribute("rel") !== "home")
          .map((link) => ({ label: link.textContent.trim(), path: link.getAttribute("href") })),
      });
    }

    forget() {
      tell("nav-menu", { items: [] });
    }
  }

  let bars = 0;

  class TitleBar extends DescribedElement {
    #id = ++bars;

    describe() {
      if (this.closest("ui-modal") !== null) return;
      this.controls = Array.from(this.querySelectorAll("button, a"));
      tell("title-bar", {
        bar: this.#id,
        title: this.getAttribute("title") ?? document.title,
        controls: this.controls.map((control) => ({
          label: control.textContent.trim(),
          variant: control.getAttribute("variant") ?? "",
          tone: control.getAttribute("tone") ?? "",
          disabled: control.disabled === true,
        })),
      });
      current = this;
    }

    forget() {
      if (current !== this) return;
      current = null;
      tell("title-bar", { bar: this.#id, title: null, controls: [] });
    }
  }

  let current = null;
  on("title-bar-click", ({ control }) => current?.controls[control]?.click());

  customElements.define("ui-nav-menu", NavMenu);
  customElements.define("s-app-nav", class extends NavMenu {});
  customElements.define("ui-title-bar", TitleBar);

  /* A style element would be in the way of React's hydration of <head>. */
  const hidden = new CSSStyleSheet();
  hidden.replaceSync("ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar, ui-modal { display: none !important; }");
  document.adoptedStyleSheets.push(hidden);

  window.addEventListener("DOMContentLoaded", tellWhere);
})();
