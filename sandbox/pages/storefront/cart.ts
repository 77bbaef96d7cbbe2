import type { ProductRecord } from "../../store/model.ts";
import type { World } from "../../world.ts";

export type CartLine = { product: ProductRecord; quantity: number };

/** The cart lives in the address as `12:2,15:1` (product and quantity): no cookie, nothing to forget. */
export function readCart(world: World, text: string): CartLine[] {
  const quantities = new Map<number, number>();
  for (const match of text.matchAll(/(\d+):(\d{1,3})/g)) {
    const id = Number(match[1]);
    quantities.set(id, (quantities.get(id) ?? 0) + Number(match[2]));
  }
  return Array.from(quantities, ([id, quantity]) => ({ product: world.store.products.get(id), quantity })).filter(
    (line): line is CartLine => line.product !== undefined && line.quantity > 0,
  );
}

export function writeCart(lines: CartLine[]): string {
  return lines.map(({ product, quantity }) => `${product.id}:${quantity}`).join(",");
}

export function withOneMore(lines: CartLine[], product: ProductRecord): CartLine[] {
  return lines.some((line) => line.product.id === product.id)
    ? lines.map((line) => (line.product.id === product.id ? { ...line, quantity: line.quantity + 1 } : line))
    : [...lines, { product, quantity: 1 }];
}

export function cartTotalMinor(lines: CartLine[]): number {
  return lines.reduce((sum, { product, quantity }) => sum + product.priceMinor * quantity, 0);
}
