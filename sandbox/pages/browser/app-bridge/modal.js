/* <ui-modal>: a dialog inside the app's frame. (Shopify draws it over the whole admin; what an app sees is the same.) */
(() => {
  const { unsupported } = window.appBridgeStandIn;

  class Modal extends HTMLElement {
    #dialog = document.createElement("dialog");
    #heading = document.createElement("h2");
    #actions = document.createElement("footer");
    #frame = null;

    content = document.createElement("div");

    constructor() {
      super();
      this.#dialog.append(this.#heading, this.content, this.#actions);
      this.#dialog.addEventListener("close", () => {
        this.#dialog.remove();
        this.dispatchEvent(new Event("hide"));
      });
    }

    get variant() {
      return this.getAttribute("variant") ?? "base";
    }

    set variant(wanted) {
      this.setAttribute("variant", wanted);
    }

    get src() {
      return this.getAttribute("src") ?? undefined;
    }

    set src(address) {
      this.setAttribute("src", address);
    }

    get contentWindow() {
      return this.#frame?.contentWindow ?? null;
    }

    disconnectedCallback() {
      if (this.#dialog.open) this.#dialog.close();
    }

    async show() {
      if (this.#dialog.open) return;
      if (this.querySelector("ui-save-bar") !== null) unsupported("a save bar inside a modal");
      this.#dialog.className = `app-bridge-modal ${this.variant}`;
      this.#fill();
      document.body.append(this.#dialog);
      this.#dialog.showModal();
      this.dispatchEvent(new Event("show"));
    }

    async hide() {
      this.#dialog.close();
    }

    async toggle() {
      await (this.#dialog.open ? this.hide() : this.show());
    }

    #fill() {
      const bar = this.querySelector("ui-title-bar");
      this.#heading.textContent = bar?.getAttribute("title") ?? document.title;
      this.#actions.replaceChildren(...Array.from(bar?.querySelectorAll("button") ?? [], mirrored));
      if (this.src !== undefined) {
        this.#frame = document.createElement("iframe");
        this.#frame.src = this.src;
        this.content.replaceChildren(this.#frame);
        return;
      }
      /* React draws into `content` itself; plain markup is shown as a copy. */
      if (this.content.childNodes.length > 0) return;
      for (const child of this.children) {
        if (child !== bar && child.childNodes.length > 0) this.content.append(child.cloneNode(true));
      }
    }
  }

  function mirrored(button) {
    const copy = document.createElement("button");
    copy.textContent = button.textContent;
    copy.disabled = button.disabled;
    copy.className = button.getAttribute("variant") ?? "";
    copy.addEventListener("click", () => button.click());
    return copy;
  }

  customElements.define("ui-modal", Modal);

  const style = new CSSStyleSheet();
  style.replaceSync(`
    .app-bridge-modal { width: min(620px, 94vw); padding: 16px; border: 0; border-radius: 12px; }
    .app-bridge-modal.small { width: min(380px, 94vw); }
    .app-bridge-modal.large { width: min(980px, 94vw); }
    .app-bridge-modal.max { width: 98vw; height: 96vh; }
    .app-bridge-modal h2 { margin: 0 0 12px; font-size: 16px; }
    .app-bridge-modal iframe { width: 100%; height: 60vh; border: 0; }
    .app-bridge-modal footer { display: flex; justify-content: flex-end; gap: 8px; margin-top: 16px; }
  `);
  document.adoptedStyleSheets.push(style);
})();
