import { mintSessionToken } from "../auth/mint-session-token.ts";
import { adminPath } from "../proxy/admin-path.ts";
import type { World } from "../world.ts";
import { advanceClock, cancel, changeCustomerTags, changeSaleOptOut, checkOut, markPaid, refundAll, refundAmount, refundLine } from "./actions.ts";
import { approveProtectedData } from "./approve-protected-data.ts";
import { chooseLanguage } from "./choose-language.ts";
import { chooseStaff } from "./choose-staff.ts";
import { appPage } from "./admin/app-page.ts";
import { controlPage } from "./admin/control-page.ts";
import { customerPage } from "./admin/customer-page.ts";
import { customersPage } from "./admin/customers-page.ts";
import { messagePage } from "./admin/message-page.ts";
import { orderPage } from "./admin/order-page.ts";
import { ordersPage } from "./admin/orders-page.ts";
import { segmentsPage } from "./admin/segments-page.ts";
import { type Answer, json, page, seeOther } from "./answer.ts";
import { APP_HANDLE } from "./app-identity.ts";
import type { Asked } from "./asked.ts";
import { asset, standIn } from "./assets.ts";
import { addFault, clearFaults, removeFault } from "./fault-actions.ts";
import { removeSegment, renameSegment } from "./segment-actions.ts";
import { storefrontPage } from "./storefront/storefront-page.ts";
import { thanksPage } from "./storefront/thanks-page.ts";

type Respond = (asked: Asked) => Answer | null | Promise<Answer | null>;
type Route = { method: "GET" | "POST"; path: RegExp; respond: Respond };

function route(method: Route["method"], path: string, respond: Respond): Route {
  return { method, path: new RegExp(`^${path.replaceAll(/:id/g, "(?<id>\\d+)").replace("/store/:handle", "/store/(?<handle>[^/]+)")}/?$`), respond };
}

const get = (path: string, respond: Respond) => route("GET", path, respond);
const post = (path: string, respond: Respond) => route("POST", path, respond);

/** A page about one record; none where the id is nobody's. */
function about<R>(records: (world: World) => { get(id: number): R | undefined }, show: (asked: Asked, record: R) => Answer | Promise<Answer>): Respond {
  return (asked) => {
    const record = records(asked.world).get(Number(asked.part("id")));
    return record === undefined ? null : show(asked, record);
  };
}

const customers = (world: World) => world.store.customers;
const orders = (world: World) => world.store.orders;
const segments = (world: World) => world.store.segments;
const appAddress = (world: World) => `/store/${world.store.shop().handle}/apps/${APP_HANDLE}`;

export const ROUTES: Route[] = [
  get("/", ({ world }) => seeOther(appAddress(world))),
  get("/sandbox/app-bridge\\.js", () => standIn()),
  get("/sandbox/assets/(?<name>.+)", ({ part }) => asset(part("name"))),
  get("/sandbox/open", ({ world, url }) => openInAdmin(world, url.searchParams.get("url") ?? "")),
  post("/sandbox/id-token", ({ world }) => json({ idToken: mintSessionToken(world) })),

  get("/store/:handle", ({ world }) => seeOther(appAddress(world))),
  get(`/store/:handle/apps/${APP_HANDLE}(?<rest>/.*)?`, ({ world, part, url }) => page(appPage(world, part("rest"), url.searchParams))),
  get("/store/:handle/customers", ({ world, url }) => page(customersPage(world, url))),
  get("/store/:handle/customers/:id", about(customers, ({ world }, customer) => page(customerPage(world, customer)))),
  post("/store/:handle/customers/:id/tags/(?<change>add|remove)", about(customers, changeCustomerTags)),
  post("/store/:handle/customers/:id/sale-opt-out", about(customers, changeSaleOptOut)),
  get("/store/:handle/segments", ({ world }) => page(segmentsPage(world))),
  post("/store/:handle/segments/:id/rename", about(segments, renameSegment)),
  post("/store/:handle/segments/:id/delete", about(segments, removeSegment)),
  get("/store/:handle/orders", ({ world, url }) => page(ordersPage(world, url))),
  get("/store/:handle/orders/:id", about(orders, ({ world }, order) => page(orderPage(world, order)))),
  post("/store/:handle/orders/:id/refund-all", about(orders, refundAll)),
  post("/store/:handle/orders/:id/refund-amount", about(orders, refundAmount)),
  post("/store/:handle/orders/:id/refund-line", about(orders, refundLine)),
  post("/store/:handle/orders/:id/cancel", about(orders, cancel)),
  post("/store/:handle/orders/:id/mark-paid", about(orders, markPaid)),
  get("/store/:handle/sandbox", ({ world }) => page(controlPage(world))),
  post("/store/:handle/language", chooseLanguage),
  post("/store/:handle/staff", chooseStaff),
  post("/store/:handle/sandbox/clock", advanceClock),
  post("/store/:handle/sandbox/approval", approveProtectedData),
  post("/store/:handle/sandbox/faults", addFault),
  post("/store/:handle/sandbox/faults/clear", clearFaults),
  post("/store/:handle/sandbox/faults/:id/remove", removeFault),

  get("/storefront", ({ world, url }) => page(storefrontPage(world, url))),
  post("/storefront/orders", checkOut),
  get("/storefront/orders/:id", about(orders, ({ world }, order) => page(thanksPage(world, order)))),
];

/** Where `shopify://admin/…` and the admin's real addresses lead here. */
function openInAdmin(world: World, address: string): Answer {
  const path = adminPath(world.store.shop().handle, APP_HANDLE, address);
  if (path !== null) return seeOther(path);
  return page(messagePage(world, "Not in the sandbox", `The app wanted to open ${address}. Shopify has a page there; the sandbox has none.`), 404);
}
