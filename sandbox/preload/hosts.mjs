const SHOPIFY = /(^|\.)(myshopify\.com|shopify\.com|myshopify\.io|shop\.dev)$/;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export const isShopify = (hostname) => SHOPIFY.test(hostname);
export const isLoopback = (hostname) => LOOPBACK.test(hostname);
