/** What Shopify answers where the request was well-formed and the data was not. */
export type UserError = { field: string[] | null; message: string; code?: string; elementIndex?: number | null };
