/* The save bar: <ui-save-bar>, forms with `data-save-bar`, and `shopify.saveBar`. The admin page draws it. */
(() => {
  const { tell, ask, on } = window.appBridgeStandIn;
  let shown = null;

  function show(owner) {
    shown = owner;
    tell("save-bar", { visible: true, ...owner.describe() });
  }

  function hide(owner) {
    if (shown !== owner) return;
    shown = null;
    tell("save-bar", { visible: false });
  }

  on("save-bar-save", () => shown?.save());
  on("save-bar-discard", () => shown?.discard());

  function describeButton(button, label) {
    return {
      label: button?.textContent.trim() || label,
      disabled: button?.disabled ?? false,
      loading: button?.hasAttribute("loading") ?? false,
    };
  }

  class SaveBar extends HTMLElement {
    #owner = {
      describe: () => ({
        save: describeButton(this.#saveButton, "Save"),
        discard: describeButton(this.#discardButton, "Discard"),
        confirmDiscard: this.discardConfirmation,
      }),
      save: () => this.#saveButton?.click(),
      discard: () => this.#discardButton?.click(),
    };

    #watch = new MutationObserver(() => {
      if (this.showing) show(this.#owner);
    });

    get #saveButton() {
      return this.querySelector('button[variant="primary"]');
    }

    get #discardButton() {
      return this.querySelector('button:not([variant="primary"])');
    }

    get discardConfirmation() {
      return this.hasAttribute("discardconfirmation");
    }

    set discardConfirmation(wanted) {
      this.toggleAttribute("discardconfirmation", Boolean(wanted));
    }

    get showing() {
      return shown === this.#owner;
    }

    connectedCallback() {
      this.#watch.observe(this, { subtree: true, childList: true, attributes: true, characterData: true });
    }

    disconnectedCallback() {
      this.#watch.disconnect();
      hide(this.#owner);
    }

    async show() {
      show(this.#owner);
      this.dispatchEvent(new Event("show"));
    }

    async hide() {
      if (!this.showing) return;
      hide(this.#owner);
      this.dispatchEvent(new Event("hide"));
    }

    async toggle() {
      await (this.showing ? this.hide() : this.show());
    }
  }

  customElements.define("ui-save-bar", SaveBar);

  const owners = new WeakMap();

  function ownerOf(form) {
    if (!owners.has(form)) {
      owners.set(form, {
        describe: () => ({ save: describeButton(null, "Save"), discard: describeButton(null, "Discard"), confirmDiscard: form.hasAttribute("data-discard-confirmation") }),
        save: () => form.requestSubmit(),
        discard: () => form.reset(),
      });
    }
    return owners.get(form);
  }

  function whenFormOf(event, then) {
    const form = event.target instanceof Element ? event.target.closest("form[data-save-bar]") : null;
    if (form !== null) then(ownerOf(form));
  }

  for (const type of ["input", "change"]) document.addEventListener(type, (event) => whenFormOf(event, show));
  for (const type of ["submit", "reset"]) document.addEventListener(type, (event) => whenFormOf(event, hide));

  window.appBridgeStandIn.leaveConfirmation = () => ask("leave-confirmation");
})();
