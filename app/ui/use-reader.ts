import { createContext, useContext } from "react";
import type { Permission, Permissions } from "#app/shops/permissions.ts";

export type Reader = {
  permissions: Permissions;
  /** Shopify is being asked for them anew. */
  asking: boolean;
  onAsk: () => void;
};

export const ReaderContext = createContext<Reader | null>(null);

export function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (!reader) throw new Error("useReader is for pages inside ReaderContext (app/routes/app.tsx)");
  return reader;
}

/** Whether to offer what needs this permission. The app asks again when it is done (admit.server.ts). */
export function useMay(permission: Permission): boolean {
  return useReader().permissions?.includes(permission) ?? false;
}
