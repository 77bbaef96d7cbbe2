/*
 * Until React has taken the page over, a link would load a document without the admin's signature, which leads to the
 * login page, and a button does nothing. So clicks are kept, as is where the admin's navigation wants to go, and done once
 * React is there (hear-early-clicks.ts). It stands in the head of the document as it stands here.
 */
(() => {
  /* Each once: who sees nothing happen clicks again. */
  const kept = new Set();

  function keepClick(event) {
    const clicked = event.target.closest("a[href], button");
    if (clicked === null || (clicked.matches("a") && !leadsOn(clicked, event))) return;
    event.preventDefault();
    /* React would hear it while it takes the page over, and once more. Of its own menu the admin asks what became of a click. */
    if (clicked.closest("ui-nav-menu") === null) event.stopImmediatePropagation();
    kept.add(clicked);
  }

  function leadsOn({ origin, target }, { metaKey, ctrlKey, shiftKey, altKey }) {
    return origin === location.origin && target === "" && !metaKey && !ctrlKey && !shiftKey && !altKey;
  }

  function keepAddress({ target }) {
    kept.add(target.getAttribute("href"));
  }

  addEventListener("click", keepClick, true);
  addEventListener("shopify:navigate", keepAddress);

  window.takeEarlyClicks = () => {
    removeEventListener("click", keepClick, true);
    removeEventListener("shopify:navigate", keepAddress);
    const all = [...kept];
    kept.clear();
    return all;
  };
})();
