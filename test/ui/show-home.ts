import { createElement } from "react";
import { HomePage, type HomePageProps } from "#app/ui/home/home-page.tsx";
import { renderPage } from "./render-page.ts";

export const SET_UP = { connect: true, backfill: true, "check-number": true, "choose-tags": true, "first-play": true };

/** Home of a shop that has been set up, before anything was scored. */
export const EMPTY: HomePageProps = {
  setup: { done: SET_UP, hidden: false },
  alerts: [],
  ordersWaiting: { orders: 0 },
  attention: { atRisk: [], promising: [] },
  onTickStep: () => {},
  onHideSetup: () => {},
  activities: [],
  readingPause: null,
  reader: "7",
  accessGap: null,
  seesAllOrders: true,
  scoringFailed: false,
  importFailure: null,
  unreadOrders: 0,
  refused: null,
  scored: null,
  waiting: null,
  moves: [],
  dataRequests: 0,
  names: Promise.resolve({ status: "read", data: {} }),
  lastWrite: null,
  isWritingOff: false,
  waitingWrite: null,
  onDecide: () => {},
  reconciliation: { provenTo: null, running: false, isPaused: false, problem: null, compared: null },
  sending: false,
  notDone: null,
  onRecompute: () => {},
  onImport: () => {},
  onReconcile: () => {},
  onResumeReading: () => {},
};

export const SCORED_SHOP: NonNullable<HomePageProps["scored"]> = {
  computedAt: "2026-11-20T23:30:00.000Z",
  minutesAgo: 3,
  trend: [],
  overview: null,
  totals: {
    customers: 1234, historicValueMinor: 1_000_000, predictedValueMinor: 250_050, lifetimeValueMinor: 1_250_050,
    horizonDays: 365, annualDiscountRate: 0.1, rule: { tax: false, shipping: false }, predictedRange: { lowerMinor: 200_000, upperMinor: 310_000 }, confidence: "medium",
  },
  tiers: [
    { tier: "vip", customers: 62, historicValueMinor: 450_000 },
    { tier: "low", customers: 1172, historicValueMinor: 550_000 },
  ],
  ledger: {
    orders: 15, customers: 3, customersHistoricMinor: 9_000,
    counted: { orders: 12, netMinor: 10_000 },
    guests: { orders: 2, netMinor: 1_000 },
    optedOut: { customers: 0, orders: 0, netMinor: 0 },
    excluded: [{ exclusion: "not-positive", orders: 3, netMinor: -50 }],
  },
  model: { model: "mbg-nbd" as const, isPooled: false, customers: 1200, converged: true, boundary: null },
};

/** Home of a shop whose customers are scored. */
export const SCORED: HomePageProps = { ...EMPTY, scored: SCORED_SHOP };

export const showHome = (props: HomePageProps, shop?: Parameters<typeof renderPage>[3]) => renderPage(createElement(HomePage, props), undefined, undefined, shop);
