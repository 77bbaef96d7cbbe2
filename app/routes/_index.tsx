import { type LoaderFunctionArgs, redirect } from "@remix-run/node";

/** Shopify opens the app here with the shop in the address; anyone else is asked for theirs. */
export function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  return redirect(searchParams.has("shop") ? `/app${search}` : "/auth/login");
}
