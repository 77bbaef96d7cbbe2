/** How the one installed app appears in the admin: in the navigation, and in its addresses. */
export const APP_NAME = "Perennial";
export const APP_HANDLE = "perennial";

/** Where the app's embedded pages begin on its own origin. */
export const APP_ROOT = "/app";
