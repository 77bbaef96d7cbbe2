import { useBlocker } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect } from "react";

/**
 * Asks before a link inside the app would take away what is not saved, and before a choice on the same page while there is
 * no network: what does not come takes the page's place. The admin itself guards its own links.
 */
export function useLeaveGuard(isChanged: boolean): void {
  const shopify = useAppBridge();
  const blocker = useBlocker(({ currentLocation, nextLocation }) => isChanged && (nextLocation.pathname !== currentLocation.pathname || !navigator.onLine));
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    // A merchant who stays leaves it open: the next link asks anew.
    void shopify.saveBar.leaveConfirmation().then(blocker.proceed);
  }, [blocker, shopify]);
}
