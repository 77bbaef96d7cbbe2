import { z } from "zod";
import { APPROVAL_LEVELS } from "../approval/approval.ts";
import type { World } from "../world.ts";
import { cancelOrder } from "./cancel-order.ts";
import { createSegment, deleteSegment, updateSegment } from "./change-segments.ts";
import { changeTags } from "./change-tags.ts";
import { CommandRefused } from "./command-refused.ts";
import { deleteCustomer } from "./delete-customer.ts";
import { deleteOrder } from "./delete-order.ts";
import { editOrder } from "./edit-order.ts";
import { markAsPaid } from "./mark-as-paid.ts";
import { mergeCustomers } from "./merge-customers.ts";
import { objectToSale } from "./object-to-sale.ts";
import { placeOrder } from "./place-order.ts";
import { refundOrder } from "./refund-order.ts";
import { redactCustomer, redactShop, requestCustomerData } from "./send-compliance.ts";
import { uninstallApp } from "./uninstall-app.ts";
import { updateScopes } from "./update-scopes.ts";

type Command = (world: World, body: unknown) => unknown;

const id = z.number().int();
const units = z.array(z.object({ lineItemId: id, quantity: z.number() }));
const ofOrder = z.strictObject({ orderId: id });
const ofCustomer = z.strictObject({ customerId: id });

const buyer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("customer"), customerId: id }),
  z.object({ kind: z.literal("new"), email: z.string(), firstName: z.string(), lastName: z.string(), acceptsEmail: z.boolean() }),
  z.object({ kind: z.literal("guest") }),
]);

const shipping = z
  .strictObject({ priceMinor: z.number().int().min(0), taxMinor: z.number().int().min(0) })
  .refine(({ priceMinor, taxMinor }) => taxMinor <= priceMinor, "the tax is part of the price");

const refund = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("whole") }),
  z.object({ kind: z.literal("lines"), lines: units }),
  z.object({ kind: z.literal("amount"), amountMinor: z.number().int() }),
]);

/** The commands as `POST /sandbox/commands/<name>` takes them. */
const COMMANDS: Record<string, Command> = {
  placeOrder: command(
    z.strictObject({
      buyer,
      lines: z.array(z.object({ productId: id, quantity: z.number() })),
      payment: z.enum(["PAID", "PENDING"]),
      test: z.boolean().optional(),
      shipping: shipping.optional(),
      sourceName: z.string().optional(),
      utmSource: z.string().optional(),
      utmCampaign: z.string().optional(),
      countryCode: z.string().length(2).optional(),
      discountCode: z.string().optional(),
    }),
    placeOrder,
  ),
  refundOrder: command(ofOrder.extend({ refund }), refundOrder),
  cancelOrder: command(ofOrder.extend({ refund: z.boolean() }), cancelOrder),
  deleteOrder: command(ofOrder, deleteOrder),
  editOrder: command(ofOrder.extend({ lineItemId: id, quantity: z.number() }), editOrder),
  markAsPaid: command(ofOrder, markAsPaid),
  mergeCustomers: command(z.strictObject({ keptId: id, mergedId: id }), mergeCustomers),
  deleteCustomer: command(ofCustomer, deleteCustomer),
  changeTags: command(ofCustomer.extend({ add: z.array(z.string()).optional(), remove: z.array(z.string()).optional() }), changeTags),
  objectToSale: command(ofCustomer.extend({ optedOut: z.boolean() }), objectToSale),
  uninstallApp: command(z.strictObject({}), uninstallApp),
  updateScopes: command(z.strictObject({ scopes: z.array(z.string()) }), updateScopes),
  requestCustomerData: command(ofCustomer, requestCustomerData),
  redactCustomer: command(ofCustomer, redactCustomer),
  createSegment: command(z.strictObject({ name: z.string(), query: z.string() }), createSegment),
  updateSegment: command(z.strictObject({ segmentId: id, name: z.string().optional(), query: z.string().optional() }), updateSegment),
  deleteSegment: command(z.strictObject({ segmentId: id }), deleteSegment),
  approveProtectedData: command(z.strictObject({ level: z.enum(APPROVAL_LEVELS) }), (world, { level }) => world.approval.set(level)),
  redactShop: command(z.strictObject({}), redactShop),
};

function command<Input>(schema: z.ZodType<Input>, run: (world: World, input: Input) => unknown): Command {
  return (world, body) => {
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw new CommandRefused(z.prettifyError(parsed.error));
    return run(world, parsed.data);
  };
}

/** Runs a command by name; the result is what it made. */
export function runCommand(world: World, name: string, body: unknown): unknown {
  const run = COMMANDS[name];
  if (!run) throw new CommandRefused(`There is no command "${name}" (only: ${Object.keys(COMMANDS).join(", ")})`);
  return run(world, body);
}
