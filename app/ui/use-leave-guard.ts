import { useBlocker } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect } from "react";

/** Asks before a link inside the app would take away what is not saved. The admin itself guards its own links. */
export function useLeaveGuard(isChanged: boolean): void {
  const shopify = useAppBridge();
  const blocker = useBlocker(({ currentLocation, nextLocation }) => isChanged && nextLocation.pathname !== currentLocation.pathname);
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    // A merchant who stays leaves it open: the next link asks anew.
    void shopify.saveBar.leaveConfirmation().then(blocker.proceed);
  }, [blocker, shopify]);
}
