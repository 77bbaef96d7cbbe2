/* Addresses of the admin's (`shopify://admin/…`) open the sandbox's pages, in `open()`, links and forms alike. */
(() => {
  const ADMIN = /^(shopify:|https:\/\/admin\.shopify\.com(\/|$)|https:\/\/[a-z0-9-]+\.myshopify\.com\/admin(\/|$))/i;
  const openNatively = window.open.bind(window);

  function openInAdmin(address, target) {
    return openNatively(`/sandbox/open?url=${encodeURIComponent(address)}`, target === "_blank" ? "_blank" : "_top");
  }

  window.open = (address, target = "_blank", features) =>
    ADMIN.test(String(address ?? "")) ? openInAdmin(String(address), target) : openNatively(address, target, features);

  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const address = link?.getAttribute("href") ?? "";
      if (!ADMIN.test(address) || event.defaultPrevented) return;
      event.preventDefault();
      openInAdmin(address, event.metaKey || event.ctrlKey ? "_blank" : link.target);
    },
    true,
  );

  window.appBridgeStandIn.openInAdmin = openInAdmin;
})();
