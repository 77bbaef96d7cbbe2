/*
 * Until React has taken the page over, a link would load a document without what Shopify adds to an address, which leads
 * to the login page, and a button does nothing. So what is clicked is kept, as is where the admin's navigation wants to
 * go, and done once React is there (hear-early-clicks.ts). It stands in the head of the document as it stands here.
 */
(() => {
  /* Addresses and buttons. */
  const kept = new Set();

  /* Each once, where it was last: who sees nothing happen clicks again. */
  function keep(wanted) {
    kept.delete(wanted);
    kept.add(wanted);
  }

  function keepClick(event) {
    const clicked = event.target instanceof Element ? event.target.closest("a[href], button") : null;
    if (clicked === null || (clicked.matches("a") && !leadsOn(clicked, event))) return;
    event.preventDefault();
    /* React would hear it while it takes the page over, and once more. Of its own menu the admin asks what became of a click. */
    if (clicked.closest("ui-nav-menu") === null) event.stopImmediatePropagation();
    /* No link by itself: what React draws first on a phone takes the place of many. */
    keep(clicked.matches("a") ? clicked.pathname + clicked.search + clicked.hash : clicked);
  }

  function leadsOn({ origin, target }, { metaKey, ctrlKey, shiftKey, altKey }) {
    return origin === location.origin && target === "" && !metaKey && !ctrlKey && !shiftKey && !altKey;
  }

  function keepAddress({ target }) {
    const address = target instanceof Element ? target.getAttribute("href") : null;
    if (address !== null) keep(address);
  }

  addEventListener("click", keepClick, true);
  addEventListener("shopify:navigate", keepAddress);

  window.doEarlyClicks = (perform) => {
    removeEventListener("shopify:navigate", keepAddress);
    /* For as long as some wait the next are kept, too: one that is repeated meanwhile would be done twice. */
    const next = () => {
      removeEventListener("click", keepClick, true);
      const [first] = kept;
      if (first === undefined) return;
      kept.delete(first);
      perform(first);
      addEventListener("click", keepClick, true);
      setTimeout(next);
    };
    setTimeout(next);
  };
})();
